import { StartError } from '#base/start-error'
import type { Databases } from '#db'
import { findStranger } from './lease.store.ts'

/**
 * Refuses to start beside a living process whose secrets none of the given keys opens: what one locks the other could not
 * read, and the addresses it signs would be refused.
 */
export async function refuseOtherKey(db: Databases, keyIds: readonly string[]): Promise<void> {
  const stranger = await findStranger(db.pool('execution'), keyIds)
  if (stranger === undefined) return
  throw new StartError(
    `The process ${stranger.pid} of ${stranger.host} uses this database with another encryption key; give all processes the same STEWARD_ENCRYPTION_KEY, or the same data folder.`,
  )
}
