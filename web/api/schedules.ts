import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

export const schedulesQuery = (workflowId: string) =>
  queryOptions({
    queryKey: ['workflows', 'schedules', workflowId],
    queryFn: ({ signal }) => call('GET /workflows/:id/schedules', { params: { id: workflowId } }, signal),
    refetchInterval: 15_000,
  })

/** What became of every tick, newest first. */
export const ticksQuery = (workflowId: string) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'ticks', workflowId],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /workflows/:id/ticks',
        { params: { id: workflowId }, query: pageParam === null ? {} : { after: pageParam } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
