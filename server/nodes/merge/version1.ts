import { getPath, toText } from '#engine/data'
import { NodeError, type Item, type JsonObject, type JsonValue, type NodeCall } from '@steward/sdk/node'
import { entriesOf, type Entry } from './match-items.ts'
import { mergeJson } from './merge-json.ts'
import { joinEntries, pairingOf, passOn } from './resolve-clash.ts'
import { text } from '../parameter.ts'

const overlay = { resolve: 'preferLast', mode: 'shallowMerge', overrideEmpty: false } as const

/** Merge as its first version had it: eight modes, two inputs, flat joins. */
export function mergeVersion1(call: NodeCall): Item[] {
  const first = entriesOf(call.inputs[0] ?? [], 0)
  const second = entriesOf(call.inputs[1] ?? [], 1)
  const mode = text(call, 'mode', 0, 'append')
  switch (mode) {
    case 'append':
      return [...first, ...second].map(passOn)
    case 'passThrough':
      return (text(call, 'output', 0, 'input1') === 'input2' ? second : first).map(passOn)
    case 'wait':
      return [{ json: {}, pairedItem: [...first, ...second].map(pairingOf) }]
    case 'multiplex':
      return first.flatMap((a) => second.map((b) => joinEntries([a, b], overlay, 2)))
    case 'mergeByIndex':
      return mergeByIndex(first, second, text(call, 'join', 0, 'left'))
    case 'keepKeyMatches':
    case 'mergeByKey':
    case 'removeKeyMatches':
      return mergeByKey(call, mode, first, second)
    default:
      throw new NodeError(`Merge has no mode "${mode}".`, { retryable: false })
  }
}

function mergeByIndex(first: Entry[], second: Entry[], join: string): Item[] {
  const rows =
    join === 'inner'
      ? Math.min(first.length, second.length)
      : join === 'outer'
        ? Math.max(first.length, second.length)
        : first.length
  return Array.from({ length: rows }, (_, at) => {
    const row = [first[at], second[at]].filter((entry) => entry !== undefined)
    const [only] = row
    return row.length === 1 && only !== undefined ? passOn(only) : joinEntries(row, overlay, 2)
  })
}

/** Keys are compared as text; of several items of the second input with one key the last counts. */
function mergeByKey(call: NodeCall, mode: string, first: Entry[], second: Entry[]): Item[] {
  const name1 = text(call, 'propertyName1', 0)
  const name2 = text(call, 'propertyName2', 0)
  const overwrite = text(call, 'overwrite', 0, 'always')
  const byKey = new Map<string, Entry>()
  for (const entry of second) {
    const key = getPath(entry.item.json, name2)
    if (key) byKey.set(toText(key), entry)
  }
  const result: Item[] = []
  for (const entry of first) {
    const key = getPath(entry.item.json, name1)
    const partner = isKey(key) ? byKey.get(toText(key)) : undefined
    if (mode === 'removeKeyMatches') {
      if (partner === undefined) result.push(passOn(entry))
    } else if (mode === 'keepKeyMatches') {
      if (partner !== undefined) result.push(passOn(entry))
    } else if (isKey(key) || key === null) {
      result.push(partner === undefined ? passOn(entry) : overwritten(entry, partner, overwrite, name2))
    }
  }
  return result
}

/** The partner's fields over the item's own; the key itself stays as the item has it. */
function overwritten(entry: Entry, partner: Entry, overwrite: string, keyName: string): Item {
  const keeps = (known: JsonValue | undefined) =>
    overwrite === 'blank'
      ? known !== undefined && known !== null && known !== ''
      : overwrite === 'undefined' && known !== undefined
  const extra = Object.fromEntries(
    Object.entries(partner.item.json).filter(([name]) => name !== keyName && !keeps(entry.item.json[name])),
  ) as JsonObject
  return { ...entry.item, json: mergeJson([entry.item.json, extra], overlay), pairedItem: [entry, partner].map(pairingOf) }
}

/** Only texts and numbers are keys; an empty one joins nothing. */
const isKey = (key: unknown) => typeof key === 'string' || typeof key === 'number'
