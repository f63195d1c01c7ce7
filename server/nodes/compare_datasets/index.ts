import { defineNode, NodeError, type Item, type NodeCall } from '@steward/sdk/node'
import { toText } from '#engine/data'
import { entriesOf, matchItems, type Entry } from '../merge/match-items.ts'
import { readField, type FieldPair } from '../merge/match-key.ts'
import { pairingOf, passOn } from '../merge/resolve-clash.ts'
import { flag, text } from '../parameter.ts'
import { compareItems, mixItems, type CompareRules } from './compare-items.ts'
import { parameters } from './schema.ts'

export default defineNode({
  type: 'compare_datasets',
  title: 'Compare datasets',
  description: 'Compares two inputs: what is only in one of them, what is the same and what has changed.',
  category: 'flow',
  icon: 'git-compare',
  n8n: [{ type: 'n8n-nodes-base.compareDatasets', versions: [1, 2, 2.1, 2.2, 2.3] }],
  parameters,
  effect: 'pure',
  inputs: [
    { name: 'inputA', label: 'Input A' },
    { name: 'inputB', label: 'Input B' },
  ],
  outputs: [
    { name: 'onlyA', label: 'In A only' },
    { name: 'same', label: 'Same' },
    { name: 'different', label: 'Different' },
    { name: 'onlyB', label: 'In B only' },
  ],
  requiredInputs: () => 1,
  execute: compareDatasets,
})

function compareDatasets(call: NodeCall): Item[][] {
  const rules = readRules(call)
  const firstOnly = text(call, 'options.multipleMatches', 0, 'first') === 'first'
  const first = entriesOf(call.inputs[0] ?? [], 0).filter(hasFields)
  const second = entriesOf(call.inputs[1] ?? [], 1).filter(hasFields)
  if (call.node.version < 2.2) requireFields(rules, first, second)
  const matches = matchItems({ first, second }, rules.fields, { ...rules, firstOnly })

  const sameFrom = resolveMode(call)
  const same: Item[] = []
  const different: Item[] = []
  for (const { first, seconds } of matches.matched) {
    for (const second of seconds) {
      const comparison = compareItems(first.item.json, second.item.json, rules)
      if (comparison.equal) same.push(passOn(sameFrom === 'preferInput2' ? second : first))
      else different.push(resolve(call, first, second, { rules, report: comparison.report }))
    }
  }
  return [matches.unmatched1.map(passOn), same, different, matches.unmatched2.map(passOn)]
}

function resolve(call: NodeCall, first: Entry, second: Entry, compared: { rules: CompareRules; report: Item['json'] }): Item {
  switch (resolveMode(call)) {
    case 'preferInput1':
      return passOn(first)
    case 'preferInput2':
      return passOn(second)
    case 'mix': {
      const [preferred, other] = text(call, 'preferWhenMix', 0, 'input1') === 'input2' ? [second, first] : [first, second]
      const json = mixItems(preferred.item.json, other.item.json, names(text(call, 'exceptWhenMix', 0)), compared.rules)
      return { ...preferred.item, json, pairedItem: pairingOf(preferred) }
    }
    default:
      return { json: compared.report, pairedItem: [pairingOf(first), pairingOf(second)] }
  }
}

const resolveMode = (call: NodeCall) => text(call, 'resolve', 0, call.node.version <= 2 ? 'preferInput2' : 'includeBoth')

function readRules(call: NodeCall): CompareRules {
  const { version } = call.node
  const dots = !flag(call, 'options.disableDotNotation', 0)
  const skipped = names(text(call, 'options.skipFields', 0))
  const dotted = dots ? undefined : skipped.find((name) => name.includes('.'))
  if (dotted !== undefined) {
    throw new NodeError(`Dot notation is disabled, but field to skip comparing '${dotted}' contains dot`, { retryable: false })
  }
  return {
    fields: readFields(call),
    fuzzy: flag(call, version < 2 ? 'options.fuzzyCompare' : 'fuzzyCompare', 0),
    zeroIsNothing: version >= 2,
    dots,
    skipped,
    names: version < 2 ? ['input1', 'input2'] : ['inputA', 'inputB'],
    emptyIsNull: version < 2,
    mixEmptyIsNull: version <= 2,
    missingIsNothing: version > 2,
  }
}

function readFields(call: NodeCall): FieldPair[] {
  const pairs = call.param<{ field1?: unknown; field2?: unknown }[]>('mergeByFields.values', 0, [])
  const fields = pairs.map(({ field1, field2 }) => ({ field1: toText(field1 ?? ''), field2: toText(field2 ?? '') }))
  if (fields.every(({ field1, field2 }) => field1 === '' && field2 === '')) {
    throw new NodeError('You need to define at least one pair of fields in "Fields to Match" to match on', { retryable: false })
  }
  return fields
}

/** An empty item only says that a branch had nothing to send. */
const hasFields = ({ item }: Entry) => Object.keys(item.json).length > 0

function requireFields({ fields, dots }: CompareRules, first: Entry[], second: Entry[]): void {
  for (const { field1, field2 } of fields) {
    for (const [entries, field, name] of [[first, field1, 'A'] as const, [second, field2, 'B'] as const]) {
      if (entries.length === 0 || entries.some(({ item }) => readField(item, field, dots) !== undefined)) continue
      throw new NodeError(`Field '${field}' is not present in any of items in 'Input ${name}'`, { retryable: false })
    }
  }
}

const names = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
