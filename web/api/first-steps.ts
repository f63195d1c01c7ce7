import { queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

export const firstStepsQuery = queryOptions({
  queryKey: ['first-steps'],
  queryFn: ({ signal }) => call('GET /first-steps', {}, signal),
  staleTime: 10_000,
})
