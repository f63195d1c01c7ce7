import { NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { entriesOf, type Entry } from './match-items.ts'
import { mergeJson } from './merge-json.ts'
import { aloneEntry, joinEntries, made, readClashHandling, suffixed, type ClashHandling } from './resolve-clash.ts'
import { flag } from '../parameter.ts'

/** The cross product of two inputs must stay something a run can hold. */
const maxProduct = 1_000_000

/** Joins the items that stand at the same place in their inputs. */
export function combineByPosition(call: NodeCall): Item[] {
  const inputs = call.inputs.map(entriesOf)
  const includeUnpaired = flag(call, 'options.includeUnpaired', 0)
  const handling = readClashHandling(call, call.node.version < 3 ? 'preferInput2' : 'preferLast')
  const lengths = inputs.map((entries) => entries.length)

  if (call.node.version < 3) {
    const filled = inputs.filter((entries) => entries.length > 0)
    if (filled.length < 2)
      return (filled[0] ?? []).map((entry) => ({ ...entry.item, pairedItem: { item: entry.index, input: entry.input } }))
  }
  const rows = includeUnpaired ? Math.max(0, ...lengths) : Math.min(...lengths)
  return Array.from({ length: rows }, (_, at) => {
    const row = inputs.flatMap((entries) => entries[at] ?? [])
    if (handling.resolve === 'addSuffix' && call.node.version >= 3) return suffixedRow(row, handling, inputs.length)
    const [only] = row
    return row.length === 1 && only !== undefined ? aloneEntry(only, handling) : joinEntries(row, handling, inputs.length)
  })
}

/** From version 3 on the fields of the last input come twice, with and without their suffix; workflows rely on it. */
function suffixedRow(row: readonly Entry[], handling: ClashHandling, inputCount: number): Item {
  const plain = row.filter((entry) => entry.input === inputCount - 1).map((entry) => entry.item.json)
  return made(row, mergeJson([...row.map(suffixed), ...plain], handling))
}

/** Joins every item of the first input with every item of the second. */
export function combineAll(call: NodeCall): Item[] {
  const [first = [], second = []] = call.inputs.map(entriesOf)
  if (first.length * second.length > maxProduct) {
    throw new NodeError(
      `All combinations of ${first.length} and ${second.length} items would be ${first.length * second.length} items. The limit is ${maxProduct}.`,
      { retryable: false },
    )
  }
  const handling = readClashHandling(call, call.node.version < 3 ? 'preferInput2' : 'preferLast')
  const join = (a: Entry, b: Entry) => joinEntries([a, b], handling, 2)
  return handling.resolve === 'preferInput1'
    ? second.flatMap((b) => first.map((a) => join(a, b)))
    : first.flatMap((a) => second.map((b) => join(a, b)))
}
