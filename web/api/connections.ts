import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => call('GET /connections', {}, signal),
})
export const connectionKindsQuery = queryOptions({
  queryKey: ['connection-kinds'],
  queryFn: ({ signal }) => call('GET /connection-kinds', {}, signal),
  staleTime: Infinity,
})

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: connectionsQuery.queryKey })
}

export function useCreateConnection() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: Given<'POST /connections'>['body']) => call('POST /connections', { body }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useChangeConnection() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /connections/:id'>['body']) =>
      call('PATCH /connections/:id', { params: { id }, body }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useDeleteConnection() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (id: string) => call('DELETE /connections/:id', { params: { id } }), onSuccess: refresh })
}
