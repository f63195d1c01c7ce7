import { queryOptions } from '@tanstack/react-query'
import { callBytes } from './call.ts'

/** The bytes of a file that travelled with an item; they are what their id says, so they never grow old. */
export const itemFileQuery = (executionId: string, fileId: string) =>
  queryOptions({
    queryKey: ['item-file', executionId, fileId],
    queryFn: ({ signal }) =>
      callBytes('GET /executions/:id/files/:fileId', { params: { id: executionId, fileId }, query: {} }, signal),
    staleTime: Infinity,
    gcTime: 60_000,
  })
