import { DateTime, IANAZone, type DateTimeUnit, type DurationLikeObject, type DurationUnit } from 'luxon'
import { NodeError, type Item, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { flag, number, text } from '../parameter.ts'
import { readMoment } from './read-moment.ts'

/** Dates without a zone are UTC: the same workflow gives the same answer on every machine. */
const defaultZone = 'utc'

type Operation = { readonly output: string; readonly run: (call: NodeCall, index: number) => JsonValue }

const operations: Readonly<Record<string, Operation>> = {
  getCurrentDate: { output: 'currentDate', run: currentDate },
  addToDate: { output: 'newDate', run: (call, index) => shift(call, index, 1) },
  subtractFromDate: { output: 'newDate', run: (call, index) => shift(call, index, -1) },
  formatDate: { output: 'formattedDate', run: formatDate },
  roundDate: { output: 'roundedDate', run: roundDate },
  getTimeBetweenDates: { output: 'timeDifference', run: timeBetween },
  extractDate: { output: 'datePart', run: extractPart },
}

export function dateTimeVersion2(call: NodeCall, item: Item, index: number): Item {
  const name = text(call, 'operation', index, 'getCurrentDate')
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (operation === undefined) throw fault(`Date & Time has no operation "${name}".`, index)
  const field = text(call, 'outputFieldName', index, operation.output)
  const value = operation.run(call, index)
  return flag(call, 'options.includeInputFields', index)
    ? { ...item, json: { ...item.json, [field]: value } }
    : { json: { [field]: value }, pairedItem: { item: index } }
}

function currentDate(call: NodeCall, index: number): string {
  const zone = text(call, 'options.timezone', index) || call.workflow.timezone
  if (!IANAZone.isValidZone(zone)) throw fault(`The timezone ${zone} is not valid. Please check the timezone.`, index)
  const now = DateTime.fromMillis(call.nowMs, { zone })
  return iso(flag(call, 'includeTime', index, true) ? now : now.startOf('day'))
}

function shift(call: NodeCall, index: number, sign: 1 | -1): string {
  const unit = text(call, 'timeUnit', index, 'days')
  const amount = number(call, 'duration', index, 0)
  return iso(readDate(call, 'magnitude', index).plus({ [unit]: sign * amount } as DurationLikeObject))
}

function formatDate(call: NodeCall, index: number): string {
  const value = call.param<unknown>('date', index, '')
  const fromFormat = text(call, 'options.fromFormat', index)
  const moment =
    fromFormat === '' || typeof value === 'number'
      ? readMoment(value, defaultZone)
      : DateTime.fromFormat(text(call, 'date', index), fromFormat, { zone: defaultZone, setZone: true })
  if (moment === undefined || !moment.isValid) throw fault('Invalid date format', index)
  const chosen = text(call, 'format', index, 'MM/dd/yyyy')
  const format = chosen === 'custom' ? text(call, 'customFormat', index) : chosen
  return (flag(call, 'options.timezone', index) ? moment.setZone(call.workflow.timezone) : moment).toFormat(format)
}

function roundDate(call: NodeCall, index: number): string {
  const moment = readDate(call, 'date', index)
  if (text(call, 'mode', index, 'roundDown') !== 'roundUp')
    return iso(moment.startOf(text(call, 'toNearest', index, 'month') as DateTimeUnit))
  const unit = text(call, 'to', index, 'month')
  return iso(moment.plus({ [unit]: 1 } as DurationLikeObject).startOf(unit as DateTimeUnit))
}

function extractPart(call: NodeCall, index: number): number {
  const part = text(call, 'part', index, 'month')
  const moment = readDate(call, 'date', index)
  return part === 'week' ? moment.weekNumber : moment.get(part as 'month')
}

function timeBetween(call: NodeCall, index: number): JsonValue {
  const units = call.param<DurationUnit[]>('units', index, ['day'])
  const list = Array.isArray(units) ? units : [units]
  if (list.length === 0) throw fault('Choose at least one unit of time to measure in.', index)
  const difference = readDate(call, 'endDate', index).diff(readDate(call, 'startDate', index), list)
  return flag(call, 'options.isoString', index) ? (difference.toISO() ?? '') : (difference.toObject() as JsonValue)
}

/** A date of the workflow: it is moved, rounded and taken apart in the zone of the workflow. */
function readDate(call: NodeCall, parameter: string, index: number): DateTime {
  const moment = readMoment(call.param<unknown>(parameter, index, ''), defaultZone)?.setZone(call.workflow.timezone)
  if (moment === undefined || !moment.isValid) throw fault('Invalid date format', index)
  return moment
}

function iso(moment: DateTime): string {
  return moment.toISO() ?? ''
}

const fault = (message: string, itemIndex: number) => new NodeError(message, { itemIndex, retryable: false })
