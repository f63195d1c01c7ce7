/**
 * One text for one value, by RFC 8785: no spaces, keys in the order of their UTF-16 units, numbers as ECMAScript
 * writes them. What verifies a chain of the audit log in another language needs the same. For data out of JSON or
 * `toPlain`; what JSON leaves out is left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = value as Readonly<Record<string, unknown>>
  const parts = Object.keys(fields)
    .toSorted()
    .flatMap((key) => (fields[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(fields[key])}`]))
  return `{${parts.join(',')}}`
}
