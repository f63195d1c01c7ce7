import type { Selectable } from 'kysely'
import type { Databases } from '#db'
import type { Decision } from './approval.ts'
import type { ApprovalTx } from './approval.store.ts'
import type { ApprovalTables } from './approval.tables.ts'

const columns = [
  'id',
  'approval_id',
  'user_id',
  'decision',
  'reason',
  'via',
  'delegated_to',
  'is_right',
  'created_at',
] as const satisfies readonly (keyof Decision)[]

type Of = { readonly workspaceId: string; readonly approvalIds: readonly string[] }

/** Everything that was decided about these approvals, in its order. */
export async function listDecisions(on: Databases | ApprovalTx, { workspaceId, approvalIds }: Of): Promise<Decision[]> {
  if (approvalIds.length === 0) return []
  return await ('within' in on ? on.kysely<ApprovalTables>('effect') : on)
    .selectFrom('decisions')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('approval_id', 'in', [...approvalIds])
    .orderBy('id')
    .execute()
}

export async function insertDecision(tx: ApprovalTx, row: Selectable<ApprovalTables['decisions']>): Promise<void> {
  await tx.insertInto('decisions').values(row).execute()
}
