import { type Static, Type } from 'typebox'
import { permissionNames } from '../permission.ts'
import { endpoint } from './endpoint.ts'
import { Id, IdParams, Nothing, Nullable, Time } from './page.ts'

const tag = 'token'

/** What a client says of itself; it must say the same with every refresh. */
const Client = {
  client: Type.String({ minLength: 1, maxLength: 100, description: 'What people see in their list, such as "Report script".' }),
  device: Type.Optional(
    Type.String({ minLength: 16, maxLength: 200, description: 'A random text that the client keeps on its device alone.' }),
  ),
}

export const Tokens = Type.Object(
  {
    id: Id,
    tokenType: Type.Literal('Bearer'),
    accessToken: Type.String(),
    accessExpiresAt: Time,
    refreshToken: Type.String({ description: 'Works once: its answer has the next one.' }),
    refreshExpiresAt: Time,
  },
  { $id: 'Tokens' },
)
export type Tokens = Static<typeof Tokens>

export const issueTokens = endpoint({
  method: 'POST',
  path: '/tokens',
  operationId: 'issueTokens',
  tag,
  permission: 'session',
  status: 201,
  summary: 'Gives a client an access token and a refresh token of the person who is signed in.',
  body: Type.Object({ ...Client, scopes: Type.Optional(Type.Array(Type.Enum([...permissionNames]), { maxItems: 100 })) }),
  response: Tokens,
})

export const refreshTokens = endpoint({
  method: 'POST',
  path: '/tokens/refresh',
  operationId: 'refreshTokens',
  tag,
  permission: 'public',
  summary: 'Exchanges a refresh token for the next one and an access token.',
  body: Type.Object({ ...Client, refreshToken: Type.String({ minLength: 1, maxLength: 200 }) }),
  response: Tokens,
})

export const revokeToken = endpoint({
  method: 'POST',
  path: '/tokens/revoke',
  operationId: 'revokeToken',
  tag,
  permission: 'public',
  status: 204,
  summary: 'Ends an access token, or a refresh token with everything of its sign-in. Says the same of one that is none.',
  body: Type.Object({ token: Type.String({ minLength: 1, maxLength: 2000 }) }),
  response: Nothing,
})

export const TokenClient = Type.Object(
  {
    id: Id,
    client: Type.String(),
    workspaceId: Id,
    scopes: Type.Array(Type.String()),
    createdAt: Time,
    lastUsedAt: Time,
    lastUsedFrom: Nullable(Type.String()),
    agent: Nullable(Type.String()),
    expiresAt: Time,
  },
  { $id: 'TokenClient' },
)
export type TokenClient = Static<typeof TokenClient>

export const listTokenClients = endpoint({
  method: 'GET',
  path: '/users/me/tokens',
  operationId: 'listTokenClients',
  tag,
  permission: 'session',
  summary: 'The clients that hold tokens of the person who asks.',
  response: Type.Object({ items: Type.Array(TokenClient) }),
})

export const revokeTokenClient = endpoint({
  method: 'DELETE',
  path: '/users/me/tokens/:id',
  operationId: 'revokeTokenClient',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Ends all tokens of one client.',
  params: IdParams,
  response: Nothing,
})

export const invalidateMyTokens = endpoint({
  method: 'POST',
  path: '/users/me/tokens/invalidate',
  operationId: 'invalidateMyTokens',
  tag,
  permission: 'session',
  status: 204,
  summary: 'Ends every access and refresh token of the person who asks.',
  response: Nothing,
})

export const invalidateTokensOf = endpoint({
  method: 'POST',
  path: '/users/:id/tokens/invalidate',
  operationId: 'invalidateTokensOf',
  tag,
  permission: 'installation:manage',
  status: 204,
  summary: 'Ends every access and refresh token of somebody.',
  params: IdParams,
  response: Nothing,
})

export const getJwks = endpoint({
  method: 'GET',
  path: '/jwks',
  operationId: 'getJwks',
  tag,
  permission: 'public',
  summary: 'The keys by which anybody can check access tokens; also at /.well-known/jwks.json.',
  response: Type.Object({
    keys: Type.Array(
      Type.Object({
        kid: Type.String(),
        kty: Type.String(),
        crv: Type.String(),
        x: Type.String(),
        alg: Type.String(),
        use: Type.String(),
      }),
    ),
  }),
})

export const listSigningKeys = endpoint({
  method: 'GET',
  path: '/signing-keys',
  operationId: 'listSigningKeys',
  tag,
  permission: 'installation:manage',
  summary: 'The keys that access tokens are signed with.',
  response: Type.Object({
    items: Type.Array(Type.Object({ id: Id, signsFrom: Time, trustedUntil: Nullable(Time), createdAt: Time })),
  }),
})

export const rotateSigningKey = endpoint({
  method: 'POST',
  path: '/signing-keys',
  operationId: 'rotateSigningKey',
  tag,
  permission: 'installation:manage',
  status: 204,
  summary: 'Makes a new key for access tokens.',
  body: Type.Object({
    atOnce: Type.Optional(
      Type.Boolean({ description: 'For a key that others may know: every access token signed so far is refused from now on.' }),
    ),
  }),
  response: Nothing,
})
