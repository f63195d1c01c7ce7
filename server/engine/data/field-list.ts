/** The names in a field that takes several: `a, b`, or a list that an expression made. */
export function readFieldList(value: unknown): string[] {
  const names = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : []
  return names.map((name) => name.trim()).filter((name) => name !== '')
}
