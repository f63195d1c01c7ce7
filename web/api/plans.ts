import { useMutation } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export type PlanWish = { readonly id: string } & Given<'POST /workflows/:id/plan'>['body']

/** Reads are made anew each time, so nothing of it is kept. */
export function usePlanWorkflow() {
  return useMutation({
    mutationFn: ({ id, ...body }: PlanWish) => call('POST /workflows/:id/plan', { params: { id }, body }),
    meta: { shown: true },
  })
}
