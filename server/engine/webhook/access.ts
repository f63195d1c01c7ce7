import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import type { JsonObject } from '@steward/contract/item'
import type { NodeView } from '@steward/sdk/node'

export type AccessRefusal = {
  readonly status: 401 | 403
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
}

type Caller = { readonly headers: Readonly<Record<string, string>>; readonly address: string }

/** Why a call may not start the workflow; undefined when it may. `secret` is the connection that the webhook names. */
export function checkWebhookAccess(
  node: NodeView,
  caller: Caller,
  secret: JsonObject | undefined,
  nowMs: number,
): AccessRefusal | undefined {
  const options = (node.parameters['options'] ?? {}) as JsonObject
  const list = options['ipWhitelist']
  if (typeof list === 'string' && list.trim() !== '' && !isListed(list, caller.address))
    return refuse(403, 'This address may not call the webhook.')
  if (options['ignoreBots'] === true && bots.test(caller.headers['user-agent'] ?? ''))
    return refuse(403, 'Bots may not call this webhook.')

  const kind = node.parameters['authentication'] ?? 'none'
  if (kind === 'none') return undefined
  if (secret === undefined) return refuse(403, 'The webhook asks for a secret, but no connection is chosen in its node.')
  if (kind === 'basicAuth') return basicAuth(caller, secret)
  if (kind === 'headerAuth') return headerAuth(caller, secret)
  if (kind === 'jwtAuth') return jwtAuth(caller, secret, nowMs)
  return refuse(403, 'The webhook asks for a kind of secret that is not known here.')
}

const bots = /bot\b|crawl|spider|slurp|facebookexternalhit|whatsapp|preview|embedly|slackbot|telegrambot|discordbot/i

const refuse = (status: 401 | 403, reason: string, headers: Record<string, string> = {}): AccessRefusal => ({
  status,
  reason,
  headers,
})

function basicAuth({ headers }: Caller, secret: JsonObject): AccessRefusal | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  const given = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
  const wanted = `${text(secret['user'])}:${text(secret['password'])}`
  // A connection that was never filled in must not let everybody in.
  return wanted !== ':' && same(given, wanted)
    ? undefined
    : refuse(401, 'The user or the password is wrong.', { 'www-authenticate': 'Basic realm="webhook"' })
}

function headerAuth({ headers }: Caller, secret: JsonObject): AccessRefusal | undefined {
  const name = text(secret['name']).toLowerCase()
  const value = text(secret['value'])
  return name !== '' && value !== '' && same(headers[name] ?? '', value)
    ? undefined
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

function jwtAuth({ headers }: Caller, secret: JsonObject, nowMs: number): AccessRefusal | undefined {
  const token = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1]
  if (token === undefined) return refuse(401, 'The token is missing.', { 'www-authenticate': 'Bearer realm="webhook"' })
  const [head = '', body = '', signature = ''] = token.split('.')
  try {
    // The connection decides the algorithm; what the token says of itself proves nothing.
    const algorithm = text(secret['algorithm']) || 'HS256'
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { alg?: unknown }
    if (alg !== algorithm || !isSigned(`${head}.${body}`, signature, algorithm, secret))
      return refuse(403, 'The token is not valid.')
    const { exp, nbf } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as { exp?: unknown; nbf?: unknown }
    if (typeof exp === 'number' && exp * 1000 <= nowMs) return refuse(403, 'The token has expired.')
    if (typeof nbf === 'number' && nbf * 1000 > nowMs) return refuse(403, 'The token is not valid yet.')
    return undefined
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

function isListed(list: string, address: string): boolean {
  const allowed = new BlockList()
  for (const entry of list.split(',').map((one) => one.trim())) {
    const [base = '', bits] = entry.split('/')
    const family = isIP(base) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(base) === 0) continue
    if (bits === undefined) allowed.addAddress(base, family)
    else if (Number(bits) >= 0 && Number(bits) <= (family === 'ipv6' ? 128 : 32)) allowed.addSubnet(base, Number(bits), family)
  }
  const plain = address.replace(/^::ffff:/i, '')
  return isIP(plain) !== 0 && allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
