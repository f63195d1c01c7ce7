import type { Document } from 'mongodb'
import { isPlain } from '../operation/check-values.ts'
import { maskText, type Path } from './masks.ts'

/** The value with hidden fields shown as `••••`. Every object within is taken for a document: fields move, names stay. */
export function hide<T>(value: T, masks: readonly Path[]): T {
  return masks.length === 0 ? value : (hidden(value, masks, masks) as T)
}

/** `open` are the paths that lead on from here: all of them, and the rest of those that were followed. */
function hidden(value: unknown, masks: readonly Path[], open: readonly Path[]): unknown {
  if (Array.isArray(value)) return value.map((inner) => hidden(inner, masks, open))
  if (!isPlain(value)) return value
  const shown: Document = {}
  for (const [key, inner] of Object.entries(value)) {
    const followed = open.filter(([first]) => first === key).map((path) => path.slice(1))
    shown[key] = followed.some((path) => path.length === 0) ? maskText : hidden(inner, masks, [...masks, ...followed])
  }
  return shown
}
