import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '@steward/contract/item'
import { toText } from '#engine/data'

/** How the sender signs what it sends. */
export type SignatureScheme = {
  /** Header with the signature, lower case. */
  readonly header: string
  readonly algorithm: 'sha1' | 'sha256' | 'sha512'
  readonly encoding: 'hex' | 'base64'
  /** What stands before the signature in the header. */
  readonly prefix: string
  /** What is signed: a text with `{body}`, `{timestamp}` and `{id}` in it. */
  readonly signed: string
  readonly timestampHeader?: string
  readonly idHeader?: string
  /** How far the signed time may be from now, and for how long the same call is refused. */
  readonly toleranceMs: number
  /** The header holds several `name=value` pairs with commas between: the time as `t`, signatures under this name. */
  readonly pairName?: string
  /** Several signatures with spaces between, as while the sender changes its secret. */
  readonly several?: boolean
  /** The secret is written in base64 behind this prefix. */
  readonly secretPrefix?: string
  /** No two events of the sender have the same body, so that a second one is a replay although no time is signed. */
  readonly uniqueBodies?: true
}

export const signatureSchemes = ['github', 'stripe', 'slack', 'standard', 'generic'] as const

const common = { algorithm: 'sha256', encoding: 'hex', prefix: '', signed: '{body}' } as const
const presets: Readonly<Record<string, Omit<SignatureScheme, 'toleranceMs'>>> = {
  github: { ...common, header: 'x-hub-signature-256', prefix: 'sha256=', uniqueBodies: true },
  stripe: { ...common, header: 'stripe-signature', signed: '{timestamp}.{body}', pairName: 'v1' },
  slack: {
    ...common,
    header: 'x-slack-signature',
    prefix: 'v0=',
    signed: 'v0:{timestamp}:{body}',
    timestampHeader: 'x-slack-request-timestamp',
  },
  // https://www.standardwebhooks.com
  standard: {
    ...common,
    header: 'webhook-signature',
    encoding: 'base64',
    prefix: 'v1,',
    signed: '{id}.{timestamp}.{body}',
    timestampHeader: 'webhook-timestamp',
    idHeader: 'webhook-id',
    several: true,
    secretPrefix: 'whsec_',
  },
}

/** The scheme that the parameter `signature` of a webhook describes. Throws an `Error` in words for one that makes no sense. */
export function readSignatureScheme(parameter: unknown): SignatureScheme {
  const given = (typeof parameter === 'object' && parameter !== null ? parameter : {}) as JsonObject
  const { scheme = 'generic', toleranceSeconds = 300 } = given
  if (typeof toleranceSeconds !== 'number' || !(toleranceSeconds >= 1 && toleranceSeconds <= 86_400))
    throw new Error('the tolerance of its signature must be a number of seconds from 1 to 86400.')
  const toleranceMs = toleranceSeconds * 1000
  const preset = presets[toText(scheme)]
  if (preset !== undefined) return { ...preset, toleranceMs }
  if (scheme !== 'generic') throw new Error(`its signature has the unknown scheme "${toText(scheme)}".`)
  return { ...readGeneric(given), toleranceMs }
}

function readGeneric(given: JsonObject): Omit<SignatureScheme, 'toleranceMs'> {
  const { algorithm = 'sha256', encoding = 'hex' } = given
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha512')
    throw new Error(`its signature has the unknown algorithm "${toText(algorithm)}".`)
  if (encoding !== 'hex' && encoding !== 'base64')
    throw new Error(`its signature has the unknown encoding "${toText(encoding)}".`)
  const timestampHeader = headerName(given['timestampHeader'])
  const idHeader = headerName(given['idHeader'])
  const usual = timestampHeader === undefined ? '{body}' : '{timestamp}.{body}'
  const signed = textOf(given['signed']) || usual
  if (!signed.includes('{body}')) throw new Error('what is signed must hold {body}.')
  const needs = (name: string, header: string | undefined) => {
    if (signed.includes(`{${name}}`) && header === undefined)
      throw new Error(`what is signed holds {${name}}, but no header is named for it.`)
  }
  needs('timestamp', timestampHeader)
  needs('id', idHeader)
  // A time that is not signed could be written anew by whoever sends the call again.
  if (timestampHeader !== undefined && !signed.includes('{timestamp}'))
    throw new Error('the time of a signature must be part of what is signed, as {timestamp}.')
  const header = headerName(given['header']) ?? 'x-signature'
  return {
    header,
    algorithm,
    encoding,
    prefix: textOf(given['prefix']),
    signed,
    ...(timestampHeader === undefined ? {} : { timestampHeader }),
    ...(idHeader === undefined ? {} : { idHeader }),
  }
}

function headerName(value: unknown): string | undefined {
  const name = textOf(value).trim().toLowerCase()
  if (name === '') return undefined
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new Error(`"${name}" is not the name of a header.`)
  return name
}

export type SignedCall = { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }

/** What tells this call from every other one; the same within `windowMs` is a replay. */
export type Nonce = { readonly text: string; readonly windowMs: number }

