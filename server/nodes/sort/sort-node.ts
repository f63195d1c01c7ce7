import type { Item, NodeCall } from '@steward/sdk/node'
import { flag, text } from '../parameter.ts'
import { sortByCode } from './sort-by-code.ts'
import { shuffleItems, sortItems } from './sort-items.ts'

type StoredField = { readonly fieldName?: string; readonly order?: string }

/** Sorts as the parameters of Sort and of Item Lists say, which are the same. */
export async function sort(call: NodeCall): Promise<Item[]> {
  const kind = text(call, 'type', 0, 'simple')
  if (kind === 'random') return shuffleItems(call.items)
  if (kind === 'code') return await sortByCode(call, call.items)
  const stored = call.param<readonly StoredField[] | undefined>('sortFieldsUi.sortField', 0) ?? []
  const fields = stored.map(({ fieldName = '', order }) => ({ name: fieldName, descending: order === 'descending' }))
  return sortItems(call.items, fields, !flag(call, 'options.disableDotNotation', 0))
}
