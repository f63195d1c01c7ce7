import { type NodeCall, NodeError } from '@steward/sdk/node'
import { readDateTime, toText } from '#engine/data'
import { number, text } from '../parameter.ts'

const unitMs: Readonly<Record<string, number>> = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 }
/** The end of the year 9999. Later dates are written in another form, which the database does not read. */
const lastMs = Date.UTC(10_000, 0) - 1

export type IntervalPaths = {
  readonly amount: string
  readonly unit: string
  readonly amountFallback: number
  readonly unitFallback: string
}

/** The moment after an amount of time from now. */
export function afterInterval(call: NodeCall, paths: IntervalPaths): number {
  const amount = number(call, paths.amount, 0, paths.amountFallback)
  const unit = text(call, paths.unit, 0, paths.unitFallback)
  const factor = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined
  if (factor === undefined)
    throw new NodeError(`"${unit}" is no unit of time to wait for. Use seconds, minutes, hours or days.`, { retryable: false })
  if (!(amount >= 0)) throw new NodeError(`The time to wait cannot be ${amount}.`, { retryable: false })
  const untilMs = call.nowMs + amount * factor
  return notTooLate(untilMs)
}

/** A date and time, meant in the time zone of the workflow where it names none. */
export function atMoment(call: NodeCall, path: string): number {
  const value = call.param<unknown>(path, 0, '')
  const moment = readDateTime(value, call.workflow.timezone)
  if (moment === undefined)
    throw new NodeError(`Cannot wait until "${toText(value)}": it is no date and time.`, { retryable: false })
  return notTooLate(moment.toMillis())
}

function notTooLate(untilMs: number): number {
  if (untilMs > lastMs) throw new NodeError('The time to wait is too long: it ends after the year 9999.', { retryable: false })
  return untilMs
}
