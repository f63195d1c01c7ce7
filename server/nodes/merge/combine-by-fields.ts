import { toText } from '#engine/data'
import { NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { entriesOf, matchItems, type Entry, type Matches } from './match-items.ts'
import { readField, type FieldPair } from './match-key.ts'
import { aloneEntry, joinEntries, passOn, readClashHandling } from './resolve-clash.ts'
import { flag, text } from '../parameter.ts'

type Settings = {
  readonly fields: readonly FieldPair[]
  readonly joinMode: string
  readonly outputDataFrom: string
}

/** Joins the items of two inputs that have the same values in the fields to match. */
export function combineByFields(call: NodeCall): Item[] {
  const settings = readSettings(call)
  const dots = !flag(call, 'options.disableDotNotation', 0)
  const first = entriesOf(call.inputs[0] ?? [], 0)
  const second = entriesOf(call.inputs[1] ?? [], 1)

  if (call.node.version === 2) requireFields(settings.fields, [first, second], dots)
  else if (first.length === 0 || second.length === 0) return onlyOneSide(settings, first, second)

  const firstOnly = acceptsMultiple(settings) && text(call, 'options.multipleMatches', 0, 'all') === 'first'
  const fuzzy = flag(call, 'options.fuzzyCompare', 0)
  const matches = matchItems({ first, second }, settings.fields, { fuzzy, zeroIsNothing: false, dots, firstOnly })
  return outputOf(call, settings, matches)
}

function readSettings(call: NodeCall): Settings {
  return {
    fields: readFields(call),
    joinMode: text(call, 'joinMode', 0, 'keepMatches'),
    outputDataFrom: text(call, 'outputDataFrom', 0, 'both'),
  }
}

export function readFields(call: NodeCall): FieldPair[] {
  const advanced = call.node.version < 3 || flag(call, 'advanced', 0)
  const pairs = advanced
    ? call
        .param<{ field1?: unknown; field2?: unknown }[]>('mergeByFields.values', 0, [])
        .map(({ field1, field2 }) => [field1, field2])
    : text(call, 'fieldsToMatchString', 0)
        .split(',')
        .map((name) => [name.trim(), name.trim()])
  const fields = pairs.map(([field1, field2]) => ({ field1: toText(field1 ?? ''), field2: toText(field2 ?? '') }))
  if (fields.every(({ field1, field2 }) => field1 === '' && field2 === '')) {
    throw new NodeError('You need to define at least one pair of fields in "Fields to Match" to match on', { retryable: false })
  }
  const half = fields.findIndex(({ field1, field2 }) => field1 === '' || field2 === '')
  if (half !== -1) {
    throw new NodeError(`Pair ${half + 1} of "Fields to Match" names a field of only one input. Both are needed.`, {
      retryable: false,
    })
  }
  return fields
}

function requireFields(fields: readonly FieldPair[], inputs: readonly [Entry[], Entry[]], dots: boolean): void {
  for (const { field1, field2 } of fields) {
    for (const [at, field] of [field1, field2].entries()) {
      const present = inputs[at as 0 | 1].some(({ item }) => readField(item, field, dots) !== undefined)
      if (!present)
        throw new NodeError(`Field '${field}' is not present in any of items in 'Input ${at + 1}'`, { retryable: false })
    }
  }
}

const acceptsMultiple = ({ joinMode, outputDataFrom }: Settings) =>
  joinMode === 'keepMatches' ? outputDataFrom === 'both' : joinMode !== 'keepNonMatches'

/** One input is empty: there is nothing to join, so what is wanted of the other passes through. */
function onlyOneSide({ joinMode, outputDataFrom }: Settings, first: Entry[], second: Entry[]): Item[] {
  if (joinMode === 'keepMatches') return []
  const left = first.length === 0 ? 'input2' : 'input1'
  if (joinMode === 'keepNonMatches' && outputDataFrom !== 'both' && outputDataFrom !== left) return []
  if (first.length === 0) return joinMode === 'enrichInput1' ? [] : second.map(passOn)
  return joinMode === 'enrichInput2' ? [] : first.map(passOn)
}

function outputOf(call: NodeCall, { joinMode, outputDataFrom }: Settings, matches: Matches): Item[] {
  const last = call.node.version < 3 ? 'preferInput2' : 'preferLast'
  const handling = readClashHandling(call, joinMode === 'enrichInput2' ? 'preferInput1' : last)
  const joined = () =>
    matches.matched.flatMap(({ first, seconds }) => seconds.map((second) => joinEntries([first, second], handling, 2)))
  const alone = (entries: readonly Entry[]) => entries.map((entry) => aloneEntry(entry, handling))

  switch (joinMode) {
    case 'keepMatches':
      if (outputDataFrom === 'input1') return matches.matched.map(({ first }) => passOn(first))
      return outputDataFrom === 'input2' ? matches.matched2.map(passOn) : joined()
    case 'keepNonMatches':
      if (outputDataFrom === 'input1') return matches.unmatched1.map(passOn)
      if (outputDataFrom === 'input2') return matches.unmatched2.map(passOn)
      return [...matches.unmatched1, ...matches.unmatched2].map(withSource)
    case 'enrichInput1':
      return [...joined(), ...alone(matches.unmatched1)]
    case 'enrichInput2':
      return [...joined(), ...alone(matches.unmatched2)]
    default:
      return [...joined(), ...alone(matches.unmatched1), ...alone(matches.unmatched2)]
  }
}

/** Both inputs come out mixed, so each item says where it is from. */
const withSource = (entry: Entry): Item => {
  const passed = passOn(entry)
  return { ...passed, json: { ...passed.json, _source: `input${entry.input + 1}` } }
}
