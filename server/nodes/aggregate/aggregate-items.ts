import { type Item, type JsonObject, type JsonValue, NodeError } from '@steward/sdk/node'
import { getPath, hasPath, parsePath, setPath, unsetPath } from '#engine/data'

export type FieldToAggregate = { readonly name: string; readonly target: string | undefined }
export type AggregateFieldsRule = {
  readonly dots: boolean
  readonly mergeLists: boolean
  readonly keepMissing: boolean
  /** Refuses a field that no item has. */
  readonly requireFields: boolean
}

/** One item whose fields hold the values of that field of all items. */
export function aggregateFields(items: readonly Item[], fields: readonly FieldToAggregate[], rule: AggregateFieldsRule): Item {
  let json: JsonObject = {}
  const used = new Set<string>()
  for (const { name, target } of fields.filter(({ name }) => name !== '')) {
    const output = target !== undefined && target !== '' ? target : rule.dots ? (parsePath(name).at(-1) ?? name) : name
    if (used.has(output)) {
      throw new NodeError(`The '${output}' output field is used more than once`, {
        description: 'Please make sure each output field name is unique',
        retryable: false,
      })
    }
    used.add(output)
    if (rule.requireFields && !items.some((item) => hasPath(item.json, rule.dots ? name : [name]))) {
      throw new NodeError(`Couldn't find the field '${name}' in the input data`, { retryable: false })
    }
    json = setPath(json, rule.dots ? output : [output], valuesOf(items, name, rule))
  }
  return { json, pairedItem: items.map((_, item) => ({ item })) }
}

function valuesOf(items: readonly Item[], name: string, { dots, mergeLists, keepMissing }: AggregateFieldsRule): JsonValue[] {
  return items.flatMap(({ json }): JsonValue[] => {
    const value = (getPath(json, dots ? name : [name]) ?? null) as JsonValue
    if (value === null) return keepMissing ? [null] : []
    if (!mergeLists || !Array.isArray(value)) return [value]
    return keepMissing ? value : value.filter((entry) => entry !== null)
  })
}

export type AggregateAllRule = {
  readonly target: string
  readonly include: 'allFields' | 'specifiedFields' | 'allFieldsExcept'
  readonly names: readonly string[]
}

/** One item with the list of all items in one field. An item of which nothing is left does not appear. */
export function aggregateAll(items: readonly Item[], { target, include, names }: AggregateAllRule): Item {
  const picked = items.map(({ json }, item) => ({ item, json: pick(json, include, names) }))
  const kept = include === 'allFields' ? picked : picked.filter(({ json }) => Object.keys(json).length > 0)
  return { json: { [target]: kept.map(({ json }) => json) }, pairedItem: kept.map(({ item }) => ({ item })) }
}

function pick(json: JsonObject, include: AggregateAllRule['include'], names: readonly string[]): JsonObject {
  if (include === 'allFields') return json
  if (include === 'allFieldsExcept') return names.reduce((rest, name) => unsetPath(rest, [name]), json)
  return Object.fromEntries(names.filter((name) => Object.hasOwn(json, name)).map((name) => [name, json[name] as JsonValue]))
}
