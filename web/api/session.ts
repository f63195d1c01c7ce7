import { can, type PermissionName, type Resource } from '@steward/contract/permission'
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call('GET /session', {}, signal),
  staleTime: 60_000,
  retry: false,
})
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
