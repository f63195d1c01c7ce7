import { createHash } from 'node:crypto'
import { toText } from '#engine/data'
import { type JsonObject, NodeError, type NodeCall } from '@steward/sdk/node'
import { encodeForm } from './encode.ts'

type Token = { readonly token: string; readonly untilMs: number }

// By a hash of the whole connection: another secret is another token.
const tokens = new Map<string, Token>()

/** The access token of a connection; asks the service for one where the connection can. */
export async function accessToken(call: NodeCall, values: JsonObject): Promise<string> {
  const value = (name: string) => toText(values[name] ?? '')
  const stored = values['oauthTokenData'] as JsonObject | undefined
  const grants = value('grantType')
  if (grants !== 'clientCredentials' && typeof stored?.['access_token'] === 'string' && !isOver(stored, call.nowMs))
    return stored['access_token']
  const refresh = typeof stored?.['refresh_token'] === 'string' ? stored['refresh_token'] : undefined
  if (grants !== 'clientCredentials' && refresh === undefined) {
    throw new NodeError('The OAuth 2 connection holds no access token.', {
      retryable: false,
      description: 'Connect it again, or use the grant type "client credentials".',
    })
  }
  const key = createHash('sha256').update(JSON.stringify(values)).digest('base64')
  const known = tokens.get(key)
  if (known !== undefined && known.untilMs > call.nowMs) return known.token
  const grant =
    grants === 'clientCredentials'
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refresh ?? '' }
  const fresh = await askForToken(call, values, grant)
  if (tokens.size > 500) tokens.clear()
  tokens.set(key, fresh)
  return fresh.token
}

function isOver(token: JsonObject, nowMs: number): boolean {
  const at = Number(token['expires_at'] ?? token['expiresAt'] ?? Number.NaN)
  return Number.isFinite(at) && (at < 1e11 ? at * 1000 : at) <= nowMs
}

async function askForToken(call: NodeCall, values: JsonObject, grant: Record<string, string>): Promise<Token> {
  const value = (name: string) => toText(values[name] ?? '')
  const inHeader = value('authentication') !== 'body'
  const scope = value('scope')
  const client = { client_id: value('clientId'), client_secret: value('clientSecret') }
  const encoded = [client.client_id, client.client_secret].map(encodeURIComponent).join(':')
  const answer = await call.io.http({
    method: 'POST',
    url: value('accessTokenUrl'),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(inHeader ? { authorization: `Basic ${Buffer.from(encoded).toString('base64')}` } : {}),
    },
    body: encodeForm({ ...grant, ...(scope === '' ? {} : { scope }), ...(inHeader ? {} : client), ...extraOf(values) }),
    timeoutMs: 30_000,
    repeatable: true,
  })
  const body = readAnswer(answer.body)
  const token = body['access_token']
  if (answer.status >= 400 || typeof token !== 'string') {
    const reason = toText(body['error_description'] ?? body['error'] ?? `${answer.status} ${answer.statusText}`).slice(0, 300)
    throw new NodeError(`The service gave no access token: ${reason}`, { details: { status: answer.status } })
  }
  const seconds = Number(body['expires_in'] ?? 300)
  // A minute early, so that a token does not run out on its way.
  return { token, untilMs: call.nowMs + Math.max(0, (Number.isFinite(seconds) ? seconds : 300) - 60) * 1000 }
}

function extraOf(values: JsonObject): JsonObject {
  const extra = values['additionalBodyProperties']
  if (typeof extra !== 'string' || extra.trim() === '') return {}
  return readAnswer(Buffer.from(extra))
}

function readAnswer(bytes: Uint8Array): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString())
    return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
  } catch {
    return Object.fromEntries(new URLSearchParams(Buffer.from(bytes).toString()))
  }
}
