import { getPath, refuseName, setPath, unsetPath } from '#engine/data'
import type { JsonObject, JsonValue } from '@steward/sdk/node'
import { sameValue, type Comparing, type FieldPair } from '../merge/match-key.ts'

export type CompareRules = Comparing & {
  readonly fields: readonly FieldPair[]
  readonly skipped: readonly string[]
  /** What the two sides are called in the result. */
  readonly names: readonly [string, string]
  /** The first version shows an empty text as null. */
  readonly emptyIsNull: boolean
  readonly mixEmptyIsNull: boolean
  /** From version 2.1 on a forgiving comparison takes a field the second side lacks for an empty one. */
  readonly missingIsNothing: boolean
}

export type Comparison = { readonly equal: boolean; readonly report: JsonObject }

/** Says field by field what two matched objects have in common and what not. */
export function compareItems(left: JsonObject, right: JsonObject, rules: CompareRules): Comparison {
  const same: JsonObject = {}
  const different: JsonObject = {}
  const [name1, name2] = rules.names
  const shown = (value: JsonValue | undefined): JsonValue => (rules.emptyIsNull && value === '' ? null : (value ?? null))
  const sides = (a: JsonObject, b: JsonObject, field: string) => ({ [name1]: shown(a[field]), [name2]: shown(b[field]) })

  const [a, b] = [withoutSkipped(left, rules), withoutSkipped(right, rules)]
  for (const field of new Set([...Object.keys(a), ...Object.keys(b)])) {
    refuseName(field)
    if (rules.missingIsNothing && !Object.hasOwn(a, field) && sameValue(undefined, b[field], rules)) continue
    const comparable = Object.hasOwn(a, field) && (rules.missingIsNothing || Object.hasOwn(b, field))
    if (comparable && sameValue(a[field], b[field], rules)) same[field] = a[field] ?? null
    else different[field] = sides(a, b, field)
  }
  const [c, d] = [onlySkipped(left, rules), onlySkipped(right, rules)]
  const skipped = Object.fromEntries(
    [...new Set([...Object.keys(c), ...Object.keys(d)])].map((field) => [field, sides(c, d, field)]),
  )

  // A forgiving comparison does not mind fields that only the second side has.
  const equal = rules.fuzzy
    ? Object.keys(a).every((field) => sameValue(a[field], b[field], rules))
    : Object.keys(different).length === 0
  const report = { keys: keysOf(left, rules.fields), same, different, ...(Object.keys(skipped).length > 0 ? { skipped } : {}) }
  return { equal, report }
}

/** The fields of the object itself that were matched on; a path into it is not one of them. */
function keysOf(object: JsonObject, fields: readonly FieldPair[]): JsonObject {
  const names = fields.map(({ field1 }) => field1).filter((name) => Object.hasOwn(object, name))
  return Object.fromEntries(names.map((name) => [name, object[name] ?? null]))
}

function valueAt(object: JsonObject, field: string, dots: boolean): JsonValue | undefined {
  const value = dots ? getPath(object, field) : Object.hasOwn(object, field) ? object[field] : undefined
  return value as JsonValue | undefined
}

function withoutSkipped(object: JsonObject, { skipped, dots }: CompareRules): JsonObject {
  return skipped.reduce<JsonObject>((rest, field) => unsetPath(rest, dots ? field : [field]), object)
}

function onlySkipped(object: JsonObject, { skipped, dots }: CompareRules): JsonObject {
  return skipped.reduce<JsonObject>((found, field) => {
    const value = valueAt(object, field, dots)
    return value === undefined ? found : setPath(found, dots ? field : [field], value)
  }, {})
}

/** One object with most fields of the preferred side and some of the other, each under the name it was asked for by. */
export function mixItems(
  preferred: JsonObject,
  other: JsonObject,
  fields: readonly string[],
  { dots, mixEmptyIsNull }: CompareRules,
): JsonObject {
  const result = { ...preferred }
  for (const field of fields) {
    refuseName(field)
    const value = valueAt(other, field, dots)
    if (value !== undefined) result[field] = mixEmptyIsNull && value === '' ? null : value
    else if (dots) result[field] = null
    else delete result[field]
  }
  return result
}
