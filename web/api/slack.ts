import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

export const slackQuery = queryOptions({
  // What is set in the configuration changes it.
  queryKey: ['config', 'slack'],
  queryFn: ({ signal }) => call('GET /slack', {}, signal),
})

/** Sends a message to the channel. */
export function useCheckSlack() {
  return useMutation({ mutationFn: () => call('POST /slack/check'), meta: { shown: true } })
}

export function useConnectSlack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (token: string) => call('POST /slack/connection', { body: { token } }),
    onSuccess: (standing) => client.setQueryData(slackQuery.queryKey, standing),
    meta: { shown: true },
  })
}

export function useDisconnectSlack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /slack/connection'),
    onSettled: () => client.invalidateQueries({ queryKey: slackQuery.queryKey }),
  })
}
