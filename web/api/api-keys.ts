import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const apiKeysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: ({ signal }) => call('GET /api-keys', {}, signal) })

/** Keys of members that open the workspace, for who manages members. */
export const workspaceApiKeysQuery = queryOptions({
  queryKey: ['workspace-api-keys'],
  queryFn: ({ signal }) => call('GET /workspace-api-keys', {}, signal),
})

export const tokenClientsQuery = queryOptions({
  queryKey: ['token-clients'],
  queryFn: ({ signal }) => call('GET /users/me/tokens', {}, signal),
})

const lists = [apiKeysQuery.queryKey, workspaceApiKeysQuery.queryKey, tokenClientsQuery.queryKey]

function useReload() {
  const client = useQueryClient()
  return () => {
    for (const queryKey of lists) void client.invalidateQueries({ queryKey })
  }
}

export function useCreateApiKey() {
  return useMutation({
    mutationFn: (body: Given<'POST /api-keys'>['body']) => call('POST /api-keys', { body }),
    onSuccess: useReload(),
    meta: { shown: true },
  })
}

export function useRotateApiKey() {
  return useMutation({
    mutationFn: ({ id, graceMinutes }: { readonly id: string; readonly graceMinutes: number }) =>
      call('POST /api-keys/:id/rotate', { params: { id }, body: { graceMinutes } }),
    onSuccess: useReload(),
    meta: { shown: true },
  })
}

export function useRevokeApiKey() {
  return useMutation({
    mutationFn: (id: string) => call('DELETE /api-keys/:id', { params: { id } }),
    onSuccess: useReload(),
  })
}

export function useRevokeTokenClient() {
  return useMutation({
    mutationFn: (id: string) => call('DELETE /users/me/tokens/:id', { params: { id } }),
    onSuccess: useReload(),
  })
}
