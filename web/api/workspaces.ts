import type { Session } from '@steward/contract/api/identity'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { fileToBase64 } from '../lib/file-to-base64.ts'
import { type Given, call } from './call.ts'
import { chooseWorkspace, chosenWorkspace, rememberWorkspace } from './chosen-workspace.ts'
import { sessionQuery } from './session.ts'

export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: ({ signal }) => call('GET /workspaces', {}, signal),
  staleTime: 30_000,
})
export const myInvitationsQuery = queryOptions({
  queryKey: ['my-invitations'],
  queryFn: ({ signal }) => call('GET /my-invitations', {}, signal),
  staleTime: 60_000,
})
export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => call('GET /workspace', {}, signal),
})
export const publicWorkspacesQuery = queryOptions({
  queryKey: ['public-workspaces'],
  queryFn: ({ signal }) => call('GET /workspaces/public', { query: { limit: 200 } }, signal),
})

/** Where the picture of a workspace is. It is named by its content, so the browser may keep it. */
export const logoAddress = (id: string, logo: string): string => `/api/v1/workspaces/${id}/logo?v=${logo}`

/** Goes to another workspace; nothing of the former one is shown from then on. Refused, everything stays as it was. */
export function useSwitchWorkspace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string): Promise<Session> => {
      const before = chosenWorkspace()
      chooseWorkspace(id)
      try {
        await client.cancelQueries()
        return await call('GET /session')
      } catch (error) {
        chooseWorkspace(before)
        throw error
      }
    },
    onSuccess: (session) => {
      rememberWorkspace(session.user.id, session.workspace.id)
      client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'setup' })
      client.setQueryData(sessionQuery.queryKey, session)
    },
  })
}

export function useCreateWorkspace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /workspaces'>['body']) => call('POST /workspaces', { body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: workspacesQuery.queryKey }),
    meta: { shown: true },
  })
}

/** After a change of the workspace itself: its name and logo stand in the switcher as well. */
function useChanged() {
  const client = useQueryClient()
  return () => {
    for (const { queryKey } of [workspaceQuery, workspacesQuery, sessionQuery]) void client.invalidateQueries({ queryKey })
  }
}

export function useChangeWorkspace() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (body: Given<'PATCH /workspace'>['body']) => call('PATCH /workspace', { body }),
    onSuccess: changed,
    meta: { shown: true },
  })
}

export function useSetLogo() {
  const changed = useChanged()
  return useMutation({
    mutationFn: async (file: File | null) => {
      if (file === null) return await call('DELETE /workspace/logo')
      return await call('PUT /workspace/logo', { body: { image: await fileToBase64(file) } })
    },
    onSuccess: changed,
  })
}

export function useOfferOwnership() {
  const changed = useChanged()
  return useMutation({
    mutationFn: (userId: string) => call('PUT /workspace/transfer', { body: { userId } }),
    onSuccess: changed,
  })
}

export function useAcceptOwnership() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => call('POST /workspace/transfer/accept'), onSuccess: () => client.invalidateQueries() })
}

export function useEndTransfer() {
  const changed = useChanged()
  return useMutation({ mutationFn: () => call('DELETE /workspace/transfer'), onSuccess: changed })
}

/** After leaving or deleting: the server says which workspace is next. */
function useGoElsewhere() {
  const client = useQueryClient()
  return async () => {
    chooseWorkspace(undefined)
    await client.cancelQueries()
    client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'setup' })
    await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
  }
}

export function useLeaveWorkspace() {
  const goElsewhere = useGoElsewhere()
  return useMutation({
    mutationFn: (workspaceId: string) => call('POST /workspace/leave', { body: { workspaceId } }),
    onSuccess: goElsewhere,
  })
}

export function useDeleteWorkspace() {
  const goElsewhere = useGoElsewhere()
  return useMutation({
    mutationFn: (name: string) => call('POST /workspace/deletion', { body: { name } }),
    onSuccess: goElsewhere,
  })
}

export function useRestoreWorkspace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('POST /workspaces/:id/restore', { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: workspacesQuery.queryKey }),
  })
}

export function useAnswerInvitation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ id, accept }: { readonly id: string; readonly accept: boolean }) => {
      if (accept) return await call('POST /my-invitations/:id/accept', { params: { id } })
      await call('DELETE /my-invitations/:id', { params: { id } })
      return undefined
    },
    onSettled: () => {
      for (const { queryKey } of [myInvitationsQuery, workspacesQuery]) void client.invalidateQueries({ queryKey })
    },
  })
}

/** What the link in an invitation leads to. */
export const useInvitation = (token: string) =>
  useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => call('POST /invitations/find', { body: { token } }, signal),
    enabled: token !== '',
    retry: false,
  })

export function useAcceptInvitation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /invitations/accept'>['body']) => call('POST /invitations/accept', { body }),
    onSuccess: ({ workspaceId }) => {
      chooseWorkspace(workspaceId)
      client.removeQueries()
    },
    meta: { shown: true },
  })
}
