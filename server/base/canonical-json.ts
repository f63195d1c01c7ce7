/**
 * One text for one value, by RFC 8785: no spaces, keys in the order of their UTF-16 units, numbers as ECMAScript
 * writes them. What verifies a chain of the audit log in another language needs the same. For data out of JSON or
 * `toPlain`; what JSON leaves out is left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let text = ''
  if (Array.isArray(value)) {
    for (const one of value) text += `${text === '' ? '' : ','}${canonicalJson(one)}`
    return `[${text}]`
  }
  const fields = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(fields).sort()) {
    const one = fields[key]
    if (one !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(one)}`
  }
  return `{${text}}`
}
