import type { Logger } from 'pino'
import type { Databases } from '#db'
import { type Change, GroupCommit } from '#engine/host'
import { writeChanges } from './commit.store.ts'
import { SteadyClient } from './steady-client.ts'

/** Writers of group commits: while one batch is written the next one fills. */
const writers = 2
const batchMax = 500
/** Larger groups cost less for each change, so the second writer begins only when many wait, or for long. */
const crowd = { units: 64, waitMs: 10 }
/** A silent connection is given up after this, and what was on its way is written again. */
const patienceMs = 20_000

export type ExecutionGroup = { readonly group: GroupCommit<Change>; close(): Promise<void> }

/** The group commit of this process, on connections of its own. */
export function openGroup(db: Databases, log: Logger): ExecutionGroup {
  const clients = Array.from({ length: writers }, () => new SteadyClient(db, { patienceMs }))
  let turn = 0
  const write = (batch: readonly Change[], again: boolean) => {
    const client = clients[turn++ % clients.length] as SteadyClient
    return client.use((connection) => writeChanges(connection, batch, again))
  }
  const group = new GroupCommit(write, {
    inFlightMax: writers,
    batchMax,
    crowd,
    // 21, 22, 23: cardinality, data and constraint faults. Everything else is the connection or the server.
    isDataError: (error) => /^2[123]/.test((error as { code?: string }).code ?? ''),
    retryMs: (tries) => Math.min(2_000, 20 * 2 ** tries),
    onTrouble: (error, size) =>
      log.warn({ err: error, changes: size }, 'A group of changes could not be committed; it is tried again.'),
  })
  return {
    group,
    close: async () => {
      for (const client of clients) await client.close()
    },
  }
}
