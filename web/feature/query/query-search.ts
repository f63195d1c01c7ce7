import type { QueryFilter } from '../../api/queries.ts'

/** What the address of the list says. */
export type QuerySearch = {
  readonly [Name in 'state' | 'mine' | 'pod' | 'instance' | 'text']?: string | undefined
}

/** What a person looks for, each standing for one or more statuses. */
export const stateFilters = {
  all: undefined,
  waiting: 'pending',
  running: 'approved,executing',
  completed: 'completed',
  ended: 'rejected,failed,cancelled,expired',
} as const
export type StateFilter = keyof typeof stateFilters
export const stateFilterNames = Object.keys(stateFilters) as StateFilter[]

export const stateFilterOf = ({ state }: QuerySearch): StateFilter => stateFilterNames.find((name) => name === state) ?? 'all'

/** Of the address, what the server is asked. */
export function filterOf(search: QuerySearch): QueryFilter {
  return {
    status: stateFilters[stateFilterOf(search)],
    mine: search.mine === 'yes' ? true : undefined,
    podId: search.pod,
    instanceId: search.instance,
    text: search.text,
  }
}
