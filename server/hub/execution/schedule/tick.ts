import { Cron } from 'croner'
import { DateTime } from 'luxon'
import type { Listen } from '@steward/sdk/node'

export type ScheduleListen = Extract<Listen, { kind: 'schedule' }>
export type Rhythm = { readonly listen: ScheduleListen; readonly timezone: string }

/** More missed ticks than this are not looked for one by one. */
const ticksMax = 1_000

/**
 * The first tick after a time. Daylight saving is croner's: a time that the
 * clock skips ticks once after the gap, one that it repeats ticks the first time.
 */
export function nextTick(rhythm: Rhythm, after: Date, lastFired: Date | undefined): Date | undefined {
  const cron = cronOf(rhythm)
  let tick = cron.nextRun(after)
  for (let looked = 0; tick !== null && looked < ticksMax; looked++) {
    if (isDue(rhythm, tick, lastFired)) return tick
    tick = cron.nextRun(tick)
  }
  return undefined
}

type Span = { readonly after: Date; readonly until: Date; readonly lastFired: Date | undefined }

/** Ticks after one time up to another, oldest first; of very many the newest. */
export function ticksBetween(rhythm: Rhythm, { after, until, lastFired }: Span): Date[] {
  const due: Date[] = []
  let last = lastFired
  for (const tick of cronTicks(cronOf(rhythm), after, until)) {
    if (!isDue(rhythm, tick, last)) continue
    due.push(tick)
    last = tick
  }
  return due
}

const cronOf = ({ listen, timezone }: Rhythm) => new Cron(listen.cron, { timezone, paused: true })

function cronTicks(cron: Cron, after: Date, until: Date): Date[] {
  const ticks: Date[] = []
  for (let tick = cron.nextRun(after); tick !== null && tick <= until; tick = cron.nextRun(tick)) {
    ticks.push(tick)
    // A whole day of a schedule that ticks every second: only its end is of interest.
    if (ticks.length > ticksMax)
      return cron
        .previousRuns(ticksMax, new Date(until.getTime() + 1000))
        .filter((one) => one <= until && one > after)
        .toReversed()
  }
  return ticks
}

/** "Every 3 days" is a daily cron of which only the ticks three days after the last one count. */
function isDue({ listen, timezone }: Rhythm, tick: Date, lastFired: Date | undefined): boolean {
  const { every } = listen
  if (every === undefined || lastFired === undefined) return true
  const { unit, count } = every
  const [now, last] = [tick, lastFired].map((one) => DateTime.fromJSDate(one, { zone: timezone }).startOf(floors[unit])) as [
    DateTime,
    DateTime,
  ]
  // Every second week on Monday and Wednesday means both days of that week.
  if (unit === 'weeks' && now.equals(last)) return true
  return now >= last.plus({ [unit]: count })
}

const floors = { hours: 'hour', days: 'day', weeks: 'week', months: 'month' } as const
