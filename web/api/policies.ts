import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => call('GET /policies', {}, signal),
})

/** Approvals that an earlier version asked for are asked for again. */
function useRefresh() {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [policiesQuery.queryKey, ['approvals']]) void client.invalidateQueries({ queryKey })
  }
}

export function useCreatePolicy() {
  const onSuccess = useRefresh()
  return useMutation({
    mutationFn: (body: Given<'POST /policies'>['body']) => call('POST /policies', { body }),
    onSuccess,
    meta: { shown: true },
  })
}

type Change = Given<'PATCH /policies/:id'>['body'] & { readonly id: string }
const change = ({ id, ...body }: Change) => call('PATCH /policies/:id', { params: { id }, body })

export function useChangePolicy() {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: change, onSettled, meta: { shown: true } })
}

/** On or off, with nothing else open: a refusal becomes a notice. */
export function useSwitchPolicy() {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: change, onSettled })
}

export function useDeletePolicy() {
  const onSettled = useRefresh()
  return useMutation({ mutationFn: (id: string) => call('DELETE /policies/:id', { params: { id } }), onSettled })
}

/** Nothing is stored; the answer belongs to whoever asked. */
export function useTryPolicy() {
  return useMutation({
    mutationFn: (body: Given<'POST /policies/trial'>['body']) => call('POST /policies/trial', { body }),
    meta: { shown: true },
  })
}
