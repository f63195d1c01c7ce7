import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: ({ signal }) => call('GET /api-keys', {}, signal) })

export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /api-keys'>['body']) => call('POST /api-keys', { body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    meta: { shown: true },
  })
}

export function useRevokeApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api-keys/:id', { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  })
}
