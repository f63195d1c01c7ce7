import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Given, call } from './call.ts'
import { sessionQuery } from './session.ts'

export const signInProvidersQuery = queryOptions({
  queryKey: ['sign-in-providers'],
  queryFn: ({ signal }) => call('GET /sign-in-providers', {}, signal),
  staleTime: 60_000,
})
export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => call('GET /second-factor', {}, signal),
})
export const stepUpQuery = queryOptions({
  queryKey: ['step-up'],
  queryFn: ({ signal }) => call('GET /session/step-up', {}, signal),
  staleTime: 0,
})
export const linkedSignInsQuery = queryOptions({
  queryKey: ['linked-sign-ins'],
  queryFn: ({ signal }) => call('GET /linked-sign-ins', {}, signal),
})
export const devicesQuery = queryOptions({ queryKey: ['devices'], queryFn: ({ signal }) => call('GET /devices', {}, signal) })
export const identityProvidersQuery = queryOptions({
  queryKey: ['identity-providers'],
  queryFn: ({ signal }) => call('GET /identity-providers', {}, signal),
})

const leaveTo = ({ url }: { readonly url: string }) => window.location.assign(url)

/** The browser leaves for the provider; it comes back to the callback page. */
export const useStartProvider = () =>
  useMutation({
    mutationFn: ({ name, next }: { readonly name: string; readonly next: string | undefined }) =>
      call('POST /sign-in-providers/:name/start', { params: { name }, body: next === undefined ? {} : { next } }),
    onSuccess: leaveTo,
    meta: { shown: true },
  })

export const useStartLink = () =>
  useMutation({
    mutationFn: (name: string) => call('POST /sign-in-providers/:name/link', { params: { name } }),
    onSuccess: leaveTo,
  })

export const useStartStepUp = () =>
  useMutation({
    mutationFn: (given: { readonly name: string; readonly next: string }) =>
      call('POST /sign-in-providers/:name/step-up', { params: { name: given.name }, body: { next: given.next } }),
    onSuccess: leaveTo,
    meta: { shown: true },
  })

export function useFinishVisit() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, query }: { readonly name: string; readonly query: string }) =>
      call('POST /sign-in-providers/:name/finish', { params: { name }, body: { query } }),
    onSuccess: ({ outcome }) => {
      if (outcome.kind === 'signed_in') client.setQueryData(sessionQuery.queryKey, outcome.session)
    },
    meta: { shown: true },
  })
}

export const useStepUp = () =>
  useMutation({
    mutationFn: (body: Given<'POST /session/step-up'>['body']) => call('POST /session/step-up', { body }),
    meta: { shown: true },
  })

export const useBeginSecondFactor = () => useMutation({ mutationFn: () => call('POST /second-factor') })

export function useConfirmSecondFactor() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (code: string) => call('POST /second-factor/confirm', { body: { code } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
    meta: { shown: true },
  })
}

export function useEndSecondFactor() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('DELETE /second-factor'),
    onSuccess: () => void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
  })
}

export function useRenewRecoveryCodes() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('POST /second-factor/recovery-codes'),
    onSuccess: () => void client.invalidateQueries({ queryKey: secondFactorQuery.queryKey }),
  })
}

export function useUnlink() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /linked-sign-ins/:id', { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: linkedSignInsQuery.queryKey }),
  })
}

export function useSignOutDevice() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('DELETE /devices/:id', { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  })
}

export function useSignOutDevices() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (everywhere: boolean) => call('POST /devices/sign-out', { body: { everywhere } }),
    onSuccess: (_, everywhere) => {
      if (everywhere) client.clear()
      else void client.invalidateQueries({ queryKey: devicesQuery.queryKey })
    },
  })
}

function useProviderChange<Input>(change: (input: Input) => Promise<unknown>, shown: boolean) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: identityProvidersQuery.queryKey })
      await client.invalidateQueries({ queryKey: signInProvidersQuery.queryKey })
    },
    meta: { shown },
  })
}

export const useAddProvider = () =>
  useProviderChange((body: Given<'POST /identity-providers'>['body']) => call('POST /identity-providers', { body }), true)

type Change = { readonly id: string; readonly body: Given<'PATCH /identity-providers/:id'>['body'] }
export const useChangeProvider = (shown: boolean) =>
  useProviderChange(({ id, body }: Change) => call('PATCH /identity-providers/:id', { params: { id }, body }), shown)

export const useRemoveProvider = () =>
  useProviderChange((id: string) => call('DELETE /identity-providers/:id', { params: { id } }), false)
