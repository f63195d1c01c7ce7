import type { ExecutionHead, StartKey } from '#engine/host'
import { letThrough, type Marks, staleMs, takePlace } from './pace.ts'
import type { Terms } from './terms.ts'

/** A start that asks to be let into the queue. */
export type Admission = {
  readonly head: ExecutionHead
  readonly terms: Terms
  readonly startKey: StartKey | undefined
  /** JSON array of what its journal begins with, or null. */
  readonly entries: string | null
  /** The process at which somebody waits for it; asked when it is stored. */
  readonly answerTo: () => string | null
}

export type Verdict =
  | { readonly kind: 'queued' }
  /** Another start had the same key before. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly retryMs: number }

/** How a start that is let in stands in the queue. */
export type Place = {
  readonly admission: Admission
  /** When it may begin, and what it waits for until then; null when it is ready. */
  readonly dueMs: number | null
  readonly waitKind: 'throttle' | 'debounce' | null
  /** The execution of the newer event that took its place. */
  readonly replacedBy: string | null
}

export type LimitKind = 'throttle' | 'rate_limit' | 'debounce'
export type LimitName = { readonly workflowId: string; readonly kind: LimitKind; readonly key: string }

/** Of a throttle and a rate limit. */
type Paced = { readonly marks: Marks }
/** Of a debounce: since when events come, which execution waits, and the place a throttle gave to its first event. */
type Quiet = { readonly firstMs: number; readonly pendingId: string; readonly placeMs: number | null }
export type LimitState = LimitName & { readonly state: Paced | Quiet | null; readonly staleMs: number }

export const limitsOf = ({ head: { workflowId }, terms }: Admission): LimitName[] => {
  const { throttle, rateLimit, debounce } = terms
  return [
    ...(rateLimit === undefined ? [] : [{ workflowId, kind: 'rate_limit' as const, key: rateLimit.key }]),
    ...(debounce === undefined ? [] : [{ workflowId, kind: 'debounce' as const, key: debounce.key }]),
    ...(throttle === undefined ? [] : [{ workflowId, kind: 'throttle' as const, key: throttle.key }]),
  ]
}

/**
 * Applies limits to starts, one after another, on what the database remembers
 * of those before them. Reads no clock: all processes go by the database's.
 */
export class LimitLedger {
  private readonly states = new Map<string, LimitState>()
  private readonly changed = new Set<string>()
  private readonly nowMs: number

  constructor(states: readonly LimitState[], nowMs: number) {
    this.nowMs = nowMs
    for (const state of states) this.states.set(nameText(state), state)
  }

  /** Those whose state must be stored. */
  changes(): LimitState[] {
    return [...this.changed].flatMap((name) => this.states.get(name) ?? [])
  }

  /** Milliseconds until it may be tried again; undefined when the rate limit lets it through. */
  refuses({ head: { workflowId }, terms: { rateLimit } }: Admission): number | undefined {
    if (rateLimit === undefined) return undefined
    const name = { workflowId, kind: 'rate_limit' as const, key: rateLimit.key }
    const result = letThrough(this.marksOf(name), rateLimit, this.nowMs)
    if ('retryMs' in result) return result.retryMs
    this.set(name, { marks: result.marks }, staleMs(result.marks, rateLimit))
    return undefined
  }

  /** Executions that wait for their quiet time and would be replaced by these starts: the waiting one, and what replaces it. */
  replaceable(admissions: readonly Admission[]): Map<string, string> {
    const pairs = [...byDebounce(admissions)].map(([name, own]) => {
      const quiet = this.states.get(name)?.state as Quiet | null | undefined
      return [quiet?.pendingId, own.at(-1)?.head.id] as const
    })
    return new Map(pairs.filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined))
  }

  /** Where each start comes to stand; `replaced` are the waiting executions that have just been replaced. */
  place(admissions: readonly Admission[], replaced: ReadonlySet<string>): Place[] {
    const debounced = byDebounce(admissions)
    return admissions.map((admission) => {
      const name = debounceName(admission)
      if (name === undefined) return this.throttled(admission)
      const newest = debounced.get(nameText(name))?.at(-1) as Admission
      if (newest !== admission) return { admission, dueMs: null, waitKind: null, replacedBy: newest.head.id }
      return this.quieted(admission, name, replaced)
    })
  }

  private throttled(admission: Admission): Place {
    const atMs = this.takeThrottle(admission)
    const waits = atMs !== null && atMs > this.nowMs
    return { admission, dueMs: waits ? atMs : null, waitKind: waits ? 'throttle' : null, replacedBy: null }
  }

  private quieted(admission: Admission, name: LimitName, replaced: ReadonlySet<string>): Place {
    const { quietMs, longestMs } = admission.terms.debounce as NonNullable<Terms['debounce']>
    const before = this.states.get(nameText(name))?.state as Quiet | null | undefined
    const burst = before != null && replaced.has(before.pendingId) ? before : undefined
    const firstMs = burst?.firstMs ?? this.nowMs
    // The newest event of a burst inherits the place of the first one, so that a burst takes one place.
    const placeMs = burst?.placeMs ?? this.takeThrottle(admission)
    const dueMs = Math.max(Math.min(this.nowMs + quietMs, firstMs + longestMs), placeMs ?? 0)
    this.set(name, { firstMs, pendingId: admission.head.id, placeMs }, dueMs + quietMs)
    return { admission, dueMs, waitKind: 'debounce', replacedBy: null }
  }

  private takeThrottle({ head: { workflowId }, terms: { throttle } }: Admission): number | null {
    if (throttle === undefined) return null
    const name = { workflowId, kind: 'throttle' as const, key: throttle.key }
    const { marks, atMs } = takePlace(this.marksOf(name), throttle, this.nowMs)
    this.set(name, { marks }, staleMs(marks, throttle))
    return atMs
  }

  private marksOf(name: LimitName): Marks {
    return (this.states.get(nameText(name))?.state as Paced | null | undefined)?.marks ?? []
  }

  private set(name: LimitName, state: Paced | Quiet, stale: number): void {
    const text = nameText(name)
    this.states.set(text, { ...name, state, staleMs: stale })
    this.changed.add(text)
  }
}

/** No part holds the separator: ids, kinds and JSON texts do not. */
const nameText = ({ workflowId, kind, key }: LimitName) => `${workflowId}\u001f${kind}\u001f${key}`

function debounceName({ head: { workflowId }, terms: { debounce } }: Admission): LimitName | undefined {
  return debounce === undefined ? undefined : { workflowId, kind: 'debounce', key: debounce.key }
}

function byDebounce(admissions: readonly Admission[]): Map<string, Admission[]> {
  const groups = new Map<string, Admission[]>()
  for (const admission of admissions) {
    const name = debounceName(admission)
    if (name === undefined) continue
    const group = groups.get(nameText(name))
    if (group === undefined) groups.set(nameText(name), [admission])
    else group.push(admission)
  }
  return groups
}
