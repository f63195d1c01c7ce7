import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => call('GET /tasks', {}, signal),
})

export const startTask = (body: Given<'POST /tasks'>['body']) => call('POST /tasks', { body })
export const reportTask = (id: string, body: Given<'PATCH /tasks/:id'>['body']) =>
  call('PATCH /tasks/:id', { params: { id }, body })

export function useCancelTask() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('POST /tasks/:id/cancellation', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  })
}

export function useDismissTask() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /tasks/:id', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  })
}

export function useExport() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Given<'POST /exports'>['body']) => call('POST /exports', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: tasksQuery.queryKey }),
  })
}
