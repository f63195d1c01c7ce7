import { NodeError, type Item, type JsonObject, type JsonValue } from '@steward/sdk/node'

/** Keys that make a returned object an item; without them it is the `json` of one. */
const itemKeys = new Set(['json', 'binary', 'pairedItem', 'error', 'index'])

const wantsList = 'Please return an array of objects, one for each item you would like to output.'

/** What code for all items may return: objects or items, one or many. */
export function itemsOfAll(value: JsonValue | undefined): Item[] {
  if (typeof value !== 'object' || value === null) throw refuse("Code doesn't return items properly", wantsList)
  const list = Array.isArray(value) ? value : [value]
  for (const one of list) if (!isObject(one)) throw refuse("Code doesn't return items properly", wantsList)
  const objects = list as JsonObject[]
  const areItems = objects.some((one) => Object.keys(one).some((key) => itemKeys.has(key)))
  return objects.map((one) => (areItems ? readItem(one) : { json: one }))
}

/** What code for each item may return: one object or item, or null for none. */
export function itemOfEach(value: JsonValue | undefined, index: number): Item | undefined {
  if (value === null) return undefined
  if (typeof value !== 'object') {
    throw refuse(
      "Code doesn't return an object",
      `Please return an object representing the output item. ('${String(value)}' was returned instead.)`,
      index,
    )
  }
  if (Array.isArray(value)) {
    throw refuse(
      "Code doesn't return a single object",
      "An array was returned instead. To output several items, use the mode 'Run Once for All Items'.",
      index,
    )
  }
  const item = Object.hasOwn(value, 'json') || Object.hasOwn(value, 'binary') ? readItem(value, index) : { json: value }
  return { ...item, pairedItem: { item: index } }
}

function readItem(object: JsonObject, index?: number): Item {
  const unknown = Object.keys(object).find((key) => !itemKeys.has(key))
  if (unknown !== undefined) {
    throw refuse(`Unknown top-level item key: ${unknown}`, 'Put the fields of an item under `json`: `{ json: { … } }`.', index)
  }
  const { json = {}, binary, pairedItem, error } = object
  if (!isObject(json))
    throw refuse(
      "A 'json' property isn't an object",
      "In the returned data, every key named 'json' must point to an object.",
      index,
    )
  if (binary !== undefined && binary !== null && !isObject(binary)) {
    throw refuse(
      "A 'binary' property isn't an object",
      "In the returned data, every key named 'binary' must point to an object.",
      index,
    )
  }
  return {
    json,
    ...(isObject(binary) && Object.keys(binary).length > 0 ? { binary: binary as NonNullable<Item['binary']> } : {}),
    ...(pairedItem === undefined || pairedItem === null ? {} : { pairedItem: pairedItem as NonNullable<Item['pairedItem']> }),
    ...(isObject(error) && typeof error['message'] === 'string' ? { error: { message: error['message'] } } : {}),
  }
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(message: string, description: string, itemIndex?: number): NodeError {
  const where = itemIndex === undefined ? '' : ` [item ${itemIndex}]`
  return new NodeError(`${message}${where}`, { description, retryable: false, ...(itemIndex === undefined ? {} : { itemIndex }) })
}
