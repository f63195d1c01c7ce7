import type { JsonValue } from '@steward/contract/item'

/** A value as PostgreSQL reads it by itself: a list as an array, any other structure as JSON. */
export function asWritten(value: JsonValue): string | null {
  if (value === null) return null
  if (Array.isArray(value)) return `{${value.map(asElement).join(',')}}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function asElement(value: JsonValue): string {
  const written = asWritten(value)
  if (written === null) return 'NULL'
  if (Array.isArray(value)) return written
  return `"${written.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
