import { type Item, NodeError } from '@steward/sdk/node'
import { deepEqual, getPath, hasPath } from '#engine/data'
import { passOn } from '../pass-on.ts'

export type SortField = { readonly name: string; readonly descending: boolean }

/** Items in the order of the fields, the first field deciding first. Items that are equal stay in their order. */
export function sortItems(items: readonly Item[], fields: readonly SortField[], dots: boolean): Item[] {
  if (fields.length === 0) throw new NodeError('No sorting specified. Please add a field to sort by', { retryable: false })
  for (const { name } of fields) requireField(items, name, dots)
  const keyed = items.map((item, index) => ({
    item,
    index,
    keys: fields.map(({ name }) => sortKey(getPath(item.json, dots ? name : [name]))),
  }))
  keyed.sort((a, b) => {
    for (const [at, { descending }] of fields.entries()) {
      const order = compareKeys(a.keys[at], b.keys[at])
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return keyed.map(({ item, index }) => passOn(item, index))
}

function requireField(items: readonly Item[], name: string, dots: boolean): void {
  if (items.length === 0 || items.some(({ json }) => hasPath(json, dots ? name : [name]))) return
  const nested = !dots && items.some(({ json }) => hasPath(json, name))
  throw new NodeError(`Couldn't find the field '${name}' in the input data`, {
    retryable: false,
    ...(nested
      ? {
          description:
            "If you're trying to use a nested field, make sure you turn off 'disable dot notation' in the node options",
        }
      : {}),
  })
}

const sortKey = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

/** Texts without case, numbers also when written as text; what is missing comes last. */
function compareKeys(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined)
  if (deepEqual(left, right)) return 0
  if (left === null && typeof right === 'string') return 1
  if (right === null && typeof left === 'string') return -1
  const [a, b] = [left as number, right as number]
  return a < b ? -1 : a > b ? 1 : 0
}

/** Items in random order, each order as likely as any other. */
export function shuffleItems(items: readonly Item[]): Item[] {
  const shuffled = items.map((item, index) => passOn(item, index))
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1))
    const moved = shuffled[at] as Item
    shuffled[at] = shuffled[other] as Item
    shuffled[other] = moved
  }
  return shuffled
}
