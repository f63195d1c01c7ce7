import type { Folder } from '@steward/contract/api/folder'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type Given } from './call.ts'

export const foldersQuery = queryOptions({
  queryKey: ['folders'],
  queryFn: ({ signal }) => call('GET /folders', {}, signal),
})

function useRefreshFolders() {
  const client = useQueryClient()
  return () => {
    void client.invalidateQueries({ queryKey: foldersQuery.queryKey })
    void client.invalidateQueries({ queryKey: ['workflows'] })
  }
}

export function useCreateFolder() {
  return useMutation({
    mutationFn: (body: Given<'POST /folders'>['body']) => call('POST /folders', { body }),
    onSuccess: useRefreshFolders(),
    meta: { shown: true },
  })
}

export function useChangeFolder() {
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /folders/:id'>['body']) =>
      call('PATCH /folders/:id', { params: { id }, body }),
    onSuccess: useRefreshFolders(),
    meta: { shown: true },
  })
}

export function useDeleteFolder() {
  return useMutation({
    mutationFn: ({ id, content }: { readonly id: string; readonly content: 'up' | 'archive' }) =>
      call('DELETE /folders/:id', { params: { id }, query: { content } }),
    onSuccess: useRefreshFolders(),
  })
}

export function useMoveWorkflows() {
  return useMutation({
    mutationFn: (body: { readonly ids: string[]; readonly folderId: string | null }) => call('POST /workflows/move', { body }),
    onSuccess: useRefreshFolders(),
  })
}

export function useChangeTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { readonly id: string } & Given<'PATCH /tags/:id'>['body']) =>
      call('PATCH /tags/:id', { params: { id }, body }),
    onSuccess: () => refreshTags(client),
  })
}

export function useCreateTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /tags'>['body']) => call('POST /tags', { body }),
    onSuccess: () => refreshTags(client),
  })
}

export function useDeleteTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /tags/:id', { params: { id } }),
    onSuccess: () => refreshTags(client),
  })
}

function refreshTags(client: ReturnType<typeof useQueryClient>): void {
  void client.invalidateQueries({ queryKey: ['tags'] })
  void client.invalidateQueries({ queryKey: ['workflows'] })
}

/** Folders in the order of a tree that is open: each before what is in it. */
export function inTreeOrder(
  folders: readonly Folder[],
  parentId: string | null = null,
  level = 0,
): readonly (Folder & { readonly level: number })[] {
  return folders
    .filter((one) => one.parentId === parentId)
    .flatMap((one) => [{ ...one, level }, ...inTreeOrder(folders, one.id, level + 1)])
}

/** From the outermost folder to this one. */
export function pathOf(folders: readonly Folder[], id: string | undefined): readonly Folder[] {
  const folder = folders.find((one) => one.id === id)
  return folder === undefined ? [] : [...pathOf(folders, folder.parentId ?? undefined), folder]
}
