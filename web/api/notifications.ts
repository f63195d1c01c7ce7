import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const notificationsKey = ['notifications'] as const

/** The newest, and how many are unread: what the bell shows. */
export const newestQuery = queryOptions({
  queryKey: [...notificationsKey, 'newest'],
  queryFn: ({ signal }) => call('GET /notifications', { query: { limit: 10, unread: true } }, signal),
})

export const notificationListQuery = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...notificationsKey, 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      call(
        'GET /notifications',
        { query: { limit: 30, ...(unread ? { unread } : {}), ...(pageParam === null ? {} : { after: pageParam }) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

export function useMark() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, isRead }: { readonly id: string; readonly isRead: boolean }) =>
      call('PATCH /notifications/:id', { params: { id }, body: { isRead } }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationsKey }),
  })
}

export function useMarkAll() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (until: string) => call('POST /notifications/read', { body: { until } }),
    onSettled: () => client.invalidateQueries({ queryKey: notificationsKey }),
  })
}

export const notificationSettingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: ({ signal }) => call('GET /notification-settings', {}, signal),
})

export function useChangeSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'PATCH /notification-settings'>['body']) => call('PATCH /notification-settings', { body }),
    onSuccess: (settings) => client.setQueryData(notificationSettingsQuery.queryKey, settings),
  })
}

export const browsersQuery = queryOptions({
  queryKey: ['push-subscriptions'],
  queryFn: ({ signal }) => call('GET /push-subscriptions', {}, signal),
})

export function useAddBrowser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /push-subscriptions'>['body']) => call('POST /push-subscriptions', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: browsersQuery.queryKey }),
  })
}

export function useRemoveBrowser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /push-subscriptions/:id', { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: browsersQuery.queryKey }),
  })
}

export function useTryBrowser() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('POST /push-subscriptions/:id/test', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: browsersQuery.queryKey }),
  })
}

export const unsubscribe = (token: string) => call('POST /unsubscriptions', { body: { token } })
