import { MutationCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, hasStatus } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `shown`: the caller shows the error itself, so no notice is made of it. */
    mutationMeta: { readonly shown?: boolean }
  }
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
        if (hasStatus(error, 401) && mutation.meta?.shown !== true) onSignedOut()
        else if (mutation.meta?.shown !== true) onFailure(error)
      },
    }),
  })
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error' && hasStatus(event.action.error, 401)) onSignedOut()
  })
  return client
}
