import * as contract from '@steward/contract/api/provider'
import { route, type Route } from '#http'
import { identityError } from '../errors.ts'
import { requireFresh, requirePerson } from '../session/require-fresh.ts'
import { visitorOf } from '../session/visitor.ts'
import { hasPassword } from '../user.store.ts'
import { changeProvider, createProvider, removeProvider } from './keep-providers.ts'
import { unlinkAccount } from './link-account.ts'
import { listLinks } from './link.store.ts'
import { listProviders, type Provider } from './provider.store.ts'
import { type ProviderContext, redirectUriOf, startVisit } from './start-visit.ts'

/** Everything about sign-in providers but the end of a visit, which tells who is signed in and where, as the tenant hub knows. */
export function providerRoutes(context: ProviderContext): readonly Route[] {
  return [...visitRoutes(context), ...linkRoutes, ...administrationRoutes(context)]
}

const visitRoutes = (context: ProviderContext): readonly Route[] => [
  route(contract.listSignInProviders, async ({ db }) => ({
    items: (await listProviders(db))
      .filter(({ isActive }) => isActive)
      .map(({ name, label, kind, createsAccounts }) => ({ name, label, kind, createsAccounts })),
  })),

  route(contract.startProviderSignIn, async (call) => {
    const { db, params, body, now } = call
    const visitor = visitorOf(call)
    const visit = { name: params.name, purpose: 'sign_in', sessionId: null, next: body.next ?? null } as const
    return { url: await startVisit(db, context, { ...visit, browser: visitor.browser(), now }) }
  }),

  route(contract.startProviderLink, async (call) => {
    const { db, params, actor, now } = call
    requireFresh(actor, { now })
    const visit = { name: params.name, purpose: 'link', sessionId: actor.credentialId, next: null } as const
    return { url: await startVisit(db, context, { ...visit, browser: visitorOf(call).browser(), now }) }
  }),

  route(contract.startProviderStepUp, async (call) => {
    const { db, params, body, actor, now } = call
    requirePerson(actor)
    const isLinked = (await listLinks(db, actor.userId)).some(({ provider }) => provider === params.name)
    if (!isLinked) throw identityError.link_not_found()
    const visit = { name: params.name, purpose: 'step_up', sessionId: actor.credentialId, next: body.next } as const
    return { url: await startVisit(db, context, { ...visit, browser: visitorOf(call).browser(), now }) }
  }),
]

const linkRoutes: readonly Route[] = [
  route(contract.listLinkedSignIns, async ({ db, actor }) => {
    requirePerson(actor)
    const [links, isThere] = await Promise.all([listLinks(db, actor.userId), hasPassword(db, actor.userId)])
    return {
      items: links.map(({ id, provider, label, kind, email, linkedAt, lastUsedAt }) => ({
        id,
        provider,
        label,
        kind,
        email,
        linkedAt: linkedAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
      hasPassword: isThere,
    }
  }),

  route(contract.unlinkSignIn, async ({ db, actor, scope, now, params }) => {
    requireFresh(actor, { now })
    await unlinkAccount(db, scope, { id: params.id, userId: actor.userId })
  }),
]

const administrationRoutes = (context: ProviderContext): readonly Route[] => {
  const asAnswer = (provider: Provider & { readonly linkedPeople?: number }): contract.IdentityProvider => ({
    id: provider.id,
    name: provider.name,
    kind: provider.kind,
    label: provider.label,
    issuer: provider.issuer,
    clientId: provider.clientId,
    scopes: [...provider.scopes],
    allowedDomains: [...provider.allowedDomains],
    createsAccounts: provider.createsAccounts,
    trustsEmail: provider.trustsEmail,
    isActive: provider.isActive,
    redirectUri: redirectUriOf(context.publicUrl, provider.name),
    linkedPeople: provider.linkedPeople ?? 0,
    createdAt: provider.createdAt.toISOString(),
    updatedAt: provider.updatedAt.toISOString(),
  })
  const one = async (db: Parameters<typeof listProviders>[0], id: string) => {
    const found = (await listProviders(db)).find((provider) => provider.id === id)
    if (found === undefined) throw identityError.provider_not_found()
    return asAnswer(found)
  }
  return [
    route(contract.listIdentityProviders, async ({ db }) => ({
      items: (await listProviders(db)).map(asAnswer),
      redirectUriPattern: redirectUriOf(context.publicUrl, ':name'),
    })),

    route(contract.createIdentityProvider, async ({ db, actor, scope, now, body }) => {
      requireFresh(actor, { now })
      return asAnswer(await createProvider(db, scope, context, body))
    }),

    route(contract.changeIdentityProvider, async ({ db, actor, scope, now, params, body }) => {
      requireFresh(actor, { now })
      await changeProvider(db, scope, context, { ...body, id: params.id })
      return await one(db, params.id)
    }),

    route(contract.deleteIdentityProvider, async ({ db, actor, scope, now, params }) => {
      requireFresh(actor, { now })
      await removeProvider(db, scope, params.id)
    }),
  ]
}
