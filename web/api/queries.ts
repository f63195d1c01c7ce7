import type { Query } from '@steward/contract/api/query'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { withoutUndefined } from '../lib/without-undefined.ts'
import { type Given, call } from './call.ts'
import { chosenWorkspace } from './chosen-workspace.ts'
import { fillPath } from './fill-path.ts'

export type QueryFilter = {
  readonly status?: string | undefined
  readonly mine?: boolean | undefined
  readonly podId?: string | undefined
  readonly instanceId?: string | undefined
  readonly text?: string | undefined
}

const resultPage = 200

/** Newest first, 50 at a time. */
export const queryListQuery = (filter: QueryFilter) =>
  infiniteQueryOptions({
    queryKey: ['queries', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /queries',
        { query: { ...withoutUndefined(filter), limit: 50, ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** Events tell when it moves; should one be missed, an open query is asked for all the same. */
export const queryQuery = (id: string) =>
  queryOptions({
    queryKey: ['queries', 'one', id],
    queryFn: ({ signal }) => call('GET /queries/:id', { params: { id } }, signal),
    refetchInterval: ({ state }) => (state.data === undefined || isOpen(state.data) ? 5_000 : false),
  })

export const isOpen = ({ status }: Pick<Query, 'status'>): boolean =>
  status === 'pending' || status === 'approved' || status === 'executing'

export const queryCommentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['queries', 'comments', id],
    queryFn: ({ signal }) => call('GET /queries/:id/comments', { params: { id } }, signal),
    refetchInterval: 15_000,
  })

/** A result never changes; each page that is looked at is a line of the audit log, so none is asked for twice. */
export const queryResultQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['queries', 'result', id],
    queryFn: ({ pageParam, signal }) =>
      call('GET /queries/:id/result', { params: { id }, query: { from: pageParam, limit: resultPage } }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
    retry: false,
  })

/** The browser fetches the file itself, so that a large one need not fit into the memory of the page. */
export const queryFileAddress = (id: string, format: 'csv' | 'json' | 'xlsx'): string =>
  `/api/v1${fillPath('/queries/:id/result/file', { id }, { workspace: chosenWorkspace(), format })}`

type Analysed = Given<'POST /queries/analysis'>['body']

/** What the text would do; it only looks, so it is asked like any other question. */
export const analysisQuery = (body: Analysed) =>
  queryOptions({
    queryKey: ['queries', 'analysis', body],
    queryFn: ({ signal }) => call('POST /queries/analysis', { body }, signal),
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  })

function useAfterChange() {
  const client = useQueryClient()
  return {
    onSuccess: (query: Query) => client.setQueryData(queryQuery(query.id).queryKey, query),
    onSettled: () => {
      for (const queryKey of [['queries', 'list'], ['queries', 'one'], ['approvals']]) void client.invalidateQueries({ queryKey })
    },
    meta: { shown: true },
  } as const
}

type WithId<T> = T & { readonly id: string }

export function useSubmitQuery() {
  return useMutation({
    mutationFn: (body: Given<'POST /queries'>['body']) => call('POST /queries', { body }),
    ...useAfterChange(),
  })
}

export function useChangeQuery() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'PATCH /queries/:id'>['body']>) =>
      call('PATCH /queries/:id', { params: { id }, body }),
    ...useAfterChange(),
  })
}

export function useCancelQuery() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /queries/:id/cancellation'>['body']>) =>
      call('POST /queries/:id/cancellation', { params: { id }, body }),
    ...useAfterChange(),
  })
}

export function useRepeatQuery() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /queries/:id/repetition'>['body']>) =>
      call('POST /queries/:id/repetition', { params: { id }, body }),
    ...useAfterChange(),
  })
}

export function useUndoQuery() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /queries/:id/undo'>['body']>) =>
      call('POST /queries/:id/undo', { params: { id }, body }),
    ...useAfterChange(),
  })
}

export function useCommentOnQuery() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, text }: { readonly id: string; readonly text: string }) =>
      call('POST /queries/:id/comments', { params: { id }, body: { text } }),
    onSettled: (_comment, _error, { id }) => void client.invalidateQueries({ queryKey: queryCommentsQuery(id).queryKey }),
    meta: { shown: true },
  })
}
