import { type Item, type JsonObject, type JsonValue, NodeError } from '@steward/sdk/node'
import { getPath, hasPath, unsetPath } from '#engine/data'

export type SplitOutRule = {
  readonly fields: readonly string[]
  readonly targets: readonly string[]
  readonly include: 'noOtherFields' | 'allOtherFields' | 'selectedOtherFields'
  readonly otherNames: readonly string[]
  readonly dots: boolean
  readonly includeBinary: boolean
  /** What becomes of a field that is no list: split like one, or refused. */
  readonly onlyLists?: 'lists' | 'listsAndObjects'
  /** Makes nothing of a field that is not there, although only lists are taken. */
  readonly missingIsEmpty?: boolean
}

/** One item for each entry of the lists; several lists go side by side. */
export function splitOutItem(item: Item, index: number, rule: SplitOutRule): Item[] {
  if (rule.targets.length > 0 && rule.targets.length !== rule.fields.length) {
    throw new NodeError('If multiple fields to split out are given, the same number of destination fields must be given', {
      itemIndex: index,
      retryable: false,
    })
  }
  if (rule.fields.includes('$binary')) return splitFiles(item, index, rule)
  const lists = rule.fields.map((field) => entriesAt(item.json, field, index, rule))
  const length = Math.max(0, ...lists.map((list) => list.length))
  const others = otherFields(item.json, rule)
  return Array.from({ length }, (_, position) => {
    let json: JsonObject = others
    for (const [at, list] of lists.entries())
      if (position < list.length) json = place(json, list[position] as JsonValue, at, rule)
    return {
      json,
      ...(rule.includeBinary && item.binary !== undefined ? { binary: item.binary } : {}),
      pairedItem: { item: index },
    }
  })
}

/** An object becomes the item itself when it stands alone; anything else goes under a name. */
function place(json: JsonObject, entry: JsonValue, at: number, { fields, targets, include }: SplitOutRule): JsonObject {
  const target = targets[at]
  const isAlone = fields.length === 1 && target === undefined && include === 'noOtherFields'
  if (isAlone && typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return { ...json, ...entry }
  return { ...json, [target ?? fields[at] ?? '']: entry }
}

function entriesAt(
  json: JsonObject,
  field: string,
  itemIndex: number,
  { dots, onlyLists, missingIsEmpty }: SplitOutRule,
): readonly unknown[] {
  const value = getPath(json, dots ? field : [field])
  if (value === undefined && (onlyLists === undefined || missingIsEmpty === true)) return []
  const refused =
    onlyLists !== undefined && !Array.isArray(value) && (onlyLists === 'lists' || typeof value !== 'object' || value === null)
  if (refused) {
    const message =
      value === undefined
        ? `Couldn't find the field '${field}' in the input data`
        : `The provided field '${field}' is not an array`
    throw new NodeError(onlyLists === 'listsAndObjects' && value !== undefined ? `${message} or object` : message, {
      itemIndex,
      retryable: false,
    })
  }
  return typeof value === 'object' && value !== null ? Object.values(value) : [value]
}

function otherFields(json: JsonObject, { fields, include, otherNames, dots }: SplitOutRule): JsonObject {
  if (include === 'allOtherFields') return fields.reduce((rest, field) => unsetPath(rest, dots ? field : [field]), json)
  if (include === 'noOtherFields') return {}
  const present = otherNames.filter((name) => hasPath(json, dots ? name : [name]))
  return Object.fromEntries(present.map((name) => [name, getPath(json, dots ? name : [name]) as JsonValue]))
}

/** One item for each file. */
function splitFiles(item: Item, index: number, rule: SplitOutRule): Item[] {
  const json = otherFields(item.json, { ...rule, fields: [] })
  return Object.entries(item.binary ?? {}).map(([name, file]) => ({
    json,
    binary: { [name]: file },
    pairedItem: { item: index },
  }))
}
