import { NodeError, type ScheduleListen } from '@steward/sdk/node'
import { Cron } from 'croner'
import { readOnce } from './once.ts'

export type Schedule = ScheduleListen
type Every = NonNullable<Extract<Schedule, { cron: string }>['every']>

/** A rule as stored; numbers may be texts. */
export type StoredRule = Readonly<Record<string, unknown>>

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** One rule of the Schedule Trigger. */
export function readRule(rule: StoredRule): Schedule {
  const field = rule['field'] ?? 'days'
  const minute = whole(rule, 'triggerAtMinute', 0, [0, 59])
  if (field === 'cronExpression') return readCron(rule['expression'])
  if (field === 'at') return readOnce(rule)
  if (field === 'seconds') return everyNth('second', whole(rule, 'secondsInterval', 30, [1, 59]), (step) => `${step} * * * * *`)
  if (field === 'minutes') return everyNth('minute', whole(rule, 'minutesInterval', 5, [1, 59]), (step) => `${step} * * * *`)
  if (field === 'hours') {
    const count = whole(rule, 'hoursInterval', 1, [1, Number.MAX_SAFE_INTEGER])
    return spaced(`${minute} * * * *`, 'hours', count, `${nth('hour', count)} at minute ${minute}`)
  }
  const hour = whole(rule, 'triggerAtHour', 0, [0, 23])
  const time = `${pad(hour)}:${pad(minute)}`
  if (field === 'days') {
    const count = whole(rule, 'daysInterval', 1, [1, Number.MAX_SAFE_INTEGER])
    return spaced(`${minute} ${hour} * * *`, 'days', count, `${nth('day', count)} at ${time}`)
  }
  if (field === 'weeks') {
    const count = whole(rule, 'weeksInterval', 1, [1, Number.MAX_SAFE_INTEGER])
    const on = weekdays(rule['triggerAtDay'])
    return spaced(
      `${minute} ${hour} * * ${on.join(',')}`,
      'weeks',
      count,
      `${nth('week', count)} on ${on.map((day) => days[day]).join(', ')} at ${time}`,
    )
  }
  if (field === 'months') {
    const count = whole(rule, 'monthsInterval', 1, [1, Number.MAX_SAFE_INTEGER])
    const day = whole(rule, 'triggerAtDayOfMonth', 1, [1, 31])
    return spaced(`${minute} ${hour} ${day} * *`, 'months', count, `${nth('month', count)} on day ${day} at ${time}`)
  }
  throw new NodeError(`There is no schedule "${String(field as string)}".`, { retryable: false })
}

/** A cron expression with five fields, or six with the seconds first. */
export function readCron(expression: unknown): Schedule {
  const cron = typeof expression === 'string' ? expression.replace(/^=/, '').trim() : ''
  if (cron.includes('{{')) {
    throw new NodeError('A schedule is set when the workflow is switched on, so its cron expression cannot be computed.', {
      retryable: false,
    })
  }
  return { kind: 'schedule', cron: validCron(cron), text: `Cron ${cron}` }
}

export function validCron(cron: string): string {
  let fault: unknown
  try {
    const pattern = new Cron(cron, { paused: true }).getPattern()
    if (pattern !== undefined) return pattern
  } catch (error) {
    fault = error
  }
  const reason = fault instanceof Error ? fault.message : 'it names a single moment; choose "Once" for that.'
  throw new NodeError(`"${cron}" is not a cron expression: ${reason}`, {
    description: 'Write five fields (minute, hour, day of month, month, day of week), or six with the second first.',
    cause: fault,
    retryable: false,
  })
}

function everyNth(unit: string, count: number, cron: (step: string) => string): Schedule {
  return { kind: 'schedule', cron: cron(count === 1 ? '*' : `*/${count}`), text: nth(unit, count) }
}

/** Cron knows no "every third day"; the ticks in between are left out by whoever listens. */
function spaced(cron: string, unit: Every['unit'], count: number, text: string): Schedule {
  return count === 1 ? { kind: 'schedule', cron, text } : { kind: 'schedule', cron, every: { unit, count }, text }
}

const nth = (unit: string, count: number) => (count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`)
export const pad = (value: number) => String(value).padStart(2, '0')

function weekdays(stored: unknown): number[] {
  const list = (Array.isArray(stored) ? stored : stored === undefined || stored === '' ? [0] : [stored]).map(Number)
  if (list.length === 0) return [0]
  if (list.some((day) => !Number.isInteger(day) || day < 0 || day > 7))
    throw new NodeError('A weekday is a number from 0 (Sunday) to 6.', { retryable: false })
  return [...new Set(list.map((day) => day % 7))].toSorted((a, b) => a - b)
}

/** A whole number between two others. */
export function whole(rule: StoredRule, name: string, fallback: number, [least, most]: readonly [number, number]): number {
  const stored = rule[name]
  const value = stored === undefined || stored === null || stored === '' ? fallback : Number(stored)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new NodeError(
    `The schedule has ${JSON.stringify(stored)} for "${name}", but it must be a whole number from ${least}${most > 1e9 ? '' : ` to ${most}`}.`,
    {
      retryable: false,
    },
  )
}
