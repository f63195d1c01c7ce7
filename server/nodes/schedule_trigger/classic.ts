import { NodeError } from '@steward/sdk/node'
import { pad, readCron, type Schedule, type StoredRule, whole } from './rule.ts'

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** One time of the old Cron node. */
export function readTriggerTime(time: StoredRule): Schedule {
  const mode = time['mode'] ?? 'everyDay'
  if (mode === 'custom') return readCron(time['cronExpression'] ?? '* * * * * *')
  if (mode === 'everyMinute') return { kind: 'schedule', cron: '* * * * *', text: 'Every minute' }
  if (mode === 'everyX') return everyX(time)
  const minute = whole(time, 'minute', 0, [0, 59])
  if (mode === 'everyHour') return { kind: 'schedule', cron: `${minute} * * * *`, text: `Every hour at minute ${minute}` }
  const hour = whole(time, 'hour', 14, [0, 23])
  const at = `${pad(hour)}:${pad(minute)}`
  if (mode === 'everyDay') return { kind: 'schedule', cron: `${minute} ${hour} * * *`, text: `Every day at ${at}` }
  if (mode === 'everyWeek') {
    const day = whole(time, 'weekday', 1, [0, 7]) % 7
    return { kind: 'schedule', cron: `${minute} ${hour} * * ${day}`, text: `Every ${days[day]} at ${at}` }
  }
  if (mode === 'everyMonth') {
    const day = whole(time, 'dayOfMonth', 1, [1, 31])
    return { kind: 'schedule', cron: `${minute} ${hour} ${day} * *`, text: `Every month on day ${day} at ${at}` }
  }
  throw new NodeError(`There is no schedule "${JSON.stringify(mode)}".`, { retryable: false })
}

function everyX(time: StoredRule): Schedule {
  const count = whole(time, 'value', 2, [1, 1000])
  const inHours = time['unit'] !== 'minutes'
  const text = `Every ${count} ${inHours ? 'hours' : 'minutes'}`
  if (!inHours) return { kind: 'schedule', cron: `*/${Math.min(count, 60)} * * * *`, text }
  return count < 24
    ? { kind: 'schedule', cron: `0 */${count} * * *`, text }
    : { kind: 'schedule', cron: '0 * * * *', every: { unit: 'hours', count }, text }
}

/** The rule of the old Interval node: so often, from whenever. */
export function readInterval(parameters: StoredRule): Schedule {
  const count = whole(parameters, 'interval', 1, [1, Number.MAX_SAFE_INTEGER])
  const unit = String((parameters['unit'] ?? 'seconds') as string)
  const text = `Every ${count} ${unit}`
  if (unit === 'hours') return { kind: 'schedule', cron: '0 * * * *', every: { unit: 'hours', count }, text }
  if (unit !== 'seconds' && unit !== 'minutes') throw new NodeError(`There is no interval in "${unit}".`, { retryable: false })
  // Cron counts within a minute and within an hour; an interval that does not fit in evenly cannot be said.
  const seconds = unit === 'seconds' ? count : count * 60
  if (seconds < 60 && 60 % seconds === 0) return { kind: 'schedule', cron: `*/${seconds} * * * * *`, text }
  const minutes = seconds / 60
  if (Number.isInteger(minutes) && 60 % minutes === 0)
    return { kind: 'schedule', cron: minutes === 60 ? '0 * * * *' : `*/${minutes} * * * *`, text }
  if (Number.isInteger(minutes / 60))
    return { kind: 'schedule', cron: '0 * * * *', every: { unit: 'hours', count: minutes / 60 }, text }
  throw new NodeError(`An interval of ${count} ${unit} does not divide a minute or an hour evenly.`, {
    description: 'Choose one that does, such as 30 seconds or 15 minutes, or use several schedules.',
    retryable: false,
  })
}
