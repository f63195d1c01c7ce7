import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, type Given, call } from './call.ts'

export type WorkflowFilter = {
  readonly search?: string | undefined
  readonly status?: 'draft' | 'active' | 'inactive' | 'archived' | undefined
  readonly tag?: string | undefined
  /** Id of a folder, or `none`. */
  readonly folder?: string | undefined
}

export const workflowListQuery = (filter: WorkflowFilter) =>
  infiniteQueryOptions({
    queryKey: ['workflows', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /workflows', { query: { ...defined(filter), ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export const workflowQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflows', 'one', id],
    queryFn: ({ signal }) => call('GET /workflows/:id', { params: { id } }, signal),
  })
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['workflows', 'versions', id],
    queryFn: ({ signal }) => call('GET /workflows/:id/versions', { params: { id }, query: { limit: 100 } }, signal),
  })
export const tagsQuery = queryOptions({ queryKey: ['tags'], queryFn: ({ signal }) => call('GET /tags', {}, signal) })
/** The kinds of node change only when the server is updated. */
export const nodeKindsQuery = queryOptions({
  queryKey: ['node-kinds'],
  queryFn: ({ signal }) => call('GET /node-kinds', {}, signal),
  staleTime: Infinity,
})

/** Drops what is undefined: the contract tells an absent value from an undefined one. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** After a change of a workflow everything that shows workflows is asked anew; the answer itself is shown at once. */
function useRefresh() {
  const client = useQueryClient()
  return (workflow?: Answer<'GET /workflows/:id'>) => {
    if (workflow !== undefined) client.setQueryData(workflowQuery(workflow.summary.id).queryKey, workflow)
    void client.invalidateQueries({ queryKey: ['workflows', 'list'] })
    void client.invalidateQueries({ queryKey: ['workflows', 'versions'] })
    void client.invalidateQueries({ queryKey: ['folders'] })
    void client.invalidateQueries({ queryKey: ['first-steps'] })
    void client.invalidateQueries({ queryKey: tagsQuery.queryKey })
  }
}

/** Publishes the newest version, or asks somebody first. What stands in the way is shown where it was wished for. */
export function usePublish() {
  const client = useQueryClient()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => call('POST /workflows/:id/activate', { params: { id } }),
    onSuccess: (workflow) => {
      refresh(workflow)
      void client.invalidateQueries({ queryKey: ['approvals'] })
    },
    meta: { shown: true },
  })
}

export function useDeactivate() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => call('POST /workflows/:id/deactivate', { params: { id } }),
    onSuccess: refresh,
  })
}

export function useChangeWorkflow() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /workflows/:id'>['body']) =>
      call('PATCH /workflows/:id', { params: { id }, body }),
    onSuccess: refresh,
  })
}

/** Makes a version of the draft. */
export function useSaveVersion() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'POST /workflows/:id/versions'>['body']) =>
      call('POST /workflows/:id/versions', { params: { id }, body }),
    onSuccess: refresh,
    meta: { shown: true },
  })
}

export function useRestoreVersion() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (params: { readonly id: string; readonly number: number }) =>
      call('POST /workflows/:id/versions/:number/restore', { params }),
    onSuccess: refresh,
  })
}

export function useCreateWorkflow() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (document: Given<'POST /workflows'>['body']['document']) => call('POST /workflows', { body: { document } }),
    onSuccess: refresh,
  })
}

export function useDeleteWorkflow() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /workflows/:id', { params: { id } }),
    onSuccess: () => refresh(),
  })
}

/** A workflow or some nodes of one, as text, in our format and in n8n's. */
export const convertWorkflow = (content: string) => call('POST /workflows/convert', { body: { content } })

export type ImportFile = { readonly file: string; readonly content: string }

export const checkFiles = (files: ImportFile[]) => call('POST /workflows/import/check', { body: { files } })
export const importFiles = (files: ImportFile[]) => call('POST /workflows/import', { body: { files } })
