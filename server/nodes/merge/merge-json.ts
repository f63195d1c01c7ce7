import { refuseName } from '#engine/data'
import type { JsonObject, JsonValue } from '@steward/sdk/node'

export type Clash = {
  readonly mode: 'deepMerge' | 'shallowMerge'
  /** An empty value gives way to one that is not. */
  readonly overrideEmpty: boolean
}

/** Joins objects; later ones win. The originals stay as they are. */
export function mergeJson(objects: readonly JsonObject[], clash: Clash): JsonObject {
  const result: JsonObject = {}
  for (const object of objects) {
    if (clash.mode === 'deepMerge') mergeDeep(result, object, clash.overrideEmpty)
    else mergeShallow(result, object, clash.overrideEmpty)
  }
  return result
}

function mergeShallow(target: JsonObject, source: JsonObject, overrideEmpty: boolean): void {
  for (const [name, value] of Object.entries(source)) {
    refuseName(name)
    if (givesWay(value, target[name], overrideEmpty)) continue
    target[name] = value
  }
}

/** Objects and lists are joined field by field, everything else is replaced. */
function mergeDeep(target: JsonObject, source: JsonObject, overrideEmpty: boolean): void {
  for (const [name, value] of Object.entries(source)) {
    refuseName(name)
    target[name] = mergedValue(target[name], value, overrideEmpty)
  }
}

function mergedValue(known: JsonValue | undefined, value: JsonValue | undefined, overrideEmpty: boolean): JsonValue {
  if (value === undefined || givesWay(value, known, overrideEmpty)) return known ?? null
  if (Array.isArray(value)) {
    const result = Array.isArray(known) ? [...known] : []
    for (const [at, entry] of value.entries()) result[at] = mergedValue(result[at], entry, overrideEmpty)
    return result
  }
  if (!isPlain(value)) return value
  const result: JsonObject = isPlain(known) ? { ...known } : {}
  mergeDeep(result, value, overrideEmpty)
  return result
}

const isPlain = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)

const givesWay = (value: JsonValue | undefined, known: JsonValue | undefined, overrideEmpty: boolean) =>
  overrideEmpty && isEmpty(value) && known !== undefined

const isEmpty = (value: JsonValue | undefined) => value === undefined || value === null || value === ''

/** Gives each field the number of its input: `name_1`. */
export function withSuffix(object: JsonObject, suffix: number | string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [`${name}_${suffix}`, value]))
}
