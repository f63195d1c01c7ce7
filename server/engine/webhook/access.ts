import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { JsonObject } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'
import { type AddressList, parseAddressList } from '#base/address-list'
import { checkSignature, type Nonce, readSignatureScheme, type SignatureScheme } from './signature.ts'

export type AccessRefusal = {
  readonly status: 401 | 403
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
}

export type Access = {
  readonly refusal?: AccessRefusal
  /** What the token of the caller says. */
  readonly claims?: JsonObject
  /** A second call with the same one is a replay. */
  readonly nonce?: Nonce | undefined
}

type Caller = { readonly headers: Readonly<Record<string, string>>; readonly address: string; readonly body: Uint8Array }

const open: Access = {}

/** Whether a call may start the workflow. `secret` is the connection that the webhook names. */
export function checkWebhookAccess(node: NodeView, caller: Caller, secret: JsonObject | undefined, nowMs: number): Access {
  const options = (node.parameters['options'] ?? {}) as JsonObject
  const list = options['ipWhitelist']
  if (typeof list === 'string' && list.trim() !== '' && !addressesOf(list).has(caller.address))
    return refuse(403, 'This address may not call the webhook.')
  if (options['ignoreBots'] === true && bots.test(caller.headers['user-agent'] ?? ''))
    return refuse(403, 'Bots may not call this webhook.')

  const kind = node.parameters['authentication'] ?? 'none'
  if (kind === 'none') return open
  if (secret === undefined) return refuse(403, 'The webhook asks for a secret, but no connection is chosen in its node.')
  if (kind === 'basicAuth') return basicAuth(caller, secret)
  if (kind === 'headerAuth') return headerAuth(caller, secret)
  if (kind === 'jwtAuth') return jwtAuth(caller, secret, nowMs)
  if (kind === 'signature') return signature(schemeOf(node), caller, secret, nowMs)
  return refuse(403, 'The webhook asks for a kind of secret that is not known here.')
}

/** Lists are read once: a webhook has the same one for every call. */
const lists = new Map<string, AddressList>()

function addressesOf(text: string): AddressList {
  let list = lists.get(text)
  if (list === undefined) {
    if (lists.size >= 1000) lists.clear()
    lists.set(text, (list = parseAddressList(text)))
  }
  return list
}

const schemes = new WeakMap<NodeView, SignatureScheme>()

function schemeOf(node: NodeView): SignatureScheme {
  let scheme = schemes.get(node)
  if (scheme === undefined) schemes.set(node, (scheme = readSignatureScheme(node.parameters['signature'])))
  return scheme
}

const reasons = {
  missing: 'The signature is missing.',
  wrong: 'The signature is wrong.',
  old: 'The signature is too old.',
}

function signature(scheme: SignatureScheme, caller: Caller, secret: JsonObject, nowMs: number): Access {
  const secrets = [text(secret['secret']), text(secret['previousSecret'])].filter((one) => one !== '')
  if (secrets.length === 0) return refuse(403, 'The connection of the webhook holds no secret.')
  const check = checkSignature(scheme, caller, secrets, nowMs)
  return check.fits ? { nonce: check.nonce } : refuse(401, reasons[check.reason])
}

const bots = /bot\b|crawl|spider|slurp|facebookexternalhit|whatsapp|preview|embedly|slackbot|telegrambot|discordbot/i

const refuse = (status: 401 | 403, reason: string, headers: Record<string, string> = {}): Access => ({
  refusal: { status, reason, headers },
})

function basicAuth({ headers }: Caller, secret: JsonObject): Access {
  const encoded = /^Basic +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  const given = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
  const wanted = `${text(secret['user'])}:${text(secret['password'])}`
  // A connection that was never filled in must not let everybody in.
  return wanted !== ':' && same(given, wanted)
    ? open
    : refuse(401, 'The user or the password is wrong.', { 'www-authenticate': 'Basic realm="webhook"' })
}

function headerAuth({ headers }: Caller, secret: JsonObject): Access {
  const name = text(secret['name']).toLowerCase()
  const value = text(secret['value'])
  return name !== '' && value !== '' && same(headers[name] ?? '', value)
    ? open
    : refuse(403, 'The secret header is missing or wrong.')
}

const hmacs: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }
const signatures: Readonly<Record<string, string>> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
}

function jwtAuth({ headers }: Caller, secret: JsonObject, nowMs: number): Access {
  const token = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  if (token === undefined) return refuse(401, 'The token is missing.', { 'www-authenticate': 'Bearer realm="webhook"' })
  const [head = '', body = '', signature = ''] = token.split('.')
  try {
    // The connection decides the algorithm; what the token says of itself proves nothing.
    const algorithm = text(secret['algorithm']) || 'HS256'
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { alg?: unknown }
    if (alg !== algorithm || !isSigned(`${head}.${body}`, signature, algorithm, secret))
      return refuse(403, 'The token is not valid.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as JsonObject
    const { exp, nbf } = claims
    if (typeof exp === 'number' && exp * 1000 <= nowMs) return refuse(403, 'The token has expired.')
    if (typeof nbf === 'number' && nbf * 1000 > nowMs) return refuse(403, 'The token is not valid yet.')
    return { claims }
  } catch {
    return refuse(403, 'The token is not valid.')
  }
}

function isSigned(signed: string, signature: string, algorithm: string, secret: JsonObject): boolean {
  const given = Buffer.from(signature, 'base64url')
  const hmac = hmacs[algorithm]
  if (hmac !== undefined) {
    if (text(secret['secret']) === '') return false
    const wanted = createHmac(hmac, text(secret['secret'])).update(signed).digest()
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const hash = signatures[algorithm]
  if (hash === undefined) return false
  const key = createPublicKey(text(secret['publicKey']))
  return verify(hash, Buffer.from(signed), algorithm.startsWith('ES') ? { key, dsaEncoding: 'ieee-p1363' } : key, given)
}

/** Compares in a time that tells nothing about where two texts differ. */
function same(given: string, wanted: string): boolean {
  const key = 'compare'
  const [a, b] = [given, wanted].map((one) => createHmac('sha256', key).update(one).digest()) as [Buffer, Buffer]
  return timingSafeEqual(a, b) && given.length === wanted.length
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
