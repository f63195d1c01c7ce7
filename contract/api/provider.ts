import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Session } from './identity.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { SecondFactorAsked } from './second-factor.ts'

const tag = 'identity'

export const providerKinds = ['oidc', 'google', 'github', 'gitlab', 'microsoft'] as const
export type ProviderKind = (typeof providerKinds)[number]

const Kind = Type.Enum([...providerKinds])
const Name = Type.String({ minLength: 1, maxLength: 50, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const NameParams = Type.Object({ name: Type.String({ maxLength: 50 }) })
/** A path of our own and nothing else: `//evil.example` and `/\evil.example` are other hosts to a browser. */
const OwnPath = Type.String({ maxLength: 2000, pattern: '^/(?![/\\\\])[^\\u0000-\\u001f\\u007f]*$' })
const Away = Type.Object({ url: Type.String({ description: 'Where the browser is to go now.' }) })

/** What a button on the sign-in page needs to know. */
export const SignInProvider = Type.Object(
  {
    name: Type.String(),
    label: Type.String(),
    kind: Kind,
    createsAccounts: Type.Boolean({ description: 'Whoever comes for the first time gets an account.' }),
  },
  { $id: 'SignInProvider' },
)
export type SignInProvider = Static<typeof SignInProvider>

export const listSignInProviders = endpoint({
  method: 'GET',
  path: '/sign-in-providers',
  operationId: 'listSignInProviders',
  tag,
  permission: 'public',
  summary: 'The providers by which people may sign in.',
  response: Type.Object({ items: Type.Array(SignInProvider) }),
})

export const startProviderSignIn = endpoint({
  method: 'POST',
  path: '/sign-in-providers/:name/start',
  operationId: 'startProviderSignIn',
  tag,
  permission: 'public',
  summary: 'Begins a sign-in by a provider.',
  params: NameParams,
  body: Type.Object({ next: Type.Optional(OwnPath) }),
  response: Away,
})

export const startProviderLink = endpoint({
  method: 'POST',
  path: '/sign-in-providers/:name/link',
  operationId: 'startProviderLink',
  tag,
  permission: 'session',
  summary: 'Begins to link an account at a provider to the signed-in person. Needs a fresh sign-in.',
  params: NameParams,
  response: Away,
})

export const startProviderStepUp = endpoint({
  method: 'POST',
  path: '/sign-in-providers/:name/step-up',
  operationId: 'startProviderStepUp',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Begins to confirm by a linked provider that it is still the same person.',
  params: NameParams,
  body: Type.Object({ next: OwnPath }),
  response: Away,
})

export const finishProviderVisit = endpoint({
  method: 'POST',
  path: '/sign-in-providers/:name/finish',
  operationId: 'finishProviderVisit',
  tag,
  permission: 'public',
  summary: 'Ends what was begun at a provider, in the browser that began it, with the query the provider sent it back with.',
  params: NameParams,
  body: Type.Object({ query: Type.String({ maxLength: 8000 }) }),
  response: Type.Object({
    outcome: Type.Union([
      Type.Object({ kind: Type.Literal('signed_in'), session: Session }),
      Type.Object({ kind: Type.Literal('second_factor'), ...SecondFactorAsked.properties }),
      Type.Object({ kind: Type.Literal('linked') }),
      Type.Object({ kind: Type.Literal('stepped_up') }),
    ]),
    next: Nullable(Type.String({ description: 'A path of this installation.' })),
  }),
})

/** An account at a provider by which the person can sign in. */
export const LinkedSignIn = Type.Object(
  {
    id: Id,
    provider: Type.String(),
    label: Type.String(),
    kind: Kind,
    email: Nullable(Type.String()),
    linkedAt: Time,
    lastUsedAt: Nullable(Time),
  },
  { $id: 'LinkedSignIn' },
)
export type LinkedSignIn = Static<typeof LinkedSignIn>

export const listLinkedSignIns = endpoint({
  method: 'GET',
  path: '/linked-sign-ins',
  operationId: 'listLinkedSignIns',
  tag,
  permission: 'session',
  summary: 'The accounts at providers by which the signed-in person can sign in.',
  response: Type.Object({ items: Type.Array(LinkedSignIn), hasPassword: Type.Boolean() }),
})

export const unlinkSignIn = endpoint({
  method: 'DELETE',
  path: '/linked-sign-ins/:id',
  operationId: 'unlinkSignIn',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Unlinks an account, unless it is the last way in. Needs a fresh sign-in.',
  params: IdParams,
  response: Nothing,
})

const Scopes = Type.Array(Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }), {
  maxItems: 20,
})
const Domains = Type.Array(Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$' }), {
  maxItems: 50,
})