export type SignatureCheck =
  | { readonly fits: false; readonly reason: 'missing' | 'wrong' | 'old' }
  | { readonly fits: true; readonly nonce: Nonce | undefined }

/** Checks the signature of a call under any of the secrets; there are two while one replaces the other. */
export function checkSignature(
  scheme: SignatureScheme,
  call: SignedCall,
  secrets: readonly string[],
  nowMs: number,
): SignatureCheck {
  const { candidates, timestamp, id } = readHeaders(scheme, call.headers)
  if (candidates.length === 0 || timestamp === '' || id === '') return { fits: false, reason: 'missing' }
  const given = candidates.flatMap((one) => decode(one, scheme.encoding) ?? [])
  const found = secrets
    .map((secret) => digestOf(scheme, secret, { timestamp, id, body: call.body }))
    .find((wanted) => given.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted)))
  if (found === undefined) return { fits: false, reason: 'wrong' }
  if (timestamp === undefined) return { fits: true, nonce: nonceOf(scheme, found, { id, windowMs: scheme.toleranceMs }) }

  // After the check of the signature, so that a stranger cannot ask for our clock.
  const ageMs = nowMs - timeMs(timestamp)
  if (!(Math.abs(ageMs) <= scheme.toleranceMs)) return { fits: false, reason: 'old' }
  return { fits: true, nonce: nonceOf(scheme, found, { id, windowMs: scheme.toleranceMs - ageMs + 1000 }) }
}

type Read = {
  readonly candidates: readonly string[]
  /** Undefined where the scheme has none, empty where the call lacks it. */
  readonly timestamp: string | undefined
  readonly id: string | undefined
}

/** More signatures than this in one header are not looked at. */
const candidatesMax = 10

function readHeaders(scheme: SignatureScheme, headers: SignedCall['headers']): Read {
  const { prefix, pairName, several, timestampHeader, idHeader } = scheme
  const text = headers[scheme.header]?.trim() ?? ''
  if (pairName !== undefined) {
    const pairs = text.split(',').map((pair) => pair.trim().split('=', 2) as [string, string?])
    const candidates = pairs.flatMap(([name, value]) => (name === pairName && value !== undefined ? [value] : []))
    const timestamp = pairs.find(([name]) => name === 't')?.[1] ?? ''
    return { candidates: candidates.slice(0, candidatesMax), timestamp, id: undefined }
  }
  const parts = several === true ? text.split(' ') : [text]
  const candidates = parts.flatMap((part) =>
    part.startsWith(prefix) && part.length > prefix.length ? [part.slice(prefix.length)] : [],
  )
  const optional = (name: string | undefined) => (name === undefined ? undefined : (headers[name]?.trim() ?? ''))
  return { candidates: candidates.slice(0, candidatesMax), timestamp: optional(timestampHeader), id: optional(idHeader) }
}

function decode(text: string, encoding: SignatureScheme['encoding']): Buffer | undefined {
  if (encoding === 'hex') return /^([0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined
  return /^[\w+/-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}

type Parts = { readonly timestamp: string | undefined; readonly id: string | undefined; readonly body: Uint8Array }

function digestOf(scheme: SignatureScheme, secret: string, parts: Parts): Buffer {
  const hmac = createHmac(scheme.algorithm, keyOf(scheme, secret))
  for (const piece of scheme.signed.split(/(\{body\}|\{timestamp\}|\{id\})/)) {
    if (piece === '{body}') hmac.update(parts.body)
    else if (piece === '{timestamp}') hmac.update(parts.timestamp ?? '')
    else if (piece === '{id}') hmac.update(parts.id ?? '')
    else hmac.update(piece)
  }
  return hmac.digest()
}

function keyOf({ secretPrefix }: SignatureScheme, secret: string): string | Buffer {
  return secretPrefix !== undefined && secret.startsWith(secretPrefix)
    ? Buffer.from(secret.slice(secretPrefix.length), 'base64')
    : secret
}

/** Seconds since 1970, or milliseconds where that many seconds would be thousands of years away. */
function timeMs(text: string): number {
  if (!/^\d{1,15}$/.test(text)) return Number.NaN
  return text.length >= 12 ? Number(text) : Number(text) * 1000
}

/**
 * A signed time or a body that is never the same twice makes the signature
 * itself the mark of the call. Where only an id tells two equal calls apart,
 * the id is; a call with neither may well be meant twice.
 */
function nonceOf(
  { timestampHeader, pairName, idHeader, uniqueBodies }: SignatureScheme,
  digest: Buffer,
  { id, windowMs }: { readonly id: string | undefined; readonly windowMs: number },
): Nonce | undefined {
  const isTimed = timestampHeader !== undefined || pairName !== undefined
  if (isTimed || uniqueBodies === true) return { text: digest.toString('base64url'), windowMs }
  if (idHeader === undefined || id === undefined) return undefined
  return { text: createHash('sha256').update(id).digest('base64url'), windowMs }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
