import type { ScheduleListen } from '@steward/sdk/node'
import { Cron } from 'croner'
import { DateTime, IANAZone } from 'luxon'

/** When a schedule ticks, and the time zone that its hours are meant in. */
export type Rhythm = { readonly listen: ScheduleListen; readonly timezone: string }

type CronListen = Extract<ScheduleListen, { cron: string }>

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** The last moment of a date in JavaScript. */
const lastMs = 8.64e15

/**
 * The first tick after a time; undefined when there is none. `last` is the tick before it, from which "every third day"
 * counts; without one the first day counts.
 *
 * A time of day that the clock skips ticks once, as soon as the gap is over; one that it repeats ticks the first time.
 * What is said with `*` or steps follows the clock of the wall: what is skipped is left out, what is repeated ticks again.
 * Throws for a time zone or a cron expression that makes no sense.
 */
export function nextTick({ listen, timezone }: Rhythm, after: Date, last?: Date): Date | undefined {
  if ('cron' in listen) return nextSpaced({ listen, timezone }, after, last)
  const at = instantOf(listen.at, zoneOf(listen.timezone ?? timezone))
  return at > after ? at : undefined
}

/** Ticks after one time up to another one, oldest first, at most `max` of them. */
export function ticksBetween(
  rhythm: Rhythm,
  span: { readonly after: Date; readonly until: Date; readonly last?: Date | undefined; readonly max: number },
): Date[] {
  const ticks: Date[] = []
  let { after, last } = span
  while (ticks.length < span.max) {
    const tick = nextTick(rhythm, after, last)
    if (tick === undefined || tick > span.until) break
    ticks.push(tick)
    after = last = tick
  }
  return ticks
}

const floors = { hours: 'hour', days: 'day', weeks: 'week', months: 'month' } as const

/** "Every 3 days" is a daily cron of which only the ticks three days after the last one count. */
function nextSpaced({ listen, timezone }: { listen: CronListen; timezone: string }, after: Date, last?: Date): Date | undefined {
  const { cron, every } = listen
  const next = nextCron(cron, timezone, after)
  if (every === undefined || last === undefined || next === undefined) return next
  const start = (time: Date) => DateTime.fromJSDate(time, { zone: timezone }).startOf(floors[every.unit])
  // Every second week on Monday and Wednesday means both days of that week.
  if (every.unit === 'weeks' && start(next).equals(start(last))) return next
  const free = start(last).plus({ [every.unit]: every.count })
  if (!free.isValid || free.toMillis() > lastMs) return undefined
  if (next.getTime() >= free.toMillis()) return next
  return nextCron(cron, timezone, new Date(free.toMillis() - 1))
}

/**
 * On days without a change of the clock, wall clock time is the instant and a constant,
 * and reckoning with it twenty times as fast as asking for the zone at each step.
 */
function nextCron(cron: string, timezone: string, after: Date): Date | undefined {
  const zone = zoneOf(timezone)
  const pattern = patternOf(cron, timezone)
  const offsetMs = steadyOffset(zone, after.getTime())
  if (offsetMs !== undefined) {
    const wall = pattern.onWall.nextRun(new Date(after.getTime() + offsetMs))
    const nextMs = wall === null ? Number.POSITIVE_INFINITY : wall.getTime() - offsetMs
    if (nextMs - after.getTime() < dayMs && steadyOffset(zone, nextMs) === offsetMs) return new Date(nextMs)
  }
  pattern.inZone ??= new Cron(cron, { timezone, paused: true })
  return pattern.inZone.nextRun(after) ?? undefined
}

const steadyDays = new Map<string, number | undefined>()
const keptMax = 2_000

/** The offset of a zone where it is the same all (UTC) day and three hours before and after. */
function steadyOffset(zone: IANAZone, ms: number): number | undefined {
  const day = Math.floor(ms / dayMs)
  const key = `${zone.name} ${day}`
  if (steadyDays.has(key)) return steadyDays.get(key)
  const offsets = new Set<number>()
  for (let hour = -3; hour <= 27; hour += 3) offsets.add(offsetAt(zone, day * dayMs + hour * hourMs))
  const steady = offsets.size === 1 ? [...offsets][0] : undefined
  if (steadyDays.size >= keptMax) steadyDays.clear()
  steadyDays.set(key, steady)
  return steady
}

type Pattern = { readonly onWall: Cron; inZone: Cron | undefined }

/** Parsed expressions; most schedules share a few of them. */
const patterns = new Map<string, Pattern>()

function patternOf(cron: string, timezone: string): Pattern {
  const key = `${timezone} ${cron}`
  const known = patterns.get(key)
  if (known !== undefined) return known
  if (patterns.size >= keptMax) patterns.clear()
  const pattern: Pattern = { onWall: new Cron(cron, { utcOffset: 0, paused: true }), inZone: undefined }
  patterns.set(key, pattern)
  return pattern
}

function zoneOf(name: string): IANAZone {
  const zone = IANAZone.create(name)
  if (!zone.isValid) throw new RangeError(`There is no time zone "${name}".`)
  return zone
}

const offsetAt = (zone: IANAZone, ms: number) => Math.round(zone.offset(ms) * 60_000)

/** Of a time that the clock repeats the first, of one that it skips the end of the gap. */
function instantOf(text: string, zone: IANAZone): Date {
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(text)) return new Date(text)
  const wallMs = Date.parse(`${text}Z`)
  if (Number.isNaN(wallMs)) throw new RangeError(`"${text}" is no date and time.`)
  const [before, behind] = [offsetAt(zone, wallMs - dayMs), offsetAt(zone, wallMs + dayMs)] as const
  const fitting = [wallMs - before, wallMs - behind].filter((ms) => ms + offsetAt(zone, ms) === wallMs)
  if (fitting.length > 0) return new Date(Math.min(...fitting))
  let [inOld, inNew] = [wallMs - Math.max(before, behind), wallMs - Math.min(before, behind)]
  while (inNew - inOld > 1) {
    const middle = Math.floor((inOld + inNew) / 2)
    if (offsetAt(zone, middle) === before) inOld = middle
    else inNew = middle
  }
  return new Date(inNew)
}
