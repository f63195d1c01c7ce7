import { type Item, type JsonObject, type NodeCall, NodeError } from '@steward/sdk/node'
import { readDateTime } from '#engine/data'
import { number, text } from '../parameter.ts'
import { passOn } from '../pass-on.ts'
import { stableJson } from './remove-duplicates.ts'

type History = { seen?: string[]; latest?: number }

/**
 * Lets only items pass that earlier executions have not seen, and remembers
 * these. The second list holds the others.
 */
export function keepUnseen(call: NodeCall): [fresh: Item[], known: Item[]] {
  const history = historyOf(call)
  const logic = text(call, 'logic', 0, 'removeItemsWithAlreadySeenKeyValues')
  if (logic === 'removeItemsWithAlreadySeenKeyValues') return keepNewKeys(call, history)
  const read = logic === 'removeItemsUpToStoredDate' ? readDate : readNumber
  return keepLater(call, history, read)
}

/** Forgets what earlier executions have seen. */
export function forgetSeen(call: NodeCall): void {
  const history = historyOf(call)
  delete history.seen
  delete history.latest
}

function historyOf(call: NodeCall): History {
  const scope = text(call, 'options.scope', 0, 'node') === 'workflow' ? 'workflow' : 'node'
  const data = call.staticData(scope)
  return (data['deduplication'] ??= {}) as JsonObject & History
}

function keepNewKeys(call: NodeCall, history: History): [Item[], Item[]] {
  const size = number(call, 'options.historySize', 0, 10_000)
  const seen = new Set(history.seen)
  const split: [Item[], Item[]] = [[], []]
  for (const [index, item] of call.items.entries()) {
    const key = stableJson(call.param<unknown>('dedupeValue', index, ''))
    split[seen.has(key) ? 1 : 0].push(passOn(item, index))
    seen.add(key)
  }
  // The oldest are forgotten first, so that the memory of a busy workflow stays small.
  history.seen = [...seen].slice(-Math.max(1, size))
  return split
}

function keepLater(call: NodeCall, history: History, read: (call: NodeCall, index: number) => number): [Item[], Item[]] {
  const before = history.latest ?? Number.NEGATIVE_INFINITY
  const split: [Item[], Item[]] = [[], []]
  let latest = before
  for (const [index, item] of call.items.entries()) {
    const value = read(call, index)
    split[value > before ? 0 : 1].push(passOn(item, index))
    latest = Math.max(latest, value)
  }
  if (Number.isFinite(latest)) history.latest = latest
  return split
}

function readNumber(call: NodeCall, itemIndex: number): number {
  const value = call.param<unknown>('incrementalDedupeValue', itemIndex, '')
  const result = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isNaN(result))
    throw new NodeError('The value to compare with the stored number is no number.', { itemIndex, retryable: false })
  return result
}

function readDate(call: NodeCall, itemIndex: number): number {
  const moment = readDateTime(call.param<unknown>('dateDedupeValue', itemIndex, ''), call.workflow.timezone)
  if (moment === undefined)
    throw new NodeError('The value to compare with the stored date is no date.', { itemIndex, retryable: false })
  return moment.toMillis()
}
