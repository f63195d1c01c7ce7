import { DateTime, Duration, type DurationLikeObject } from 'luxon'
import { NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { number, text } from '../parameter.ts'
import { formatMoment, luxonFormat } from './moment-format.ts'
import { readMoment } from './read-moment.ts'

/** Dates without a zone are UTC: the same workflow gives the same answer on every machine. */
const defaultZone = 'utc'

export function dateTimeVersion1(call: NodeCall, item: Item, index: number): Item {
  const action = text(call, 'action', index, 'format')
  if (action !== 'format' && action !== 'calculate') {
    throw new NodeError(`Date & Time has no action "${action}".`, { itemIndex: index, retryable: false })
  }
  const name = text(call, 'dataPropertyName', index, 'data')
  const value = action === 'format' ? format(call, index) : calculate(call, index)
  return { ...item, json: { ...item.json, [name]: value } }
}

function format(call: NodeCall, index: number): string {
  const value = call.param<unknown>('value', index, '')
  const fromFormat = text(call, 'options.fromFormat', index)
  const from = text(call, 'options.fromTimezone', index)
  const to = text(call, 'options.toTimezone', index)
  // Naming one zone makes the other the zone of the workflow.
  const zoned = from !== '' || to !== ''
  const readIn = zoned ? from || call.workflow.timezone : defaultZone

  const moment = fromFormat === '' ? readMoment(value, readIn) : readByFormat(value, fromFormat, readIn)
  if (moment === undefined) {
    throw new NodeError('The date input format could not be recognized. Please set the "From Format" field', {
      itemIndex: index,
      retryable: false,
    })
  }
  const shown = moment.setZone(zoned ? to || call.workflow.timezone : keptZone(value, moment))
  if (!shown.isValid)
    throw new NodeError(`"${to || from}" is not the name of a time zone.`, { itemIndex: index, retryable: false })
  return formatMoment(shown, text(call, 'toFormat', index, 'MM/DD/YYYY'))
}

/** A date object brings its zone along; everything else is shown in the default one. */
const keptZone = (value: unknown, moment: DateTime) => (DateTime.isDateTime(value) ? moment.zone : defaultZone)

function readByFormat(value: unknown, format: string, zone: string): DateTime | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return readMoment(value, zone)
  if (format === 'X') return DateTime.fromSeconds(Number(value), { zone })
  if (format === 'x') return DateTime.fromMillis(Number(value), { zone })
  const moment = DateTime.fromFormat(String(value), luxonFormat(format), { zone, locale: 'en-US' })
  return moment.isValid ? moment : undefined
}

function calculate(call: NodeCall, index: number): string {
  const value = call.param<unknown>('value', index, '')
  const fromFormat = text(call, 'options.fromFormat', index)
  const read = typeof value === 'number' ? DateTime.fromMillis(value, { zone: defaultZone }) : readMoment(value, defaultZone)
  const moment = fromFormat === '' ? read : readByFormat(value, fromFormat, defaultZone)
  if (moment === undefined || value === '' || value === null) {
    throw new NodeError('Unrecognized date input. Please specify a format in the "From Format" field.', {
      itemIndex: index,
      retryable: false,
    })
  }
  const amount = wholeDuration(text(call, 'timeUnit', index, 'days'), number(call, 'duration', index, 0), index)
  const utc = moment.setZone(defaultZone)
  const moved = text(call, 'operation', index, 'add') === 'subtract' ? utc.minus(amount) : utc.plus(amount)
  return moved.toISO() ?? ''
}

/** Days and longer are counted in whole ones, as this version always did. */
function wholeDuration(unit: string, amount: number, index: number): Duration {
  const days: Record<string, number> = { days: 1, weeks: 7 }
  const months: Record<string, number> = { months: 1, quarters: 3, years: 12 }
  const round = (value: number) => Math.sign(value) * Math.round(Math.abs(value))
  try {
    if (days[unit] !== undefined) return Duration.fromObject({ days: round(amount * days[unit]) })
    if (months[unit] !== undefined) return Duration.fromObject({ months: round(amount * months[unit]) })
    return Duration.fromObject({ [unit]: amount } as DurationLikeObject)
  } catch (error) {
    throw new NodeError(`"${unit}" is not a unit of time.`, { itemIndex: index, retryable: false, cause: error })
  }
}
