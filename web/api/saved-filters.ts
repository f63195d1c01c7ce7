import type { FilteredPage } from '@steward/contract/api/saved-filter'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type Given } from './call.ts'

const queryKey = ['saved-filters']

export const savedFiltersQuery = (page: FilteredPage) =>
  queryOptions({
    queryKey: [...queryKey, page],
    queryFn: ({ signal }) => call('GET /saved-filters', { query: { page } }, signal),
    staleTime: 30_000,
  })

function useRefreshFilters() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey })
}

export function useSaveFilter() {
  return useMutation({
    mutationFn: (body: Given<'POST /saved-filters'>['body']) => call('POST /saved-filters', { body }),
    onSuccess: useRefreshFilters(),
    meta: { shown: true },
  })
}

export function useChangeFilter() {
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /saved-filters/:id'>['body']) =>
      call('PATCH /saved-filters/:id', { params: { id }, body }),
    // Also after a refusal: what is shown is what is there.
    onSettled: useRefreshFilters(),
    meta: { shown: true },
  })
}

export function useDeleteFilter() {
  return useMutation({
    mutationFn: (id: string) => call('DELETE /saved-filters/:id', { params: { id } }),
    onSettled: useRefreshFilters(),
    meta: { shown: true },
  })
}
