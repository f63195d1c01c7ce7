import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

/** Read anew while somebody looks. */
const pollMs = 2_000

export const queueQuery = queryOptions({
  queryKey: ['queue'],
  queryFn: ({ signal }) => call('GET /queue', {}, signal),
  refetchInterval: pollMs,
})

export const circuitsQuery = queryOptions({
  queryKey: ['circuits'],
  queryFn: ({ signal }) => call('GET /circuits', {}, signal),
  refetchInterval: 5 * pollMs,
})

/** Holds the queue of a workflow, or lets it go on. */
export function useHoldQueue() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ workflowId, hold }: { readonly workflowId: string; readonly hold: boolean }) =>
      hold
        ? call('POST /queue/:workflowId/pause', { params: { workflowId } })
        : call('POST /queue/:workflowId/resume', { params: { workflowId } }),
    onSettled: () => client.invalidateQueries({ queryKey: queueQuery.queryKey }),
  })
}

export function useResetCircuit() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('POST /circuits/:id/reset', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: circuitsQuery.queryKey }),
  })
}
