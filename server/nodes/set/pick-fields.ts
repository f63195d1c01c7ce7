import type { JsonObject } from '@steward/sdk/node'
import { getPath, hasPath, parsePath, unsetPath } from '#engine/data'

export type FieldRule = {
  readonly include: 'all' | 'none' | 'selected' | 'except'
  readonly names: readonly string[]
  readonly dots: boolean
}

/** The fields of the input item that stay. A selected path brings its value under its last name. */
export function pickFields(json: JsonObject, { include, names, dots }: FieldRule): JsonObject {
  if (include === 'none') return {}
  if (include === 'all') return json
  if (include === 'except') return names.reduce((rest, name) => unsetPath(rest, dots ? name : [name]), json)
  const picked: Record<string, unknown> = {}
  for (const name of names) {
    const path = dots ? name : [name]
    if (hasPath(json, path)) picked[lastName(json, name, dots)] = getPath(json, path)
  }
  return picked as JsonObject
}

function lastName(json: JsonObject, path: string, dots: boolean): string {
  return dots && !Object.hasOwn(json, path) ? (parsePath(path).at(-1) ?? path) : path
}
