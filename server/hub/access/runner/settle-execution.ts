import type { EffectOutcome } from '@steward/contract/api/effect'
import { writeReceipt } from '#hub/effect'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import { textOf } from '../query/action-of.ts'
import type { AccessContext } from '../context.ts'
import { moveQuery } from '../query/move-query.ts'
import type { AccessTx, QueryChange } from '../query/query.store.ts'
import { lockExecuting } from './claim.store.ts'

/** How an execution came out. `hash` (hex) and `sizeBytes` are of what came back. */
export type Ending = {
  readonly outcome: Extract<EffectOutcome, 'completed' | 'failed' | 'in_doubt' | 'cut_off'>
  readonly change: QueryChange
  readonly response: { readonly hash: string; readonly sizeBytes: number } | null
}

/** Writes down how an execution came out, unless somebody else has been given it meanwhile; resolves to whether it did. */
export async function settle(
  { databases }: Pick<AccessContext, 'databases'>,
  row: QueryRow,
  { workerId, ending, now }: { readonly workerId: string; readonly ending: Ending; readonly now: Date },
): Promise<boolean> {
  return await databases.transaction<AccessTables, boolean>('access', async (tx) => {
    const held = await lockExecuting(tx, row, workerId)
    if (held === undefined) return false
    await endExecution(tx, held, ending, now)
    return true
  })
}

/** For who holds the row: its new status, the line in the audit log and the receipt. */
export async function endExecution(tx: AccessTx, row: QueryRow, { outcome, change, response }: Ending, now: Date): Promise<void> {
  const over: QueryChange = { worker_id: null, lease_until: null, execution_completed_at: now, ...change }
  const by = { actorId: row.user_id, workspaceId: row.workspace_id, now, means: 'system' as const }
  const status = String(change.status)
  await moveQuery(tx, by, row, {
    change: over,
    act: outcome === 'in_doubt' ? 'left_in_doubt' : status,
    metadata: {
      database: row.database_name,
      hash: row.hash.toString('hex'),
      grantId: row.grant_id,
      rows: (change.result_rows as number | undefined) ?? null,
      changedRows: (change.changed_rows as number | null | undefined) ?? null,
      error: (change.execution_error as string | undefined) ?? null,
    },
  })
  const startedMs = row.execution_started_at?.getTime() ?? now.getTime()
  await writeReceipt(tx, {
    ...receiptOf(row),
    outcome,
    reason: (change.execution_error as string | undefined) ?? null,
    intendedMs: startedMs,
    settledMs: outcome === 'in_doubt' ? null : now.getTime(),
    durationMs: outcome === 'in_doubt' ? null : now.getTime() - startedMs,
    response: response === null ? null : { status: null, ...response },
  })
}

/** What a receipt says of a query, however it came out. Of reads the text is not in it. */
function receiptOf(row: QueryRow) {
  return {
    id: row.uuid,
    workspaceId: row.workspace_id,
    subject: { kind: 'query', name: `${row.instance_name}/${row.database_name}` } as const,
    class: row.effect,
    target: `${row.instance_name}/${row.database_name}`,
    connection: { kind: row.database_type, id: row.instance_id, name: row.instance_name },
    requestHash: row.hash.toString('hex'),
    ...(row.class === 'read' ? {} : { request: { text: textOf(row) } }),
    environment: row.environment,
    connector: row.database_type,
    policies: row.policies,
    approvalId: row.approval_id,
    actorId: row.user_id,
    undoes: row.undo_of,
    tries: Math.max(1, row.tries),
  }
}
