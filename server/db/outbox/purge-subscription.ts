import { sql, type Transaction } from 'kysely'
import type { HubName } from '../../hubs.ts'
import { publish } from './publish.ts'
import { type Subscription, subscription } from './subscription.ts'

/** Told when a workspace is gone for good; the key and `workspaceId` are its id. */
export const workspacePurged = 'workspace.purged'

/** Told when what is known of a person is erased; the key and `userId` are their id, which stays and means nobody. */
export const userPurged = 'user.purged'

/** Does away with some of what a hub keeps of a workspace, at most so many rows; resolves to how many there were. */
export type PurgeStep = (tx: Transaction<unknown>, which: { workspaceId: string; rowsMax: number }) => Promise<number>

const rowsMax = 500

const goesOn = (hub: HubName) => `${hub}.purge_goes_on`

/**
 * Deletes what a hub keeps of a workspace that is gone. Each event does one small step, in a transaction that nobody
 * waits for, and tells itself to go on by another event in the same transaction: a process that is killed
 * in the middle loses nothing, and whatever else there is to relay comes in between.
 */
export function purgeSubscription(hub: HubName, steps: readonly PurgeStep[]): Subscription {
  return subscription<unknown>({
    consumer: `${hub}.workspace_purge`,
    types: [workspacePurged, goesOn(hub)],
    handle: async (tx, { key: workspaceId, payload }) => {
      const at = typeof payload['step'] === 'number' ? payload['step'] : 0
      const step = steps[at]
      if (step === undefined) return
      const isDone = (await step(tx, { workspaceId, rowsMax })) < rowsMax
      const next = isDone ? at + 1 : at
      if (next < steps.length) await publish(tx, { type: goesOn(hub), key: workspaceId, payload: { step: next } })
    },
  })
}

/** Lets a hub look once more for what it keeps of a workspace that is gone, because something may have come late. Within its own transaction. */
export async function purgeAgain<Tables>(tx: Transaction<Tables>, hub: HubName, workspaceId: string): Promise<void> {
  await publish(tx, { type: goesOn(hub), key: workspaceId, payload: { step: 0 } })
}

/** The step for a table with a column of the workspace; `key` are the columns that tell its rows apart. */
export function rowsOfWorkspace(table: string, key: readonly [string, ...string[]], column = 'workspace_id'): PurgeStep {
  const names = sql.join(key.map((one) => sql.ref(one)))
  return async (tx, which) => {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where (${names}) in (
        select ${names} from ${sql.table(table)} where ${sql.ref(column)} = ${which.workspaceId} limit ${which.rowsMax})`.execute(
      tx,
    )
    return Number(numAffectedRows)
  }
}
