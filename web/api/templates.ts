import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => call('GET /templates', {}, signal),
  staleTime: 300_000,
})

export const templateQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', key],
    queryFn: ({ signal }) => call('GET /templates/:key', { params: { key } }, signal),
    staleTime: 300_000,
  })

export function useTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => call('POST /templates/:key/use', { params: { key }, body: {} }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['workflows'] })
      void client.invalidateQueries({ queryKey: ['templates'] })
      void client.invalidateQueries({ queryKey: ['first-steps'] })
    },
  })
}