export const IdentityProvider = Type.Object(
  {
    id: Id,
    name: Name,
    kind: Kind,
    label: Type.String(),
    issuer: Type.String(),
    clientId: Type.String(),
    scopes: Type.Array(Type.String()),
    allowedDomains: Type.Array(Type.String()),
    createsAccounts: Type.Boolean(),
    trustsEmail: Type.Boolean(),
    isActive: Type.Boolean(),
    redirectUri: Type.String({ description: 'To be entered at the provider, letter by letter.' }),
    linkedPeople: Type.Integer(),
    createdAt: Time,
    updatedAt: Time,
  },
  { $id: 'IdentityProvider' },
)
export type IdentityProvider = Static<typeof IdentityProvider>

/** What can be changed later. */
const changeable = {
  label: Type.String({ minLength: 1, maxLength: 100 }),
  clientId: Type.String({ minLength: 1, maxLength: 255 }),
  clientSecret: Type.String({ minLength: 1, maxLength: 2000 }),
  scopes: Scopes,
  allowedDomains: Domains,
  createsAccounts: Type.Boolean({ description: 'Whether who comes for the first time gets an account.' }),
  trustsEmail: Type.Boolean({
    description:
      'Takes addresses as verified although the provider does not say so. Only for a provider whose addresses you hand out.',
  }),
  isActive: Type.Boolean(),
}

export const listIdentityProviders = endpoint({
  method: 'GET',
  path: '/identity-providers',
  operationId: 'listIdentityProviders',
  tag,
  permission: 'installation:manage',
  summary: 'The sign-in providers of the installation, without their secrets.',
  response: Type.Object({
    items: Type.Array(IdentityProvider),
    redirectUriPattern: Type.String({ description: 'Where providers send people back to; `:name` stands for the name.' }),
  }),
})

export const createIdentityProvider = endpoint({
  method: 'POST',
  path: '/identity-providers',
  operationId: 'createIdentityProvider',
  tag,
  permission: 'installation:manage',
  status: 201,
  summary: 'Adds a provider, after asking it for its addresses. Needs a fresh sign-in.',
  body: Type.Object({
    name: Name,
    kind: Kind,
    issuer: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    label: changeable.label,
    clientId: changeable.clientId,
    clientSecret: changeable.clientSecret,
    scopes: Type.Optional(Scopes),
    allowedDomains: Type.Optional(Domains),
    createsAccounts: Type.Optional(changeable.createsAccounts),
    trustsEmail: Type.Optional(changeable.trustsEmail),
  }),
  response: IdentityProvider,
})

export const changeIdentityProvider = endpoint({
  method: 'PATCH',
  path: '/identity-providers/:id',
  operationId: 'changeIdentityProvider',
  tag,
  permission: 'installation:manage',
  summary: 'Changes a provider. Its issuer stays: the people of another one are other people. Needs a fresh sign-in.',
  params: IdParams,
  body: Type.Partial(Type.Object(changeable)),
  response: IdentityProvider,
})

export const deleteIdentityProvider = endpoint({
  method: 'DELETE',
  path: '/identity-providers/:id',
  operationId: 'deleteIdentityProvider',
  tag,
  permission: 'installation:manage',
  status: 204,
  summary: 'Removes a provider with all links to it. Needs a fresh sign-in.',
  params: IdParams,
  response: Nothing,
})
