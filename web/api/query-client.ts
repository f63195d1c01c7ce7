import type { Session } from '@steward/contract/api/identity'
import { MutationCache, QueryClient } from '@tanstack/react-query'
import { chooseWorkspace, chosenWorkspace } from './chosen-workspace.ts'
import { ApiProblem, hasCode, hasStatus } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `shown`: the caller shows the error itself, so no notice is made of it. */
    mutationMeta: { readonly shown?: boolean }
  }
}

/** Whoever was removed from the workspace that the tab shows goes on in another of theirs. */
function leaveLostWorkspace(client: QueryClient): void {
  if (chosenWorkspace() === undefined) return
  chooseWorkspace(undefined)
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'setup' })
  void client.invalidateQueries({ queryKey: ['session'] })
}

/** A second factor is asked for since the page was opened: the session says so, and the way to set one up takes the place of the page. */
function learnOfSecondFactor(client: QueryClient): void {
  // Many questions may be refused at once; one look at the session is enough for all of them.
  void client.invalidateQueries({ queryKey: ['session'] }, { cancelRefetch: false })
}

/** `onFailure` is told of every change that was refused and not shown by its caller; `onSignedOut` when the session has ended. */
export function createQueryClient(onFailure: (error: unknown) => void, onSignedOut: () => void): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        // A refusal stays a refusal; only an absent or overloaded server is worth asking again.
        retry: (count, error) => !(error instanceof ApiProblem && error.status < 500) && count < 2,
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (hasCode(error, 'identity.second_factor_required')) learnOfSecondFactor(client)
        else if (hasStatus(error, 401) && mutation.meta?.shown !== true) onSignedOut()
        // Whoever was asked to confirm that it is them and closed the question knows why nothing happened.
        else if (mutation.meta?.shown !== true && !hasCode(error, 'identity.step_up_required')) onFailure(error)
      },
    }),
  })
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success' && event.query.queryKey[0] === 'session')
      chooseWorkspace((event.query.state.data as Session).workspace.id)
    if (event.type === 'updated' && event.action.type === 'error' && hasCode(event.action.error, 'tenant.not_found'))
      leaveLostWorkspace(client)
    if (
      event.type === 'updated' &&
      event.action.type === 'error' &&
      hasCode(event.action.error, 'identity.second_factor_required')
    )
      learnOfSecondFactor(client)
    if (event.type === 'updated' && event.action.type === 'error' && hasStatus(event.action.error, 401)) onSignedOut()
  })
  return client
}
