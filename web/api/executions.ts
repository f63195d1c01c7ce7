import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { withoutUndefined } from '../lib/without-undefined.ts'
import { type Given, call } from './call.ts'

export type ExecutionFilter = {
  readonly workflowId?: string | undefined
  readonly status?: string | undefined
  readonly mode?: string | undefined
  readonly from?: string | undefined
  readonly text?: string | undefined
}

export const executionListQuery = (filter: ExecutionFilter) =>
  infiniteQueryOptions({
    queryKey: ['executions', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /executions',
        {
          query: { ...withoutUndefined(filter), limit: 100, ...(pageParam === null ? {} : { after: pageParam }) },
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', 'one', id],
    queryFn: ({ signal }) => call('GET /executions/:id', { params: { id } }, signal),
  })

export const nodeExecutionQuery = (id: string, index: number, finished: boolean) =>
  queryOptions({
    queryKey: ['executions', 'node', id, index, finished],
    queryFn: ({ signal }) => call('GET /executions/:id/nodes/:index', { params: { id, index } }, signal),
    // What a finished node took and gave never changes.
    staleTime: finished ? Infinity : 0,
  })

export const statsQuery = (workflowIds: readonly string[]) =>
  queryOptions({
    queryKey: ['executions', 'stats', workflowIds],
    queryFn: ({ signal }) =>
      call('GET /executions/stats', { query: { workflowIds: workflowIds.slice(0, 200).join(',') } }, signal),
  })

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['executions'] })
}

export function useStartExecution() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ workflowId, ...body }: { readonly workflowId: string } & Given<'POST /workflows/:id/executions'>['body']) =>
      call('POST /workflows/:id/executions', { params: { id: workflowId }, body }),
    onSuccess: refresh,
  })
}

export function useCancelExecution() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (id: string) => call('POST /executions/:id/cancel', { params: { id } }), onSettled: refresh })
}

export function useRetryExecution() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'POST /executions/:id/retry'>['body']) =>
      call('POST /executions/:id/retry', { params: { id }, body }),
    onSuccess: refresh,
  })
}

export function useDecide() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({
      id,
      index,
      ...body
    }: { readonly id: string; readonly index: number } & Given<'POST /executions/:id/nodes/:index/decision'>['body']) =>
      call('POST /executions/:id/nodes/:index/decision', { params: { id, index }, body }),
    onSettled: refresh,
  })
}

/** Lets it rest before its next node, or go on from there. */
export function usePauseExecution() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, pause }: { readonly id: string; readonly pause: boolean }) =>
      pause ? call('POST /executions/:id/pause', { params: { id } }) : call('POST /executions/:id/resume', { params: { id } }),
    onSettled: refresh,
  })
}

export function useRestartExecution() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'POST /executions/:id/restart'>['body']) =>
      call('POST /executions/:id/restart', { params: { id }, body }),
    onSuccess: refresh,
  })
}

/** A version never changes, and neither does what is recorded. */
export const replayQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['executions', 'replay', id, version],
    queryFn: ({ signal }) => call('POST /executions/:id/replay', { params: { id }, body: { version } }, signal),
    staleTime: Infinity,
  })

/** Nothing is called and nothing stored, so nothing that is shown grows old. */
export function useReplay() {
  return useMutation({
    mutationFn: ({ id, version }: { readonly id: string; readonly version: number | undefined }) =>
      call('POST /executions/:id/replay', { params: { id }, body: version === undefined ? {} : { version } }),
    meta: { shown: true },
  })
}
