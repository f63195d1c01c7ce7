import type pg from 'pg'
import type { Databases } from '#db'
import type { DurableHost } from '#engine/host'
import { cancelRow, openChildren } from './cancel.store.ts'
import { cancelledAmong, summaryOf } from './execution.store.ts'
import type { LiveFeed } from './feed.ts'

const channel = 'cancelled'

type Parts = {
  readonly db: Databases
  readonly pool: pg.Pool
  readonly host: DurableHost
  readonly feed: LiveFeed
  readonly approvals: { abandoned(workspaceId: string, executionId: string): void }
}

/** Cancels an execution, whoever walks it; false when there was nothing left to cancel. */
export async function cancelExecution(parts: Parts, id: string): Promise<boolean> {
  const { db, pool, host, feed } = parts
  // Here it can tell what it has done before it goes; elsewhere its fence keeps it from writing more.
  const ended = await host.cancel(id)
  const row = await cancelRow(pool, id)
  if (row !== undefined) {
    feed.summaryChanged(row.workspace_id, summaryOf(row))
    db.published.wake()
    parts.approvals.abandoned(row.workspace_id, id)
    await db.notify('execution', channel, id)
    await cancelChildren(parts, id)
  }
  return row !== undefined || ended?.status === 'cancelled'
}

/** Those it waits for: whoever walked it may be gone, and then nobody else ends them. */
async function cancelChildren(parts: Parts, id: string): Promise<void> {
  for (const child of await openChildren(parts.pool, id)) await cancelExecution(parts, child)
}

/** Ends executions of this process that another one has cancelled, so that the calls they make are not finished for nothing. */
export function hearCancellations({ db, pool, host }: Pick<Parts, 'db' | 'pool' | 'host'>): Promise<() => Promise<void>> {
  return db.listen('execution', channel, (id) => {
    const told = id === '' ? cancelledAmong(pool, host.ids()) : Promise.resolve([id])
    // What is not heard is found out at the next write.
    told.then((ids) => ids.forEach((one) => host.wasCancelled(one))).catch(() => {})
  })
}
