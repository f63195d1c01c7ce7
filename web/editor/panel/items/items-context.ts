import { createContext, use } from 'react'
import type { FieldPath } from '../../expression/path-text.ts'

/** A value of an item that somebody wants to do something with. */
export type ChosenField = {
  readonly path: FieldPath
  readonly value: unknown
  /** Where the menu opens. */
  readonly anchor: DOMRect
}

/** What the views of a pane share. */
export type ItemsFrame = {
  readonly label: string
  readonly search: string
  /** What reads a value for the item that is worked on. */
  readonly codeOf: (path: FieldPath) => string
  /** Which item is looked at, and how to look at another; absent where that means nothing. */
  readonly item: { readonly index: number; readonly set: (index: number) => void } | undefined
  readonly open: (field: ChosenField) => void
}

export const ItemsContext = createContext<ItemsFrame | undefined>(undefined)

export function useItemsFrame(): ItemsFrame {
  const frame = use(ItemsContext)
  if (frame === undefined) throw new Error('A view of items stands outside of a pane.')
  return frame
}
