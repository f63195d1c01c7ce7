import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, type Given, call } from './call.ts'
import { sessionQuery } from './session.ts'

export const signUpQuery = queryOptions({
  queryKey: ['sign-up'],
  queryFn: ({ signal }) => call('GET /sign-up', {}, signal),
  staleTime: 60_000,
})

export const accountQuery = queryOptions({ queryKey: ['account'], queryFn: ({ signal }) => call('GET /account', {}, signal) })

/** What a link in a mail is for. Asked once: afterwards it may be used up. */
export const accountLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['account-link', token],
    queryFn: ({ signal }) => call('POST /account-link', { body: { token } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** The page shows the refusal where it belongs, so nothing else does. */
const shown = { meta: { shown: true } } as const

type Addressed = { readonly email: string }

/** Asks for a mail; the answer says nothing about whether there is such an account. */
export const useSignUp = () =>
  useMutation({ mutationFn: (body: Given<'POST /sign-up'>['body']) => call('POST /sign-up', { body }), ...shown })

export const useForgotPassword = () =>
  useMutation({ mutationFn: ({ email }: Addressed) => call('POST /password-reset', { body: { email } }), ...shown })

export const useAskMagicLink = () =>
  useMutation({ mutationFn: ({ email }: Addressed) => call('POST /magic-link', { body: { email } }), ...shown })

export const useConfirmSignUp = () =>
  useEntry((body: Given<'POST /sign-up/confirmation'>['body']) => call('POST /sign-up/confirmation', { body }))

export const useResetPassword = () =>
  useEntry((body: Given<'POST /password-reset/confirmation'>['body']) => call('POST /password-reset/confirmation', { body }))

export const useMagicLink = () => useEntry((token: string) => call('POST /magic-link/confirmation', { body: { token } }))

export type Entry = Answer<'POST /magic-link/confirmation'>

/** Comes in by a link. The answer is the session, or the second step of signing in. */
function useEntry<Input>(enter: (input: Input) => Promise<Entry>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: enter,
    onSuccess: (answer) => {
      // Whoever was signed in here before is somebody else now.
      client.clear()
      if (!('secondFactor' in answer)) client.setQueryData(sessionQuery.queryKey, answer)
    },
    ...shown,
  })
}

export const useUnlock = () => useMutation({ mutationFn: (token: string) => call('POST /unlock', { body: { token } }), ...shown })

export function useConfirmEmail() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (token: string) => call('POST /account/email/confirmation', { body: { token } }),
    onSuccess: () => {
      for (const { queryKey } of [accountQuery, sessionQuery]) client.removeQueries({ queryKey })
    },
    ...shown,
  })
}

export function useChangeName() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => call('PATCH /account', { body: { name } }),
    onSuccess: (account) => {
      client.setQueryData(accountQuery.queryKey, account)
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
    ...shown,
  })
}

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: Given<'POST /account/password'>['body']) => call('POST /account/password', { body }),
    ...shown,
  })

export const useChangeEmail = () =>
  useMutation({ mutationFn: (body: Addressed) => call('POST /account/email', { body }), ...shown })

export function useDeleteAccount() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (email: string) => call('POST /account/deletion', { body: { email } }),
    onSuccess: () => client.clear(),
    ...shown,
  })
}
