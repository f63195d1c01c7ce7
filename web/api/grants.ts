import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export type GrantFilter = { readonly mine?: boolean; readonly state?: string }

export const grantListQuery = (filter: GrantFilter) =>
  infiniteQueryOptions({
    queryKey: ['grants', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /access-grants', { query: { ...filter, ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : 10_000),
  })

function useRefresh() {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['grants'] })
}

export function useRequestGrant() {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (body: Given<'POST /access-grants'>['body']) => call('POST /access-grants', { body }),
    onSuccess,
    meta: { shown: true },
  })
}

type WithId<T> = T & { readonly id: string }

export function useDecideGrant() {
  const onSettled = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /access-grants/:id/decision'>['body']>) =>
      call('POST /access-grants/:id/decision', { params: { id }, body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useRevokeGrant() {
  const onSettled = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /access-grants/:id/revocation'>['body']>) =>
      call('POST /access-grants/:id/revocation', { params: { id }, body }),
    onSettled,
    meta: { shown: true },
  })
}
