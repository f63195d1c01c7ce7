import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { sessionQuery } from './session.ts'

export const podsQuery = queryOptions({ queryKey: ['pods'], queryFn: ({ signal }) => call('GET /pods', {}, signal) })

export const podQuery = (id: string) =>
  queryOptions({ queryKey: ['pods', id], queryFn: ({ signal }) => call('GET /pods/:id', { params: { id } }, signal) })

/** Who manages a pod has a role by it, so rights change with its people. */
function useAfterChange() {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [['pods'], ['roles'], sessionQuery.queryKey]) void client.invalidateQueries({ queryKey })
  }
}

export function useCreatePod() {
  const onSettled = useAfterChange()
  return useMutation({
    mutationFn: (body: Given<'POST /pods'>['body']) => call('POST /pods', { body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useChangePod() {
  const onSettled = useAfterChange()
  return useMutation({
    mutationFn: ({ id, ...body }: Given<'PATCH /pods/:id'>['body'] & { readonly id: string }) =>
      call('PATCH /pods/:id', { params: { id }, body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useDeletePod() {
  const onSettled = useAfterChange()
  return useMutation({ mutationFn: (id: string) => call('DELETE /pods/:id', { params: { id } }), onSettled })
}

type Place = { readonly podId: string; readonly userId: string }

export function useSetPodMember() {
  const onSettled = useAfterChange()
  return useMutation({
    mutationFn: ({ podId, userId, isManager }: Place & { readonly isManager: boolean }) =>
      call('PUT /pods/:id/members/:userId', { params: { id: podId, userId }, body: { isManager } }),
    onSettled,
  })
}

export function useRemovePodMember() {
  const onSettled = useAfterChange()
  return useMutation({
    mutationFn: ({ podId, userId }: Place) => call('DELETE /pods/:id/members/:userId', { params: { id: podId, userId } }),
    onSettled,
  })
}
