import { type Item, type JsonObject, NodeError } from '@steward/sdk/node'
import { getPath, hasPath, setPath } from '#engine/data'
import { passOn } from '../pass-on.ts'

export type DuplicateRule = {
  readonly compare: 'allFields' | 'allFieldsExcept' | 'selectedFields'
  readonly names: readonly string[]
  readonly dots: boolean
  readonly removeOtherFields: boolean
  /** Which types a compared field may have: one, one and null, or whatever comes. */
  readonly types: 'one' | 'oneOrNull' | 'any'
}

/** Of the items that agree in the compared fields only the first. */
export function removeDuplicates(items: readonly Item[], rule: DuplicateRule): Item[] {
  const names = comparedNames(items, rule)
  for (const name of names) requireSameType(items, name, rule)
  const seen = new Set<string>()
  const kept: Item[] = []
  for (const [index, item] of items.entries()) {
    const key = names.map((name) => stableJson(getPath(item.json, pathOf(name, rule)))).join('\n')
    if (seen.has(key)) continue
    seen.add(key)
    kept.push(rule.removeOtherFields && rule.compare !== 'allFields' ? onlyFields(item, index, names, rule) : passOn(item, index))
  }
  return kept
}

function onlyFields(item: Item, index: number, names: readonly string[], rule: DuplicateRule): Item {
  const json = names.reduce<JsonObject>((made, name) => {
    // A name with dots that is no path keeps its dots.
    const path = rule.dots && !Object.hasOwn(item.json, name) ? name : [name]
    return setPath(made, path, getPath(item.json, path))
  }, {})
  return passOn({ ...item, json }, index)
}

function comparedNames(items: readonly Item[], { compare, names, dots }: DuplicateRule): string[] {
  if (compare === 'selectedFields') {
    if (names.length === 0) throw new NodeError('No fields specified. Please add a field to compare on', { retryable: false })
    return [...names]
  }
  if (compare === 'allFieldsExcept' && names.length === 0) {
    throw new NodeError('No fields specified. Please add a field to exclude from comparison', { retryable: false })
  }
  const all = new Set(items.flatMap(({ json }) => (dots ? leafNames(json, '') : Object.keys(json))))
  const isLeftOut = (name: string) =>
    compare === 'allFieldsExcept' && names.some((left) => name === left || (dots && name.startsWith(`${left}.`)))
  return [...all].filter((name) => !isLeftOut(name))
}

function leafNames(value: JsonObject, prefix: string): string[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0
    return isObject ? leafNames(inner, `${prefix}${name}.`) : [prefix + name]
  })
}

/** A field that is missing here and there, or is of another type, would make the comparison say something else than it seems to. */
function requireSameType(items: readonly Item[], name: string, rule: DuplicateRule): void {
  const path = pathOf(name, rule)
  let first: { readonly type: string; readonly index: number } | undefined
  for (const [index, { json }] of items.entries()) {
    const value = getPath(json, path)
    if (value === undefined) throw missingField(items, name, rule)
    if (rule.types === 'any' || (value === null && rule.types === 'oneOrNull')) continue
    first ??= { type: typeof value, index }
    if (first.type === typeof value) continue
    throw new NodeError(`'${name}' isn't always the same type`, {
      description: `The type of this field varies between items: in item [${first.index}] it is ${nameOf(first.type)} and in item [${index}] it is ${nameOf(typeof value)}.`,
      retryable: false,
    })
  }
}

const nameOf = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`)

function missingField(items: readonly Item[], name: string, { dots }: DuplicateRule): NodeError {
  const nested = !dots && items.some(({ json }) => hasPath(json, name))
  return new NodeError(`'${name}' field is missing from some input items`, {
    retryable: false,
    ...(nested
      ? {
          description:
            "If you're trying to use a nested field, make sure you turn off 'disable dot notation' in the node options",
        }
      : {}),
  })
}

const pathOf = (name: string, { dots }: DuplicateRule) => (dots ? name : [name])

/** The JSON of a value with the fields of objects in one order, so that equal values give equal text. */
export function stableJson(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  )
}
