import type { JsonObject, JsonValue } from '@steward/sdk/node'
import { getPath, refuseName, setPath, unsetPath } from '#engine/data'
import { replacePattern } from '#engine/expression'

export type Rename = { readonly from: string; readonly to: string }

/** Moves values to other names, one after the other; a name that is not there is passed over. */
export function renameKeys(json: JsonObject, renames: readonly Rename[]): JsonObject {
  return renames.reduce((current, { from, to }) => {
    if (from === '' || to === '' || from === to) return current
    const value = getPath(current, from)
    return value === undefined ? current : unsetPath(setPath(current, to, value), from)
  }, json)
}

/** Renames the keys that match, down to `depth` levels below the top; -1 goes all the way. */
export function renameByPattern(json: JsonObject, pattern: RegExp, replacement: string, depth: number): JsonObject {
  const renamed: JsonObject = {}
  for (const [key, value] of Object.entries(json)) {
    const name = replacePattern(key, pattern, replacement)
    refuseName(name)
    renamed[name] = renameInside(value, pattern, replacement, depth)
  }
  return renamed
}

function renameInside(value: JsonValue, pattern: RegExp, replacement: string, depth: number): JsonValue {
  if (depth === 0 || typeof value !== 'object' || value === null) return value
  const below = depth < 0 ? depth : depth - 1
  if (Array.isArray(value)) return value.map((entry) => renameInside(entry, pattern, replacement, below))
  return renameByPattern(value, pattern, replacement, below)
}
