/** What came of one more request. */
export type Taken = {
  readonly allowed: boolean
  /** How many more would be let in now. */
  readonly remaining: number
  /** Until all of them would be. */
  readonly resetSeconds: number
  /** Until one more is let in; 0 when it is now. */
  readonly retrySeconds: number
}

/** Where requests are counted: in this process, or in a store that several share. */
export type RateStore = {
  take(key: string, perMinute: number, nowMs: number): Taken | Promise<Taken>
}

const windowMs = 60_000
/** Bounds the memory to some megabytes. */
const maxKeys = 50_000

/**
 * Counts in the memory of this process. Of each key it keeps one number: the time at which its allowance is whole
 * again. Each request moves it on by its share of the minute, and is refused where that would be more than a minute
 * ahead. So a minute's worth may come at once, and after that they come as fast as they are allowed.
 */
export function memoryRateStore(): { take(...request: Parameters<RateStore['take']>): Taken } {
  // When the younger half is full the older one goes as a whole: looking for single ones to drop would cost more than counting.
  let younger = new Map<string, number>()
  let older = new Map<string, number>()

  function remember(key: string, wholeAtMs: number): void {
    if (younger.size >= maxKeys / 2 && !younger.has(key)) {
      older = younger
      younger = new Map()
    }
    younger.set(key, wholeAtMs)
  }

  return {
    take(key, perMinute, nowMs) {
      const shareMs = windowMs / perMinute
      const fromMs = Math.max(younger.get(key) ?? older.get(key) ?? 0, nowMs)
      const nextMs = fromMs + shareMs
      const allowed = nextMs - nowMs <= windowMs + 1e-6
      if (allowed) remember(key, nextMs)
      const aheadMs = (allowed ? nextMs : fromMs) - nowMs
      return {
        allowed,
        remaining: Math.max(0, Math.floor((windowMs - aheadMs) / shareMs + 1e-9)),
        resetSeconds: Math.ceil(aheadMs / 1000),
        retrySeconds: allowed ? 0 : Math.max(1, Math.ceil((nextMs - nowMs - windowMs) / 1000)),
      }
    },
  }
}
