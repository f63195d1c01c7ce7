import type { PermissionName } from '@steward/contract/permission'
import { queryOptions, useMutation } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { useAfterRightsChange } from './rights.ts'

export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: ({ signal }) => call('GET /roles', {}, signal) })

export const roleHoldersQuery = (id: string) =>
  queryOptions({
    queryKey: ['roles', id, 'holders'],
    queryFn: ({ signal }) => call('GET /roles/:id/holders', { params: { id } }, signal),
  })

export const holdersQuery = (permission: PermissionName, podId: string | undefined) =>
  queryOptions({
    queryKey: ['roles', 'who', permission, podId ?? ''],
    queryFn: ({ signal }) =>
      call('GET /permissions/holders', { query: { permission, ...(podId === undefined ? {} : { podId }) } }, signal),
  })

type Asked = { readonly permission: PermissionName; readonly userId: string; readonly podId: string | undefined }

export const explanationQuery = ({ permission, userId, podId }: Asked) =>
  queryOptions({
    queryKey: ['roles', 'why', permission, userId, podId ?? ''],
    queryFn: ({ signal }) =>
      call('GET /permissions/explanation', { query: { permission, userId, ...(podId === undefined ? {} : { podId }) } }, signal),
  })

/** The first members whose name or address holds the text, for a box to choose from. */
export const memberChoiceQuery = (search: string) =>
  queryOptions({
    queryKey: ['roles', 'members', search],
    queryFn: ({ signal }) => call('GET /members', { query: { limit: 20, ...(search === '' ? {} : { search }) } }, signal),
    placeholderData: (before) => before,
  })

export function useCreateRole() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: (body: Given<'POST /roles'>['body']) => call('POST /roles', { body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useChangeRole() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: ({ id, ...body }: Given<'PATCH /roles/:id'>['body'] & { readonly id: string }) =>
      call('PATCH /roles/:id', { params: { id }, body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useDeleteRole() {
  const onSettled = useAfterRightsChange()
  return useMutation({ mutationFn: (id: string) => call('DELETE /roles/:id', { params: { id } }), onSettled })
}

export function useAssignRole() {
  const onSettled = useAfterRightsChange()
  return useMutation({
    mutationFn: (body: Given<'POST /role-assignments'>['body']) => call('POST /role-assignments', { body }),
    onSettled,
    meta: { shown: true },
  })
}

export function useEndAssignment() {
  const onSettled = useAfterRightsChange()
  return useMutation({ mutationFn: (id: string) => call('DELETE /role-assignments/:id', { params: { id } }), onSettled })
}
