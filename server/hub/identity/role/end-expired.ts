import type { Databases } from '#db'
import { removeExpired } from './assignment.store.ts'
import { recordEnds } from './end-assignment.ts'
import type { RoleTables } from './role.tables.ts'

const batchSize = 100

/**
 * Takes assigned roles away whose time is over, with an audit line each; how many. They count for nothing from the
 * moment that they expire, so this is tidying, and being late does no harm. Any number of processes may do it.
 */
export async function endExpired(db: Databases, now: Date): Promise<number> {
  for (let total = 0; ;) {
    const ended = await db.transaction<RoleTables, number>('identity', async (tx) => {
      const expired = await removeExpired(tx, now, batchSize)
      await recordEnds(tx, { actorId: null, now }, { ended: expired, reason: 'expired' })
      return expired.length
    })
    total += ended
    if (ended < batchSize) return total
  }
}
