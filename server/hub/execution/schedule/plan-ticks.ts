import { createHash } from 'node:crypto'
import type { ScheduleSettings } from '@steward/contract/workflow'
import { nextTick, type Rhythm, ticksBetween } from '#hub/workflow'

/** A rhythm with what its workflow wants done about ticks that nobody was there for, and how far ticks may be shifted. */
export type Timing = { readonly triggerId: string; readonly rhythm: Rhythm; readonly policy: ScheduleSettings }

/** `at` is what the rhythm says, `dueMs` that and the jitter. */
export type Tick = { readonly at: Date; readonly dueMs: number }

export type PlannedTick = Tick & { readonly outcome: 'fired' | 'made_up' | 'missed' | 'skipped' }

export type TickPlan = {
  /** Oldest first. */
  readonly ticks: readonly PlannedTick[]
  /** Older ones, too many to be told one by one: all from the first until before the second. */
  readonly untold: { readonly from: Date; readonly until: Date; readonly outcome: 'missed' | 'skipped' } | undefined
  /** The newest that is dealt with. */
  readonly last: Date | undefined
  readonly next: Tick | undefined
}

/** A tick that is no later than this was late and not missed: a busy machine, a restart. */
const lateMs = 30_000
/** So many ticks of one schedule are told one by one. */
const toldMax = 1_000

export const missedMaxDefault = 100

/** The tick after a time. */
export function tickAfter(timing: Timing, after: Date, last: Date | undefined): Tick | undefined {
  const at = nextTick(timing.rhythm, after, last)
  return at === undefined ? undefined : { at, dueMs: dueMs(timing, at) }
}

/** What is to become of a tick that has come due and of those after it that have, too. */
export function planTicks(timing: Timing, first: Date, now: Date): TickPlan {
  const { ticks, untoldFrom } = ticksUntil(timing.rhythm, first, now)
  const due = ticks.map((at): Tick => ({ at, dueMs: dueMs(timing, at) }))
  // No jitter reaches the next tick, so only the newest may still be to come.
  const isEarly = (due.at(-1)?.dueMs ?? 0) > now.getTime()
  const next = isEarly ? due.pop() : undefined
  const [oldest] = due
  const last = due.at(-1)?.at
  return {
    ticks: applyPolicy(due, timing.policy, now),
    untold:
      untoldFrom === undefined || oldest === undefined
        ? undefined
        : { from: untoldFrom, until: oldest.at, outcome: timing.policy.missed === 'skip' ? 'skipped' : 'missed' },
    last,
    next: next ?? tickAfter(timing, last ?? first, last ?? first),
  }
}

function applyPolicy(due: readonly Tick[], { missed, missedMax }: ScheduleSettings, now: Date): PlannedTick[] {
  const late = due.filter((tick) => now.getTime() - tick.dueMs > lateMs)
  const prompt = due.slice(late.length).map((tick): PlannedTick => ({ ...tick, outcome: 'fired' }))
  if (missed === 'skip') return [...late.map((tick): PlannedTick => ({ ...tick, outcome: 'skipped' })), ...prompt]
  // What fires anyway makes up for those before it.
  const once = prompt.length > 0 ? 0 : 1
  const madeUp = missed === 'all' ? (missedMax ?? missedMaxDefault) : once
  return [
    ...late.map((tick, index): PlannedTick => ({ ...tick, outcome: index >= late.length - madeUp ? 'made_up' : 'missed' })),
    ...prompt,
  ]
}

/** A shift that every process finds the same, never as far as the next tick, so that ticks keep their order. */
function dueMs({ triggerId, rhythm, policy }: Timing, at: Date): number {
  const { jitterSeconds = 0 } = policy
  if (jitterSeconds === 0) return at.getTime()
  const following = nextTick(rhythm, at, at)
  const room = following === undefined ? Number.POSITIVE_INFINITY : following.getTime() - at.getTime()
  const share = createHash('sha256').update(`${triggerId} ${at.getTime()}`).digest().readUIntBE(0, 6) / 2 ** 48
  return at.getTime() + Math.floor(share * Math.min(jitterSeconds * 1000, room))
}

/** From a tick up to a time; of very many the newest. */
function ticksUntil(rhythm: Rhythm, first: Date, until: Date): { ticks: Date[]; untoldFrom: Date | undefined } {
  const ticks = [first, ...ticksBetween(rhythm, { after: first, last: first, until, max: toldMax })]
  if (ticks.length <= toldMax) return { ticks, untoldFrom: undefined }
  const isSpaced = 'every' in rhythm.listen && rhythm.listen.every !== undefined
  return { ticks: isSpaced ? newestInStep(rhythm, ticks, until) : newestTicks(rhythm, first, until), untoldFrom: first }
}

/** Each tick depends on the one before it, so none can be left out; there are at most 24 a day. */
function newestInStep(rhythm: Rhythm, ticks: readonly Date[], until: Date): Date[] {
  let newest = ticks.slice(-toldMax)
  for (;;) {
    const last = newest.at(-1) as Date
    const more = ticksBetween(rhythm, { after: last, last, until, max: toldMax })
    if (more.length === 0) return newest
    newest = [...newest, ...more].slice(-toldMax)
  }
}

/** Looks backwards from the end, in spans that fit how dense the ticks are there. */
function newestTicks(rhythm: Rhythm, after: Date, until: Date): Date[] {
  const shortestMs = toldMax * 1000
  let found: Date[] = []
  let end = until
  for (let spanMs = shortestMs; found.length < toldMax && end > after;) {
    const start = new Date(Math.max(after.getTime(), end.getTime() - spanMs))
    const ticks = ticksBetween(rhythm, { after: start, until: end, max: toldMax + 1 })
    // Of one tick a second the shortest span holds no more than are wanted.
    if (ticks.length > toldMax) {
      spanMs = Math.max(shortestMs, spanMs / 4)
      continue
    }
    found = [...ticks, ...found]
    end = start
    spanMs *= 2
  }
  return found.slice(-toldMax)
}
