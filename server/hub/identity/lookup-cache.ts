/** How long an answer may be given from memory. A revocation that fails to reach this process is late by no more. */
const lifeMs = 3_000
const maxEntries = 5_000

/**
 * Keeps answers of the database for a few seconds. An answer that was asked for
 * before a `clear` is not kept: it may be older than what was cleared for.
 */
export function createLookupCache<V>() {
  const entries = new Map<string, { readonly value: V; readonly untilMs: number }>()
  let generation = 0
  return {
    get(key: string, now: Date): V | undefined {
      const entry = entries.get(key)
      if (entry !== undefined && entry.untilMs > now.getTime()) return entry.value
      entries.delete(key)
      return undefined
    },
    /** To be called before the database is asked, and given to `set`. */
    ask: (): number => generation,
    set(key: string, value: V, when: { readonly now: Date; readonly asked: number }): void {
      if (when.asked !== generation) return
      if (entries.size >= maxEntries) entries.delete(entries.keys().next().value ?? '')
      entries.set(key, { value, untilMs: when.now.getTime() + lifeMs })
    },
    clear(): void {
      generation += 1
      entries.clear()
    },
  }
}
