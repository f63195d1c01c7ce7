import { jsonOf } from './item-views.ts'

/** Of all pinned items of a workflow together, as JSON. */
export const pinsMaxBytes = 12_000_000

type ReadItems =
  | { readonly items: unknown[] }
  | {
      readonly fault: 'editNotJson' | 'editNotList' | 'editNotObject' | 'editTooLarge'
      readonly reason?: string
      readonly number?: number
      readonly bytes?: number
    }

/** Items as a person edits them: their data, without what else belongs to them. */
export const itemsAsText = (items: readonly unknown[]): string => JSON.stringify(items.map(jsonOf), null, 2)

type Around = {
  /** The items before they were edited; files and pairing of those that stay in their place are kept. */
  readonly before: readonly unknown[]
  /** What is pinned to other nodes. */
  readonly others: Readonly<Record<string, readonly unknown[]>>
}

/** The items that a text stands for, or what is wrong with it. One object is a list of one; whole items are taken too. */
export function readItems(text: string, { before, others }: Around): ReadItems {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { fault: 'editNotJson', reason: error instanceof Error ? error.message : '' }
  }
  const list: unknown[] | undefined = Array.isArray(value) ? value : isObject(value) ? [value] : undefined
  if (list === undefined) return { fault: 'editNotList' }
  const wrong = list.findIndex((one) => !isObject(one))
  if (wrong !== -1) return { fault: 'editNotObject', number: wrong + 1 }
  const items = list.map((one, index) => asItem(one as Record<string, unknown>, before[index], list.length === before.length))
  const bytes = sizeOf([items, others])
  return bytes > pinsMaxBytes ? { fault: 'editTooLarge', bytes } : { items }
}

export const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

const itemKeys = new Set(['json', 'binary', 'pairedItem', 'error'])

function asItem(data: Record<string, unknown>, before: unknown, isInPlace: boolean): unknown {
  const isItem = isObject(data['json']) && Object.keys(data).every((key) => itemKeys.has(key))
  if (isItem) return data
  const { binary, pairedItem } = (isInPlace && isObject(before) ? before : {}) as { binary?: unknown; pairedItem?: unknown }
  return { json: data, ...(binary === undefined ? {} : { binary }), ...(pairedItem === undefined ? {} : { pairedItem }) }
}
