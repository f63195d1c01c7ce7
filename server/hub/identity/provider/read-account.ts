import type { Configuration } from 'openid-client'
import { githubApi } from './provider-clients.ts'

/** An account at a provider, as the provider vouches for it. */
export type ProviderAccount = {
  readonly subject: string
  readonly email: string | null
  /** Whether the provider says that the address is theirs. */
  readonly isEmailVerified: boolean
  readonly name: string | null
  /** When they proved to the provider who they are, where it says so. */
  readonly authenticatedAt: Date | null
  readonly tokens: {
    readonly access: string
    readonly refresh: string | null
    readonly expiresAt: Date | null
    readonly scopes: readonly string[]
  }
}

type Back = {
  readonly client: Configuration
  /** The address that the browser came back to, with the provider's query. */
  readonly url: URL
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly now: Date
}

const subjectLengthMax = 255

/** Redeems the code, and checks everything that the provider sent: state, issuer, PKCE, signature, audience, nonce and times of the ID token. */
export async function readOpenIdAccount(back: Back): Promise<ProviderAccount> {
  const oidc = await import('openid-client')
  const { client, url, state, nonce, verifier, now } = back
  const tokens = await oidc.authorizationCodeGrant(client, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined || claims.sub.length > subjectLengthMax) throw new Error('the ID token names nobody')
  const isTold = typeof claims['email'] === 'string' && claims['email_verified'] !== undefined
  const hasMore = !isTold && client.serverMetadata().userinfo_endpoint !== undefined
  const told: Readonly<Record<string, unknown>> = hasMore
    ? { ...claims, ...(await oidc.fetchUserInfo(client, tokens.access_token, claims.sub)) }
    : claims
  return {
    subject: claims.sub,
    email: emailOf(told['email']),
    isEmailVerified: told['email_verified'] === true,
    name: nameOf(told['name']) ?? nameOf(told['preferred_username']),
    authenticatedAt: typeof claims.auth_time === 'number' ? new Date(claims.auth_time * 1000) : null,
    tokens: tokensOf(tokens, now),
  }
}

/** GitHub gives no ID token: who it is and which addresses are theirs is asked with the token that the code was redeemed for. */
export async function readGithubAccount(back: Back): Promise<ProviderAccount> {
  const oidc = await import('openid-client')
  const { client, url, state, verifier, now } = back
  const tokens = await oidc.authorizationCodeGrant(client, url, { expectedState: state, pkceCodeVerifier: verifier })
  const ask = async (path: string): Promise<unknown> => {
    const headers = new Headers({ accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' })
    const from = new URL(`${githubApi(client.serverMetadata().issuer)}${path}`)
    const answer = await oidc.fetchProtectedResource(client, tokens.access_token, from, 'GET', null, headers)
    if (answer.status !== 200) throw new Error(`GitHub answered ${path} with status ${answer.status}`)
    return await answer.json()
  }
  const user = (await ask('/user')) as { id?: unknown; name?: unknown; login?: unknown } | null
  if (typeof user?.id !== 'number' || !Number.isSafeInteger(user.id) || user.id <= 0) throw new Error('GitHub named nobody')
  const emails = await ask('/user/emails')
  const primary = (Array.isArray(emails) ? (emails as unknown[]) : []).find(isPrimary)
  return {
    subject: String(user.id),
    email: emailOf(primary?.email),
    isEmailVerified: primary?.verified === true,
    name: nameOf(user.name) ?? nameOf(user.login),
    authenticatedAt: null,
    tokens: tokensOf(tokens, now),
  }
}

type GithubEmail = { readonly email?: unknown; readonly verified?: unknown }
const isPrimary = (one: unknown): one is GithubEmail =>
  typeof one === 'object' && one !== null && (one as { primary?: unknown }).primary === true

const emailOf = (value: unknown): string | null =>
  typeof value === 'string' && value.length <= 255 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(value) ? value : null

function nameOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const name = value
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
  return name === '' ? null : name.slice(0, 255).toWellFormed()
}

type Tokens = { access_token: string; refresh_token?: string; scope?: string; expiresIn(): number | undefined }

function tokensOf(tokens: Tokens, now: Date): ProviderAccount['tokens'] {
  const seconds = tokens.expiresIn()
  return {
    access: tokens.access_token,
    refresh: tokens.refresh_token ?? null,
    expiresAt: seconds === undefined ? null : new Date(now.getTime() + seconds * 1000),
    scopes: (tokens.scope ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
  }
}
