import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => call('GET /retention', {}, signal),
})

export function useChangeRetention() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'PUT /retention'>['body']) => call('PUT /retention', { body }),
    onSuccess: (kept) => client.setQueryData(retentionQuery.queryKey, kept),
  })
}
