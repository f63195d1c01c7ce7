import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { isUnfinished } from '../ui/state.ts'
import { call } from './call.ts'

const lookAgainMs = 2_000

/** What can be taken back of an execution that is over; looked at again while something is being taken back. */
export const undoQuery = (id: string) =>
  queryOptions({
    queryKey: ['executions', 'undo', id],
    queryFn: ({ signal }) => call('GET /executions/:id/undo', { params: { id } }, signal),
    refetchInterval: ({ state }) =>
      state.data?.executions.some(({ status }) => isUnfinished(status)) === true ? lookAgainMs : false,
  })

export function useTakeBack() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('POST /executions/:id/undo', { params: { id }, body: {} }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['executions'] }),
  })
}
