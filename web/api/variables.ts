import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const variablesQuery = queryOptions({
  queryKey: ['variables'],
  queryFn: ({ signal }) => call('GET /variables', {}, signal),
})

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: variablesQuery.queryKey })
}

export function useCreateVariable() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: Given<'POST /variables'>['body']) => call('POST /variables', { body }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useChangeVariable() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /variables/:id'>['body']) =>
      call('PATCH /variables/:id', { params: { id }, body }),
    onSettled: refresh,
    meta: { shown: true },
  })
}

export function useDeleteVariable() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, version }: { readonly id: string; readonly version: number }) =>
      call('DELETE /variables/:id', { params: { id }, query: { version } }),
    onSettled: refresh,
  })
}

/** Workflows whose names match, to choose one from. */
export const workflowChoicesQuery = (search: string) =>
  queryOptions({
    queryKey: ['workflows', 'choices', search],
    queryFn: ({ signal }) =>
      call('GET /workflows', { query: { limit: 50, ...(search === '' ? {} : { search: search.slice(0, 100) }) } }, signal),
    placeholderData: keepPreviousData,
  })
