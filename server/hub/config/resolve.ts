import type { ConfigScope } from './key.ts'

/** A rung of the ladder on which a value may stand; the default is the widest and always there. */
export type Rung = 'DEFAULT' | ConfigScope

export type Candidate = {
  readonly rung: Rung
  readonly state: 'set' | 'not_set' | 'broken'
  readonly locked: boolean
}

/** Why a candidate counts or does not. */
export type Verdict = 'wins' | 'overridden' | 'locked_out' | 'broken' | 'not_set'

/**
 * Which candidate counts, and what is to be said of each. They are given from the widest to the narrowest. The
 * narrowest wins, but none that is narrower than the first lock. A broken one counts as if it were not there, yet its
 * lock still holds: what was forbidden is not allowed by an accident.
 */
export function judge(candidates: readonly Candidate[]): { readonly winner: number; readonly verdicts: readonly Verdict[] } {
  const lock = candidates.findIndex((one) => one.locked && one.state !== 'not_set')
  const last = lock === -1 ? candidates.length - 1 : lock
  const winner = candidates.findLastIndex((one, at) => at <= last && one.state === 'set')
  const verdicts = candidates.map((one, at): Verdict => {
    if (one.state !== 'set') return one.state
    if (at === winner) return 'wins'
    return at > last ? 'locked_out' : 'overridden'
  })
  return { winner, verdicts }
}
