import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

export type EffectFilter = {
  readonly class?: string | undefined
  readonly outcome?: string | undefined
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
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
            ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
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
