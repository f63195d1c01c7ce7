import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

type Range = { readonly from?: number | undefined; readonly to?: number | undefined }

/** What makes one version behave otherwise than another: without numbers, the newest than the published one. */
export const comparisonQuery = (id: string, { from, to }: Range = {}) =>
  queryOptions({
    queryKey: ['publication', 'comparison', id, from, to],
    queryFn: ({ signal }) =>
      call(
        'GET /workflows/:id/comparison',
        { params: { id }, query: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } },
        signal,
      ),
    // What is published and what is newest changes in other tabs, too.
    staleTime: 0,
  })

export const recordingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['publication', 'recordings', id],
    queryFn: ({ signal }) => call('GET /workflows/:id/recordings', { params: { id } }, signal),
  })

/** Nothing is called and nothing stored, so looking again is a query like any other. */
export const rehearsalQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['publication', 'rehearsal', id, version],
    queryFn: ({ signal }) => call('POST /workflows/:id/rehearsal', { params: { id }, body: { version } }, signal),
    staleTime: 0,
    refetchOnWindowFocus: false,
  })

/** By workflow: the version that waits until somebody approves of it. */
export const waitingVersionsQuery = queryOptions({
  queryKey: ['approvals', 'publications'],
  queryFn: ({ signal }) => call('GET /approvals', { query: { subject: 'publish', state: 'pending', limit: 200 } }, signal),
  select: ({ items }) =>
    new Map(
      items.flatMap(({ id, subject: { workflowId, workflowVersion } }) =>
        workflowId === null || workflowVersion === null ? [] : [[workflowId, { approvalId: id, version: workflowVersion }]],
      ),
    ),
})

export function useKeepRecording(workflowId: string) {
  const refresh = useRefreshRecordings(workflowId)
  return useMutation({
    mutationFn: ({ executionId, name }: { readonly executionId: string; readonly name: string }) =>
      call('PUT /workflows/:id/recordings/:executionId', { params: { id: workflowId, executionId }, body: { name } }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useRemoveRecording(workflowId: string) {
  const refresh = useRefreshRecordings(workflowId)
  return useMutation({
    mutationFn: (executionId: string) =>
      call('DELETE /workflows/:id/recordings/:executionId', { params: { id: workflowId, executionId } }),
    onSettled: refresh,
  })
}

function useRefreshRecordings(workflowId: string) {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: recordingsQuery(workflowId).queryKey })
    void client.invalidateQueries({ queryKey: ['publication', 'rehearsal', workflowId] })
  }
}

type Acceptance = { readonly version: number; readonly hash: string; readonly reason: string }

export function useAcceptDifferences(workflowId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Acceptance) => call('POST /workflows/:id/rehearsal/acceptance', { params: { id: workflowId }, body }),
    // Waited for, so that it cannot be published before it is seen that it may be.
    onSettled: () => client.invalidateQueries({ queryKey: ['publication', 'rehearsal', workflowId] }),
    meta: { shown: true },
  })
}
