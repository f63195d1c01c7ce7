import { failedItem, type Item, type NodeCall } from '@steward/sdk/node'
import { meetsClassicConditions, type ClassicConditions } from '#engine/filter'
import { passOn } from '../pass-on.ts'
import { itemMeets } from './read-filter.ts'

const generations = { looseAtTop: 2.1, second: 2.2, third: 2.3 }

export type Split = { readonly met: Item[]; readonly unmet: Item[] }

/**
 * Items that meet the conditions of an If or Filter node, and the others. An item
 * that cannot be compared counts as unmet when the node is told to continue.
 */
export function splitByFilter(call: NodeCall, combineClassic: (itemIndex: number) => 'all' | 'any'): Split {
  const split: Split = { met: [], unmet: [] }
  for (const [index, item] of call.items.entries()) {
    try {
      const meets =
        call.node.version < 2
          ? meetsClassic(call, index, combineClassic(index))
          : itemMeets(call, 'conditions', index, generations)
      ;(meets ? split.met : split.unmet).push(passOn(item, index))
    } catch (error) {
      if (call.node.onError === 'stopWorkflow') throw error
      if (call.node.onError === 'continueErrorOutput') split.met.push(failedItem(error, index))
      else split.unmet.push(passOn(item, index))
    }
  }
  return split
}

function meetsClassic(call: NodeCall, itemIndex: number, combine: 'all' | 'any'): boolean {
  return meetsClassicConditions(call.param<ClassicConditions | undefined>('conditions', itemIndex) ?? {}, combine, itemIndex)
}
