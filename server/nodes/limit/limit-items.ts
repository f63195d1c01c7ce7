import type { Item } from '@steward/sdk/node'
import { passOn } from '../pass-on.ts'

/** The first or the last items. */
export function limitItems(items: readonly Item[], max: number, keepLast: boolean): Item[] {
  const from = keepLast ? Math.max(0, items.length - max) : 0
  return items.slice(from, from + max).map((item, index) => passOn(item, from + index))
}
