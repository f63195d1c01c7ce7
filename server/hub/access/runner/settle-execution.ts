import type { EffectOutcome } from '@steward/contract/api/effect'
import { writeReceipt } from '#hub/effect'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { moveQuery } from '../query/move-query.ts'
import { receiptOf } from '../query/receipt-of.ts'
import { type AccessTx, type QueryChange, unclaimed } from '../query/query.store.ts'
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

/** A read that was stopped with its process is left to another one. */
export async function putBack(
  { databases }: Pick<AccessContext, 'databases'>,
  row: QueryRow,
  { workerId, now }: { readonly workerId: string; readonly now: Date },
): Promise<void> {
  await databases.transaction<AccessTables, void>('access', async (tx) => {
    const held = await lockExecuting(tx, row, workerId)
    if (held === undefined) return
    const change = { status: 'approved', ...unclaimed } as const
    await moveQuery(tx, { actorId: null, workspaceId: row.workspace_id, now }, held, { change, act: 'put_back' })
  })
}

/** For who holds the row: its new status, the line in the audit log and the receipt. */
export async function endExecution(tx: AccessTx, row: QueryRow, { outcome, change, response }: Ending, now: Date): Promise<void> {
  const over: QueryChange = { ...unclaimed, execution_completed_at: now, ...change }
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
