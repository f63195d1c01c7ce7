import type { JsonObject } from '@steward/contract/item'
import { connectorError } from './errors.ts'
import { findKind, isSecretField } from './kinds.ts'
import { isReference, readReference } from './secret-source/reference.ts'

/** What stands in the place of a secret that is set. Sent back, it means: leave as it is. */
export const mask = '••••••••'

const maxBytes = 64_000
const typeName = /^[A-Za-z][A-Za-z0-9_]{0,99}$/

/** The values with secret ones masked, for answers. Where a secret is kept is no secret. */
export function maskValues(type: string, values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      isSecretField(type, name) && value !== '' && value !== null && !isReference(value) ? mask : value,
    ]),
  )
}

/** A secret left out or sent back masked stays; null takes a value away. */
export function mergeValues(present: JsonObject, given: JsonObject): JsonObject {
  const kept = Object.entries(given).filter(([, value]) => value !== mask)
  return Object.fromEntries(Object.entries({ ...present, ...Object.fromEntries(kept) }).filter(([, value]) => value !== null))
}

/** Refuses values that do not make a connection of the kind. Kinds without a table of fields take any. */
export function checkValues(type: string, values: JsonObject): void {
  if (!typeName.test(type)) throw connectorError.bad_type({ type: type.slice(0, 100) })
  if (Buffer.byteLength(JSON.stringify(values)) > maxBytes) throw connectorError.too_large()
  for (const value of Object.values(values)) if (isReference(value)) readReference(value)
  const kind = findKind(type)
  if (kind === undefined) return
  for (const { name, title, required } of kind.fields) {
    const value = values[name]
    if (required && (value === undefined || value === null || value === ''))
      throw connectorError.field_missing({ field: title, kind: kind.title })
  }
  const names = kind.fields.map((one) => one.name)
  const unknown = Object.keys(values).find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw connectorError.field_unknown({ field: unknown.slice(0, 100), kind: kind.title, fields: names.join(', ') })
}
