import { queryOptions, useMutation } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { useAfterRightsChange } from './rights.ts'

export const podsQuery = queryOptions({ queryKey: ['pods'], queryFn: ({ signal }) => call('GET /pods', {}, signal) })

export const podQuery = (id: string) =>
  queryOptions({ queryKey: ['pods', id], queryFn: ({ signal }) => call('GET /pods/:id', { params: { id } }, signal) })

export function useCreatePod() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: (body: Given<'POST /pods'>['body']) => call('POST /pods', { body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useChangePod() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: ({ id, ...body }: Given<'PATCH /pods/:id'>['body'] & { readonly id: string }) =>
      call('PATCH /pods/:id', { params: { id }, body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useDeletePod() {
  const onSettled = useAfterRightsChange()
  return useMutation({ mutationFn: (id: string) => call('DELETE /pods/:id', { params: { id } }), onSettled })
}

type Place = { readonly podId: string; readonly userId: string }

export function useSetPodMember() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: ({ podId, userId, isManager }: Place & { readonly isManager: boolean }) =>
      call('PUT /pods/:id/members/:userId', { params: { id: podId, userId }, body: { isManager } }),
    onSettled,
  })
}

export function useRemovePodMember() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: ({ podId, userId }: Place) => call('DELETE /pods/:id/members/:userId', { params: { id: podId, userId } }),
    onSettled,
  })
}
