import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'

/** What there is under these words; what was found before stays until the answer is there. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: ({ signal }) => call('GET /search', { query: { q: text.slice(0, 200), limit: 20 } }, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
