import type { Session } from '@steward/contract/api/identity'
import { can, type PermissionName, type Resource } from '@steward/contract/permission'
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { chooseWorkspace, chosenWorkspace, lastWorkspaceOf } from './chosen-workspace.ts'
import { hasCode } from './problem.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => loadSession(signal),
  staleTime: 60_000,
  retry: false,
})
/** In the workspace of this tab; a new tab goes on where the person was last. One that is not theirs any more is left. */
async function loadSession(signal: AbortSignal): Promise<Session> {
  const wanted = chosenWorkspace()
  if (wanted === undefined) {
    const session = await call('GET /session', {}, signal)
    const last = lastWorkspaceOf(session.user.id)
    if (last === undefined || last === session.workspace.id) return session
    chooseWorkspace(last)
  }
  try {
    return await call('GET /session', {}, signal)
  } catch (error) {
    if (!hasCode(error, 'tenant.not_found')) throw error
    chooseWorkspace(undefined)
    return await call('GET /session', {}, signal)
  }
}

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call('GET /setup', {}, signal),
  staleTime: 60_000,
})

export const useSession = () => useSuspenseQuery(sessionQuery).data

/** Whether the person may do it, by the same rule that the API goes by. What they may not is hidden, or disabled with the reason. */
export function useCan(): (permission: PermissionName, resource?: Resource) => boolean {
  const { grants } = useSession()
  const everywhere = new Set(grants.everywhere as PermissionName[])
  const pods = new Map(Object.entries(grants.pods).map(([pod, names]) => [pod, new Set(names as PermissionName[])]))
  return (permission, resource) => can({ everywhere, pods }, permission, resource)
}

/** Whether the person may do it at all: for some pod at least. */
export function useCanSomewhere(): (permission: PermissionName) => boolean {
  const { grants } = useSession()
  const held = [grants.everywhere, ...Object.values(grants.pods)] as readonly (readonly PermissionName[])[]
  return (permission) => held.some((names) => names.includes(permission))
}

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /session'>['body']) => call('POST /session', { body }),
    onSuccess: (answer) => {
      if (!('secondFactor' in answer)) client.setQueryData(sessionQuery.queryKey, answer)
    },
    meta: { shown: true },
  })
}

/** The second step of a sign-in that asked for one. */
export function useFinishSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /session/second-factor'>['body']) => call('POST /session/second-factor', { body }),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
    meta: { shown: true },
  })
}

export function useCreateOwner() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /setup'>['body']) => call('POST /setup', { body }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      client.removeQueries({ queryKey: setupQuery.queryKey })
    },
    meta: { shown: true },
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => call('DELETE /session'), onSuccess: () => client.clear() })
}
