import type { NodeCall } from '@steward/sdk/node'
import {
  type ClassicConditions,
  type Filter,
  type FilterCondition,
  type FilterOptions,
  meetsClassicConditions,
  meetsFilter,
} from '#engine/filter'
import { flag } from '../parameter.ts'

/** From which version of a node on its filter behaves differently. */
export type FilterGenerations = { readonly looseAtTop: number; readonly second: number; readonly third: number }

type StoredFilter = {
  readonly combinator?: string
  readonly combineOperation?: string
  readonly conditions?: unknown
  readonly options?: FilterOptions
} & ClassicConditions

/** Whether an item meets the conditions stored at the path, in the newer shape or in that of version 1. */
export function itemMeets(call: NodeCall, path: string, itemIndex: number, generations: FilterGenerations): boolean {
  const stored = call.param<StoredFilter | undefined>(path, itemIndex) ?? {}
  if (!Array.isArray(stored.conditions) && isClassic(stored)) {
    const combine = call.param('combineOperation', itemIndex, stored.combineOperation)
    return meetsClassicConditions(stored, combine === 'any' ? 'any' : 'all', itemIndex)
  }
  const filter: Filter = {
    combinator: stored.combinator ?? 'and',
    conditions: ((stored.conditions ?? []) as FilterCondition[]).map(withOperator),
    options: stored.options ?? optionsOfNode(call, itemIndex, generations),
  }
  return meetsFilter(filter, { itemIndex, timezone: call.workflow.timezone })
}

function isClassic(stored: StoredFilter): boolean {
  return ['string', 'number', 'boolean', 'dateTime'].some((type) => Object.hasOwn(stored, type))
}

const withOperator = (condition: FilterCondition): FilterCondition =>
  condition.operator === undefined ? { ...condition, operator: { type: 'string', operation: 'equals' } } : condition

/** What the form of the node would have written next to the conditions. */
function optionsOfNode(call: NodeCall, itemIndex: number, { looseAtTop, second, third }: FilterGenerations): FilterOptions {
  const { version } = call.node
  return {
    caseSensitive: !flag(call, 'options.ignoreCase', itemIndex),
    typeValidation: flag(call, version < looseAtTop ? 'options.looseTypeValidation' : 'looseTypeValidation', itemIndex)
      ? 'loose'
      : 'strict',
    version: version >= third ? 3 : version >= second ? 2 : 1,
  }
}
