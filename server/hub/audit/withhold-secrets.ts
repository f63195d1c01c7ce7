import type { JsonObject, JsonValue } from '@steward/contract/item'

/** Names that hold a secret. A flag such as `isSecret` or a prefix such as `tokenPrefix` holds none. */
const secretName = /(pass(word|phrase)|secret|token|api_?key|private_?key|authorization|cookie|credentials?)(s|_?hash)?$/i
const withheld = '[withheld]'

/**
 * Callers name the fields that they tell and leave secrets out. This is the second look: whatever has the name of a
 * secret does not get into a log that nothing is ever taken out of.
 */
export function withholdSecrets<Value extends JsonObject | null>(value: Value): Value {
  return withhold(value) as Value
}

function withhold(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withhold)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, secretName.test(name) && mayBeSecret(each) ? withheld : withhold(each)]),
  )
}

const mayBeSecret = (value: JsonValue) => value !== null && typeof value !== 'boolean'
