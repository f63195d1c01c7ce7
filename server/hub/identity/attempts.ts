import { identityError } from './errors.ts'

/**
 * Counts failed sign-ins, in memory of this process. Guessing one account is
 * stopped soon from one address and later from many; trying many accounts is
 * stopped per address. The wide limit per account is generous, because whoever
 * reaches it locks the owner out as well.
 */
const windowMs = 15 * 60_000
const limits = { pair: 5, address: 30, account: 100 }
/** Bounds the memory; the oldest counts are forgotten first. */
const maxCounts = 20_000

type Count = { failures: number; untilMs: number }

export function createAttempts() {
  const counts = new Map<string, Count>()

  const keysOf = (attempt: Attempt) =>
    [
      [`pair ${attempt.account} ${attempt.address}`, limits.pair],
      [`address ${attempt.address}`, limits.address],
      [`account ${attempt.account}`, limits.account],
    ] as const

  return {
    /** Refuses when there were too many failures. Counts the attempt as failed until `succeed` says otherwise, so that many at once gain nothing. */
    begin(attempt: Attempt): void {
      const nowMs = attempt.now.getTime()
      for (const [key, limit] of keysOf(attempt)) {
        const count = counts.get(key)
        if (count === undefined || count.untilMs <= nowMs || count.failures < limit) continue
        throw identityError.too_many_attempts({ retryAfterSeconds: Math.ceil((count.untilMs - nowMs) / 1000) })
      }
      for (const [key] of keysOf(attempt)) {
        const count = counts.get(key)
        if (count !== undefined && count.untilMs > nowMs) count.failures += 1
        else counts.set(key, { failures: 1, untilMs: nowMs + windowMs })
      }
      while (counts.size > maxCounts) counts.delete(counts.keys().next().value ?? '')
    },
    succeed(attempt: Attempt): void {
      const [[pair], ...wide] = keysOf(attempt)
      counts.delete(pair)
      // One known password must not wipe out the traces of guessing at others from the same address.
      for (const [key] of wide) {
        const count = counts.get(key)
        if (count !== undefined) count.failures = Math.max(0, count.failures - 1)
      }
    },
  }
}

export type Attempt = { readonly account: string; readonly address: string; readonly now: Date }
