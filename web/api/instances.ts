import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const instancesQuery = queryOptions({
  queryKey: ['instances', 'list'],
  queryFn: ({ signal }) => call('GET /instances', {}, signal),
})

export const instanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['instances', 'one', id],
    queryFn: ({ signal }) => call('GET /instances/:id', { params: { id } }, signal),
  })

/** Each answer is a connection that was made for it, so it is kept for a while. */
export const instanceHealthQuery = (id: string, database?: string) =>
  queryOptions({
    queryKey: ['instances', 'health', id, database ?? ''],
    queryFn: ({ signal }) =>
      call('GET /instances/:id/health', { params: { id }, query: database === undefined ? {} : { database } }, signal),
    staleTime: 60_000,
    retry: false,
  })

export const catalogQuery = (id: string, database: string) =>
  queryOptions({
    queryKey: ['instances', 'catalog', id, database],
    queryFn: ({ signal }) => call('GET /instances/:id/catalog', { params: { id }, query: { database } }, signal),
    staleTime: 5 * 60_000,
    retry: false,
  })

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['instances'] })
}

export function useCreateInstance() {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (body: Given<'POST /instances'>['body']) => call('POST /instances', { body }),
    onSuccess,
    meta: { shown: true },
  })
}

export function useChangeInstance() {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: Given<'PATCH /instances/:id'>['body'] & { readonly id: string }) =>
      call('PATCH /instances/:id', { params: { id }, body }),
    onSuccess,
    meta: { shown: true },
  })
}

export function useDeleteInstance() {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: (id: string) => call('DELETE /instances/:id', { params: { id } }), onSettled })
}

/** A look at rows is a line of the audit log, so it is only asked for on demand. */
export function useSampleTable() {
  return useMutation({
    mutationFn: ({ id, ...body }: Given<'POST /instances/:id/sample'>['body'] & { readonly id: string }) =>
      call('POST /instances/:id/sample', { params: { id }, body }),
    meta: { shown: true },
  })
}
