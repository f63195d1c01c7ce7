import type { PolicyConditions } from '@steward/contract/api/policy'

type Times = NonNullable<PolicyConditions['times']>

/**
 * Whether it is one of these times by the clocks of their zone. A day is the one on which a window begins: Friday from
 * 22:00 to 06:00 lasts until Saturday morning. An hour that clocks leave out never comes, and one that they repeat comes
 * twice. In a zone that this process does not know every time counts, which for what asks or denies is the safe side.
 */
export function isWithin(times: Times, at: Date): boolean {
  const local = localTime(at, times.timezone)
  if (local === undefined) return true
  return isInWindow(times, local) !== (times.outside === true)
}

function isInWindow({ days, from, to }: Times, { day, minute }: LocalTime): boolean {
  const [begin, end] = [minuteOf(from), minuteOf(to)]
  if (begin < end) return days.includes(day) && minute >= begin && minute < end
  const dayBefore = day === 1 ? 7 : day - 1
  return (days.includes(day) && minute >= begin) || (days.includes(dayBefore) && minute < end)
}

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** `day` from 1, Monday; `minute` since midnight. */
type LocalTime = { readonly day: number; readonly minute: number }

function localTime(at: Date, timezone: string): LocalTime | undefined {
  const clock = clockOf(timezone)
  return clock === undefined ? undefined : readClock(clock, Math.floor(at.getTime() / 60_000))
}

/** Effects come many a minute: the last answer is kept. No zone is apart from UTC by parts of a minute any more. */
type Clock = {
  readonly format: Intl.DateTimeFormat
  last: { readonly epochMinute: number; readonly local: LocalTime } | undefined
}

function readClock(clock: Clock, epochMinute: number): LocalTime {
  if (clock.last?.epochMinute === epochMinute) return clock.last.local
  const parts = new Map(clock.format.formatToParts(epochMinute * 60_000).map(({ type, value }) => [type, value]))
  const local = {
    day: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  }
  clock.last = { epochMinute, local }
  return local
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Making one takes much longer than asking it. */
const clocks = new Map<string, Clock | undefined>()
const clocksMax = 1_000

function clockOf(timezone: string): Clock | undefined {
  if (clocks.has(timezone)) return clocks.get(timezone)
  if (clocks.size >= clocksMax) clocks.clear()
  const clock = makeClock(timezone)
  clocks.set(timezone, clock)
  return clock
}

function makeClock(timeZone: string): Clock | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    return { format, last: undefined }
  } catch {
    return undefined
  }
}

/** Whether it is the name of a zone, and not a distance to UTC, which knows no summer time. */
export const isTimezone = (name: string): boolean => !/^[+-]/.test(name) && clockOf(name) !== undefined
