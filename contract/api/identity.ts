import { type Static, Type } from 'typebox'
import { permissionNames } from '../permission.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'
import { Code, SecondFactorAsked } from './second-factor.ts'

const tag = 'identity'
const Email = Type.String({ format: 'email', maxLength: 255 })
/** How long a new one must be is a setting. */
const NewPassword = Type.String({ minLength: 1, maxLength: 256 })

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
    secondFactorRequired: Type.Boolean({
      description: 'The workspace asks for a second factor, and there is none: until it is set up nothing else is answered.',
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
  summary: 'Signs in with a password; sets the session cookie, or asks for the second factor first.',
  body: Type.Object({ email: Type.String({ maxLength: 255 }), password: Type.String({ maxLength: 256 }) }),
  response: Type.Union([Session, SecondFactorAsked]),
})

export const finishSignIn = endpoint({
  method: 'POST',
  path: '/session/second-factor',
  operationId: 'finishSignIn',
  tag,
  permission: 'public',
  summary: 'Ends a sign-in that asked for the second factor, in the browser that began it; sets the session cookie.',
  body: Type.Object({ ticket: Type.String({ maxLength: 100 }), code: Code }),
  response: Session,
})

export const getSession = endpoint({
  method: 'GET',
  path: '/session',
  operationId: 'getSession',
  tag,
  permission: 'session',
  evenWhenBarred: true,
  summary: 'Who is signed in, in which workspace.',
  response: Session,
})

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  operationId: 'signOut',
  tag,
  permission: 'session',
  evenWhenBarred: true,
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
    lastUsedFrom: Nullable(Type.String({ description: 'The address of the last use.' })),
    createdAt: Time,
    allowedAddresses: Type.Array(Type.String(), { description: 'Addresses and ranges it may be used from; empty: all.' }),
    workspaceId: Nullable(Type.String({ format: 'uuid', description: 'The only workspace it opens; null: all of its owner’s.' })),
    rotatedAt: Nullable(Time),
    previousValidUntil: Nullable(
      Type.String({ format: 'date-time', description: 'Until when the secret before the last rotation works as well.' }),
    ),
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
    allowedAddresses: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 50, description: 'Such as 10.0.0.0/8.' }),
    ),
    thisWorkspaceOnly: Type.Optional(Type.Boolean({ description: 'Binds the key to the present workspace.' })),
  }),
  response: Type.Object({ key: ApiKey, secret: Type.String() }),
})

export const rotateApiKey = endpoint({
  method: 'POST',
  path: '/api-keys/:id/rotate',
  operationId: 'rotateApiKey',
  tag,
  permission: 'api_key:manage',
  summary: 'Gives a key a new secret; the former one works for a while longer.',
  params: IdParams,
  body: Type.Object({
    graceMinutes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 10_080,
        description: 'How long the former secret still works; 60 unless told otherwise.',
      }),
    ),
  }),
  response: Type.Object({ key: ApiKey, secret: Type.String() }),
})

export const listWorkspaceApiKeys = endpoint({
  method: 'GET',
  path: '/workspace-api-keys',
  operationId: 'listWorkspaceApiKeys',
  tag,
  permission: 'member:manage',
  summary: 'The API keys of members that open this workspace.',
  response: Type.Object({
    items: Type.Array(Type.Object({ key: ApiKey, owner: Type.Object({ id: Id, name: Type.String() }) })),
  }),
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
