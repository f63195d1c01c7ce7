import { type Item, type JsonObject, type JsonValue, NodeError } from '@steward/sdk/node'
import { getPath, refuseName, toText } from '#engine/data'
import { aggregations, type Summary } from './aggregations.ts'

export type SummarizeRule = {
  readonly summaries: readonly Summary[]
  readonly splitBy: readonly string[]
  readonly dots: boolean
  readonly skipEmpty: boolean
  readonly singleItem: boolean
  /** Versions before 1.1 group and show the values split by as text. */
  readonly groupsAsText: boolean
  /** Refuses a field to summarize that no item has. */
  readonly requireFields: boolean
}

type Group = { readonly keys: readonly unknown[]; readonly members: number[] }

/** Totals of fields, for all items or for each group that agrees in the fields split by. */
export function summarizeItems(items: readonly Item[], rule: SummarizeRule): Item[] {
  checkSummaries(items, rule)
  const groups = groupItems(items, rule)
  if (rule.singleItem) {
    const all = groups.length === 0 ? [] : items.map((_, item) => ({ item }))
    return [{ json: nest(items, groups, rule), pairedItem: all }]
  }
  return groups.map((group) => ({
    json: { ...keysOf(group, rule), ...totals(items, group, rule) },
    pairedItem: group.members.map((item) => ({ item })),
  }))
}

function checkSummaries(items: readonly Item[], { summaries, requireFields, dots }: SummarizeRule): void {
  if (summaries.length === 0) {
    throw new NodeError("You need to add at least one aggregation to 'Fields to Summarize' with non empty 'Field'", {
      retryable: false,
    })
  }
  for (const { aggregation, field } of summaries) {
    if (!Object.hasOwn(aggregations, aggregation))
      throw new NodeError(`There is no aggregation "${aggregation}".`, { retryable: false })
    const exists = !requireFields || items.some(({ json }) => getPath(json, dots ? field : [field]) !== undefined)
    if (!exists) throw new NodeError(`The field '${field}' does not exist in any items`, { retryable: false })
  }
}

function groupItems(items: readonly Item[], { splitBy, dots, skipEmpty, groupsAsText }: SummarizeRule): Group[] {
  if (splitBy.length === 0) return [{ keys: [], members: items.map((_, index) => index) }]
  const groups = new Map<string, Group>()
  for (const [index, { json }] of items.entries()) {
    const keys = splitBy.map((field) => groupKey(getPath(json, dots ? field : [field]), groupsAsText))
    if (skipEmpty && keys.some((key) => key === undefined || key === null || key === '')) continue
    const name = nameOf(keys)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { keys, members: [index] })
    else group.members.push(index)
  }
  return inTreeOrder([...groups.values()])
}

/** Groups that agree in the first key stand together, where the first of them appeared; then those that agree in the second. */
function inTreeOrder(groups: readonly Group[]): Group[] {
  const ranks = new Map<string, number>()
  const placed = groups.map((group) => ({
    group,
    place: group.keys.map((_, depth) => {
      const prefix = nameOf(group.keys.slice(0, depth + 1))
      if (!ranks.has(prefix)) ranks.set(prefix, ranks.size)
      return ranks.get(prefix) ?? 0
    }),
  }))
  const compare = (a: readonly number[], b: readonly number[]) =>
    a.map((rank, at) => rank - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0
  return placed.toSorted((a, b) => compare(a.place, b.place)).map(({ group }) => group)
}

const nameOf = (keys: readonly unknown[]) => JSON.stringify(keys.map((key) => [typeof key, key ?? null]))

function groupKey(value: unknown, asText: boolean): unknown {
  if (asText || (typeof value === 'object' && value !== null)) return value === undefined ? 'undefined' : toText(value)
  return value
}

function keysOf({ keys }: Group, { splitBy }: SummarizeRule): JsonObject {
  const named = splitBy.map((field, at) => [fieldName(field), keys[at]] as const)
  return Object.fromEntries(named.filter(([, key]) => key !== undefined)) as JsonObject
}

function totals(items: readonly Item[], { members }: Group, { summaries, dots }: SummarizeRule): JsonObject {
  return Object.fromEntries(
    summaries.map((summary) => {
      const values = members.map((index) => getPath(items[index]?.json, dots ? summary.field : [summary.field]))
      const aggregation = aggregations[summary.aggregation]
      return [`${aggregation?.prefix}${fieldName(summary.field)}`, aggregation?.of(values, summary) as JsonValue]
    }),
  )
}

/** Groups inside groups, each under the text of its value. */
function nest(items: readonly Item[], groups: readonly Group[], rule: SummarizeRule): JsonObject {
  const tree: JsonObject = {}
  for (const group of groups) {
    let at = tree
    for (const key of group.keys) {
      const name = key === undefined ? 'undefined' : toText(key)
      refuseName(name)
      at = (at[name] ??= {}) as JsonObject
    }
    Object.assign(at, totals(items, group, rule))
  }
  return tree
}

/** `address["city"].name` → `addresscity_name`; a name that is easy to use in the next expression. */
const fieldName = (field: string) => field.replaceAll(/[\][")']/g, '').replaceAll(/[ .]/g, '_')
