/** True for a parameter whose value is only known when the node runs. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=') && value.includes('{{')
}

/** The raw value at a dotted path, or undefined. */
export function rawAt(parameters: unknown, path: string): unknown {
  let value = parameters
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
