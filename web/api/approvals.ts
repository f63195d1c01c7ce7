import type { ApprovalDetail } from '@steward/contract/api/approval'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'

export type ApprovalFilter = Pick<Given<'GET /approvals'>['query'], 'mine' | 'state' | 'executionId' | 'unreviewed'>

const openMs = 4_000
const countMs = 10_000

export const approvalListQuery = (filter: ApprovalFilter) =>
  infiniteQueryOptions({
    queryKey: ['approvals', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call('GET /approvals', { query: { ...filter, ...(pageParam === null ? {} : { after: pageParam }) } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Who has gone back in time looks at what does not change any more.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : openMs),
  })

export const approvalCountQuery = queryOptions({
  queryKey: ['approvals', 'count'],
  queryFn: ({ signal }) => call('GET /approvals/count', {}, signal),
  refetchInterval: countMs,
})

/** What is decided somewhere else is seen within seconds; what is decided stays as it is, but for a review. */
export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', 'one', id],
    queryFn: ({ signal }) => call('GET /approvals/:id', { params: { id } }, signal),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'pending' ? openMs : false),
  })

/** The answer is the approval as it is now; everything else that tells of it is asked for anew. */
function useAfterDecision() {
  const client = useQueryClient()
  return {
    onSuccess: (approval: ApprovalDetail) => client.setQueryData(approvalQuery(approval.id).queryKey, approval),
    onSettled: () => {
      for (const queryKey of [['approvals'], ['executions'], ['effects']]) void client.invalidateQueries({ queryKey })
    },
    // Beside the buttons, where the late click was made.
    meta: { shown: true },
  } as const
}

type WithId<T> = T & { readonly id: string }

export function useDecideApproval() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /approvals/:id/decision'>['body']>) =>
      call('POST /approvals/:id/decision', { params: { id }, body }),
    ...useAfterDecision(),
  })
}

export function useDelegateApproval() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /approvals/:id/delegation'>['body']>) =>
      call('POST /approvals/:id/delegation', { params: { id }, body }),
    ...useAfterDecision(),
  })
}

export function useBreakGlass() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /approvals/:id/break-glass'>['body']>) =>
      call('POST /approvals/:id/break-glass', { params: { id }, body }),
    ...useAfterDecision(),
  })
}

export function useReviewBreakGlass() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /approvals/:id/review'>['body']>) =>
      call('POST /approvals/:id/review', { params: { id }, body }),
    ...useAfterDecision(),
  })
}

export function useWithdrawApproval() {
  return useMutation({
    mutationFn: ({ id, ...body }: WithId<Given<'POST /approvals/:id/withdrawal'>['body']>) =>
      call('POST /approvals/:id/withdrawal', { params: { id }, body }),
    ...useAfterDecision(),
  })
}

/** What a one-time link leads to. Looking does not use it up. */
export const linkedApprovalQuery = (token: string) =>
  queryOptions({
    queryKey: ['linked-approval', token],
    queryFn: ({ signal }) => call('GET /approval-links/:token', { params: { token } }, signal),
    retry: false,
    // Once used it cannot be looked at any more; what it has done stays on the page.
    refetchOnWindowFocus: false,
  })

export function useDecideByLink() {
  return useMutation({
    mutationFn: ({ token, ...body }: { readonly token: string } & Given<'POST /approval-links/:token/decision'>['body']) =>
      call('POST /approval-links/:token/decision', { params: { token }, body }),
    meta: { shown: true },
  })
}
