import type pg from 'pg'
import type { Databases } from '#db'
import type { DurableHost } from '#engine/host'
import { findAnyExecution, summaryOf } from './execution.store.ts'
import type { LiveFeed } from './feed.ts'
import { pauseRow, pauseWantedAmong, unpauseRow } from './pause.store.ts'

const channel = 'paused'

type Parts = {
  readonly db: Databases
  readonly pool: pg.Pool
  readonly host: DurableHost
  readonly feed: LiveFeed
  readonly worker: { wake(): void }
  readonly approvals: { awaited(executionId: string, approvalId: string): void }
}

/**
 * Lets an execution rest before its next node, whoever walks it; false when it is
 * over or paused already. The node that is being executed is finished first.
 */
export async function pauseExecution(parts: Parts, id: string): Promise<boolean> {
  const status = await pauseRow(parts.pool, id)
  if (status === undefined) return false
  await tell(parts, id)
  return true
}

/** Lets it go on from where it rests; false when it is not paused. */
export async function unpauseExecution(parts: Parts, id: string): Promise<boolean> {
  const unpaused = await unpauseRow(parts.pool, id)
  if (unpaused === undefined) return false
  await tell(parts, id)
  // What was decided meanwhile woke nobody.
  for (const approvalId of unpaused.approvalIds ?? []) parts.approvals.awaited(id, approvalId)
  // Others look by themselves within a second.
  parts.worker.wake()
  return true
}

async function tell(parts: Parts, id: string): Promise<void> {
  const { db, pool, feed } = parts
  await heed(parts, [id])
  const row = await findAnyExecution(pool, id)
  if (row !== undefined) feed.summaryChanged(row.workspace_id, summaryOf(row))
  await db.notify('execution', channel, id)
}

/** What is stored decides; what this process was told before may be older. */
async function heed({ pool, host }: Pick<Parts, 'pool' | 'host'>, ids: readonly string[]): Promise<void> {
  const here = ids.filter((id) => host.peek(id) !== undefined)
  if (here.length === 0) return
  const wanted = new Set(await pauseWantedAmong(pool, here))
  for (const id of here) host.pauseOne(id, wanted.has(id))
}

/** Heeds what another process was told about executions of this one. What is not heard is found out when the execution comes to rest. */
export function hearPauses(parts: Pick<Parts, 'db' | 'pool' | 'host'>): Promise<() => Promise<void>> {
  return parts.db.listen('execution', channel, (id) => {
    heed(parts, id === '' ? parts.host.ids() : [id]).catch(() => {})
  })
}
