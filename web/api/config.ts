import type { ConfigEntry } from '@steward/contract/api/config'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

/** Whose values are looked at and set: those of the workspace, of the installation, or of one environment of it. */
export type ConfigPlace = { readonly of: 'workspace' } | { readonly of: 'installation'; readonly environment: string | undefined }

const environmentOf = (place: ConfigPlace) =>
  place.of === 'installation' && place.environment !== undefined ? { environment: place.environment } : {}

export const configQuery = (place: ConfigPlace) =>
  queryOptions({
    queryKey: ['config', place],
    queryFn: ({ signal }) =>
      place.of === 'workspace'
        ? call('GET /config', {}, signal)
        : call('GET /installation/config', { query: environmentOf(place) }, signal),
  })

export const configHistoryQuery = (place: ConfigPlace, key: string) =>
  infiniteQueryOptions({
    queryKey: ['config-history', place, key],
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 20, ...(pageParam === null ? {} : { after: pageParam }) }
      return place.of === 'workspace'
        ? call('GET /config/:key/history', { params: { key }, query }, signal)
        : call('GET /installation/config/:key/history', { params: { key }, query: { ...query, ...environmentOf(place) } }, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })

/** The answer is shown at once; the rest is asked for anew, for what is set for the installation may count in the workspace as well. */
function useShown() {
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['config'] })
    void client.invalidateQueries({ queryKey: ['config-history'] })
  }
  return {
    onSuccess: (entry: ConfigEntry, { place }: Spot) => {
      client.setQueryData(configQuery(place).queryKey, (list) =>
        list === undefined ? list : { ...list, items: list.items.map((one) => (one.key === entry.key ? entry : one)) },
      )
      refresh()
    },
    // Whoever was slower than somebody else is to see their value.
    onError: refresh,
    meta: { shown: true },
  }
}

type Spot = { readonly place: ConfigPlace; readonly key: string; readonly version: number }

export function useSetConfig() {
  const shown = useShown()
  return useMutation({
    mutationFn: ({ place, key, ...body }: Spot & { readonly value: unknown; readonly locked: boolean }) =>
      place.of === 'workspace'
        ? call('PUT /config/:key', { params: { key }, body })
        : call('PUT /installation/config/:key', { params: { key }, body: { ...body, ...environmentOf(place) } }),
    ...shown,
  })
}

export function useUnsetConfig() {
  const shown = useShown()
  return useMutation({
    mutationFn: ({ place, key, version }: Spot) =>
      place.of === 'workspace'
        ? call('DELETE /config/:key', { params: { key }, query: { version } })
        : call('DELETE /installation/config/:key', { params: { key }, query: { version, ...environmentOf(place) } }),
    ...shown,
  })
}

export function useRestoreConfig() {
  const shown = useShown()
  return useMutation({
    mutationFn: ({ place, key, version, to }: Spot & { readonly to: number }) =>
      place.of === 'workspace'
        ? call('POST /config/:key/restore', { params: { key }, body: { version, to } })
        : call('POST /installation/config/:key/restore', {
            params: { key },
            body: { version, to, ...environmentOf(place) },
          }),
    ...shown,
  })
}
