import { type Static, Type } from 'typebox'
import { permissionNames } from '../permission.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'identity'
const Email = Type.String({ format: 'email', maxLength: 255 })
const NewPassword = Type.String({ minLength: 10, maxLength: 256 })

export const User = Type.Object(
  { id: Id, email: Type.String(), name: Type.String(), avatarUrl: Nullable(Type.String()), isAdmin: Type.Boolean() },
  { $id: 'User' },
)
export type User = Static<typeof User>

export const Session = Type.Object(
  {
    user: User,
    workspace: Type.Object({ id: Id, name: Type.String(), role: Type.String() }),
    grants: Type.Object({
      everywhere: Type.Array(Type.String(), { description: 'Permissions that hold in the whole workspace.' }),
      pods: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'Further ones by the id of the pod.' }),
    }),
    expiresAt: Time,
  },
  { $id: 'Session' },
)
export type Session = Static<typeof Session>

export const getSetup = endpoint({
  method: 'GET',
  path: '/setup',
  operationId: 'getSetup',
  tag,
  permission: 'public',
  summary: 'Whether the installation has an owner yet.',
  response: Type.Object({ ownerExists: Type.Boolean(), version: Type.String() }),
})

export const createOwner = endpoint({
  method: 'POST',
  path: '/setup',
  operationId: 'createOwner',
  tag,
  permission: 'public',
  status: 201,
  summary: 'Creates the first owner and signs in. Refused once there is one.',
  body: Type.Object({ email: Email, password: NewPassword, name: Type.String({ minLength: 1, maxLength: 255 }) }),
  response: Session,
})

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  operationId: 'signIn',
  tag,
  permission: 'public',
  summary: 'Signs in with a password; sets the session cookie.',
  body: Type.Object({ email: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 256 }) }),
  response: Session,
})

export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  operationId: 'getSession',
  tag,
  permission: 'session',
  summary: 'Who is signed in, in which workspace.',
  response: Session,
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  operationId: 'signOut',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Ends the session.',
  response: Nothing,
})

/** What an API key may do; an empty list means everything its owner may. */
export const apiKeyScopes = permissionNames

export const ApiKey = Type.Object(
  {
    id: Id,
    name: Type.String(),
    prefix: Type.String({ description: 'The first characters, to tell keys apart.' }),
    scopes: Type.Array(Type.String()),
    expiresAt: Nullable(Time),
    lastUsedAt: Nullable(Time),
    createdAt: Time,
  },
  { $id: 'ApiKey' },
)
export type ApiKey = Static<typeof ApiKey>

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  operationId: 'listApiKeys',
  tag,
  permission: 'api_key:manage',
  summary: 'The API keys of the signed-in user.',
  response: Type.Object({ items: Type.Array(ApiKey) }),
})

export const createApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  operationId: 'createApiKey',
  tag,
  permission: 'api_key:manage',
  status: 201,
  summary: 'Makes a key; its secret is in this answer and nowhere else.',
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    scopes: Type.Optional(Type.Array(Type.Enum([...apiKeyScopes]))),
    expiresAt: Type.Optional(Time),
  }),
  response: Type.Object({ key: ApiKey, secret: Type.String() }),
})

export const revokeApiKey = endpoint({
  method: 'DELETE',
  path: '/api-keys/:id',
  operationId: 'revokeApiKey',
  tag,
  permission: 'api_key:manage',
  status: 204,
  summary: 'Revokes a key at once.',
  params: IdParams,
  response: Nothing,
})
