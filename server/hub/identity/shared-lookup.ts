import type { Databases } from '#db'
import type { HubName } from '../../hubs.ts'
import { createLookupCache } from './lookup-cache.ts'

/**
 * A look-up whose answers every process keeps in memory for a moment, until one of them says on the channel that they
 * have changed. The databases are those without the wall: a view of one workspace is another one for each request.
 */
export function sharedLookup<V>(hub: HubName, channel: string) {
  const caches = new WeakMap<Databases, ReturnType<typeof createLookupCache<V>>>()
  const cacheOf = (db: Databases) => {
    const known = caches.get(db) ?? createLookupCache<V>()
    caches.set(db, known)
    return known
  }
  return {
    find: async (db: Databases, { key, now }: { key: string; now: Date }, load: () => Promise<V>): Promise<V> => {
      const known = cacheOf(db)
      const cached = known.get(key, now)
      if (cached !== undefined) return cached
      const asked = known.ask()
      const found = await load()
      known.set(key, found, { now, asked })
      return found
    },
    /** To be called after the commit of a change: nobody may be served from memory any more. */
    forget: async (db: Databases): Promise<void> => {
      cacheOf(db).clear()
      await db.notify(hub, channel)
    },
    /**
     * Hears when any process changes something, and calls `heard` once nothing of before is given any more. Resolves with
     * a function that stops it.
     */
    watch: async (db: Databases, heard: () => void): Promise<() => Promise<void>> =>
      db.listen(hub, channel, () => {
        cacheOf(db).clear()
        heard()
      }),
  }
}
