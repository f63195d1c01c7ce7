/**
 * JSON with the keys of every object in order, so that equal values have equal
 * texts. For data out of JSON or `toPlain`; what JSON leaves out is left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = value as Record<string, unknown>
  const parts = Object.keys(fields)
    .toSorted()
    .flatMap((key) => (fields[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(fields[key])}`]))
  return `{${parts.join(',')}}`
}
