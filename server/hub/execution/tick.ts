import { Cron } from 'croner'
import { DateTime, type DurationLike } from 'luxon'
import type { Listen } from '@steward/sdk/node'

export type ScheduleListen = Extract<Listen, { kind: 'schedule' }>

/** More missed ticks than this are not looked for one by one. */
const ticksMax = 1_000

/**
 * The first tick after a time. Daylight saving is croner's: a time that the
 * clock skips ticks once after the gap, one that it repeats ticks the first time.
 */
export function nextTick(listen: ScheduleListen, timezone: string, after: Date, lastFired: Date | undefined): Date | undefined {
  const cron = new Cron(listen.cron, { timezone, paused: true })
  let tick = cron.nextRun(after)
  for (let looked = 0; tick !== null && looked < ticksMax; looked++) {
    if (isDue(listen, timezone, tick, lastFired)) return tick
    tick = cron.nextRun(tick)
  }
  return undefined
}

/** Ticks after one time up to another, oldest first. */
export function ticksBetween(listen: ScheduleListen, timezone: string, after: Date, until: Date): Date[] {
  const ticks: Date[] = []
  let tick = nextTick(listen, timezone, after, after)
  while (tick !== undefined && tick <= until && ticks.length < ticksMax) {
    ticks.push(tick)
    tick = nextTick(listen, timezone, tick, tick)
  }
  return ticks
}

/** "Every 3 days" is a daily cron of which only the ticks three days after the last one count. */
function isDue({ every }: ScheduleListen, timezone: string, tick: Date, lastFired: Date | undefined): boolean {
  if (every === undefined || lastFired === undefined) return true
  const step: DurationLike = { [every.unit]: every.count }
  const zone = { zone: timezone }
  const floor = every.unit === 'hours' ? 'hour' : 'day'
  return DateTime.fromJSDate(tick, zone).startOf(floor) >= DateTime.fromJSDate(lastFired, zone).startOf(floor).plus(step)
}
