import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { withoutUndefined } from '../lib/without-undefined.ts'
import { call } from './call.ts'
import { chosenWorkspace } from './chosen-workspace.ts'
import { fillPath } from './fill-path.ts'

export type EffectFilter = {
  readonly [
    Name in
      | 'class'
      | 'outcome'
      | 'environment'
      | 'subject'
      | 'workflowId'
      | 'executionId'
      | 'connector'
      | 'connection'
      | 'approvalId'
      | 'actor'
      | 'target'
      | 'text'
      | 'from'
      | 'to'
  ]?: string | undefined
}

/** Newest first. */
export const effectListQuery = (filter: EffectFilter) =>
  infiniteQueryOptions({
    queryKey: ['effects', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /effects',
        {
          query: {
            ...withoutUndefined(filter),
            ...(pageParam === null ? {} : { after: pageParam }),
          },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Who has gone back in time looks at what does not change any more.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 5_000),
  })

/** How many there are, by class and outcome. */
export const effectSummaryQuery = (filter: EffectFilter) =>
  queryOptions({
    queryKey: ['effects', 'summary', filter],
    queryFn: ({ signal }) => call('GET /effects/summary', { query: withoutUndefined(filter) }, signal),
    refetchInterval: 30_000,
  })

/** The browser fetches the file itself, so that a large one need not fit into the memory of the page. */
export const effectExportAddress = (format: 'ndjson' | 'csv', filter: EffectFilter): string =>
  `/api/v1${fillPath('/effects/export', {}, { workspace: chosenWorkspace(), format, ...withoutUndefined(filter) })}`

/** Effects that wait for somebody to say whether they happened. */
export const doubtsQuery = queryOptions({
  queryKey: ['effects', 'in-doubt'],
  queryFn: ({ signal }) => call('GET /effects', { query: { outcome: 'in_doubt', limit: 50 } }, signal),
  refetchInterval: 5_000,
})

export const effectQuery = (id: string) =>
  queryOptions({
    queryKey: ['effects', 'one', id],
    queryFn: ({ signal }) => call('GET /effects/:id', { params: { id } }, signal),
  })
