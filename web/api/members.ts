import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { useAfterRightsChange } from './rights.ts'

export const membersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['members', search],
    queryFn: ({ signal, pageParam }) =>
      call(
        'GET /members',
        { query: { limit: 50, ...(search === '' ? {} : { search }), ...(pageParam === '' ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const invitationsQuery = infiniteQueryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal, pageParam }) =>
    call('GET /invitations', { query: { limit: 50, ...(pageParam === '' ? {} : { after: pageParam }) } }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
})

function useRefreshInvitations() {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: ['invitations'] })
    void client.invalidateQueries({ queryKey: ['workspaces'] })
  }
}

type Change = Given<'PATCH /members/:userId'>['body'] & { readonly userId: string }

export function useChangeMember() {
  const refresh = useAfterRightsChange()
  return useMutation({
    mutationFn: ({ userId, ...body }: Change) => call('PATCH /members/:userId', { params: { userId }, body }),
    onSettled: refresh,
  })
}

export function useRemoveMember() {
  const refresh = useAfterRightsChange()
  return useMutation({
    mutationFn: (userId: string) => call('DELETE /members/:userId', { params: { userId } }),
    onSettled: refresh,
  })
}

export function useInvitePeople() {
  const refresh = useRefreshInvitations()
  return useMutation({
    mutationFn: (body: Given<'POST /invitations'>['body']) => call('POST /invitations', { body }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useResendInvitation() {
  const refresh = useRefreshInvitations()
  return useMutation({
    mutationFn: (id: string) => call('POST /invitations/:id/resend', { params: { id } }),
    onSettled: refresh,
  })
}

export function useLinkInvitation() {
  return useMutation({
    mutationFn: (id: string) => call('POST /invitations/:id/link', { params: { id } }),
  })
}

export function useRevokeInvitation() {
  const refresh = useRefreshInvitations()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /invitations/:id', { params: { id } }),
    onSettled: refresh,
  })
}
