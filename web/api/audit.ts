import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, call, type Given } from './call.ts'
import { chosenWorkspace } from './chosen-workspace.ts'
import { fillPath } from './fill-path.ts'

/** Whose log: that of the workspace, or what belongs to no workspace. */
export type AuditOwner = 'workspace' | 'installation'
export type AuditFilter = Omit<Given<'GET /audit'>['query'], 'after' | 'limit'>

const paths = { workspace: '/audit', installation: '/installation/audit' } as const

export const auditQuery = (owner: AuditOwner, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', owner, 'lines', filter],
    queryFn: ({ pageParam, signal }): Promise<Answer<'GET /audit'>> => {
      const query = { limit: 50, ...filter, ...(pageParam === null ? {} : { after: pageParam }) }
      return owner === 'workspace' ? call('GET /audit', { query }, signal) : call('GET /installation/audit', { query }, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const verificationQuery = (owner: AuditOwner) =>
  queryOptions({
    queryKey: ['audit', owner, 'verification'],
    queryFn: ({ signal }) => verify(owner, false, signal),
    staleTime: 60_000,
  })

function verify(owner: AuditOwner, fresh: boolean, signal?: AbortSignal): Promise<Answer<'GET /audit/verification'>> {
  const query = fresh ? { fresh } : {}
  return owner === 'workspace'
    ? call('GET /audit/verification', { query }, signal)
    : call('GET /installation/audit/verification', { query }, signal)
}

/** Walks the whole log now, whatever was found before. */
export function useVerify(owner: AuditOwner) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => verify(owner, true),
    onSuccess: (found) => client.setQueryData(verificationQuery(owner).queryKey, found),
  })
}

export function useMakeCheckpoint(owner: AuditOwner) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      await (owner === 'workspace' ? call('POST /audit/checkpoints') : call('POST /installation/audit/checkpoints'))
      return verify(owner, true)
    },
    onSuccess: (found) => client.setQueryData(verificationQuery(owner).queryKey, found),
  })
}

/** Where the browser fetches the file from; a link sends no header that names the workspace. A proof is of the whole log; a spreadsheet takes the filters. */
export const exportAddress = (owner: AuditOwner, format: 'json' | 'csv', filter: AuditFilter): string =>
  `/api/v1${fillPath(`${paths[owner]}/export`, {}, { workspace: chosenWorkspace(), format, ...(format === 'json' ? {} : filter) })}`

export const activityQuery = (filter: { readonly type?: string }) =>
  infiniteQueryOptions({
    queryKey: ['activity', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /activity', { query: { limit: 50, ...filter, ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: 15_000,
  })
