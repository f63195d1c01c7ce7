type Json = Record<string, unknown>

/** Items typed by a person: an object or a list of objects. Null where it is neither. */
export function parseItems(text: string): Json[] | null {
  try {
    const value: unknown = JSON.parse(text)
    const list = Array.isArray(value) ? (value as unknown[]) : [value]
    return list.every(isObject) ? list : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
