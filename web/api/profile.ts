import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { fileToBase64 } from '../lib/file-to-base64.ts'
import { type Given, call } from './call.ts'

export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => call('GET /profile', {}, signal),
  staleTime: 60_000,
})

export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => call('GET /preferences', {}, signal),
  staleTime: 60_000,
})

export const addressesQuery = queryOptions({
  queryKey: ['addresses'],
  queryFn: ({ signal }) => call('GET /addresses', {}, signal),
})

export const activitiesQuery = infiniteQueryOptions({
  queryKey: ['activities'],
  queryFn: ({ pageParam, signal }) =>
    call('GET /activities', { query: { limit: 20, ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

export function useChangeProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'PATCH /profile'>['body']) => call('PATCH /profile', { body }),
    onSuccess: (profile) => client.setQueryData(profileQuery.queryKey, profile),
  })
}

/** Null removes the picture. */
export function useSetAvatar() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (file: File | null) =>
      file === null ? call('DELETE /profile/avatar') : call('PUT /profile/avatar', { body: { image: await fileToBase64(file) } }),
    onSuccess: (profile) => client.setQueryData(profileQuery.queryKey, profile),
  })
}

export function useChangePreferences() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'PATCH /preferences'>['body']) => call('PATCH /preferences', { body }),
    onSuccess: async (preferences) => {
      client.setQueryData(preferencesQuery.queryKey, preferences)
      await client.invalidateQueries({ queryKey: activitiesQuery.queryKey })
    },
  })
}

type AddressBody = Given<'POST /addresses'>['body']

export function useSaveAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { readonly id: string | undefined; readonly body: AddressBody }) =>
      id === undefined ? call('POST /addresses', { body }) : call('PUT /addresses/:id', { params: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: addressesQuery.queryKey }),
  })
}

export function useDeleteAddress() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /addresses/:id', { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: addressesQuery.queryKey }),
  })
}

export function useClearActivities() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /activities'),
    onSuccess: () => client.invalidateQueries({ queryKey: activitiesQuery.queryKey }),
  })
}
