import { toText } from '#engine/data'
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'
import { NodeError, type JsonObject, type JsonValue } from '@steward/sdk/node'
import { readPem } from '../crypto/read-pem.ts'

export type SigningKeys = {
  readonly keyType: 'passphrase' | 'pemKey'
  readonly secret: string
  readonly privateKey: string
  readonly publicKey: string
}

/** What a connection of the kind `jwtAuth` holds. */
export function keysOf(secrets: JsonObject | undefined): SigningKeys {
  if (secrets === undefined) {
    throw new NodeError('Choose a connection of the kind "jwtAuth"; it holds the secret or the keys.', { retryable: false })
  }
  const field = (name: string) => (typeof secrets[name] === 'string' ? secrets[name] : '')
  return {
    keyType: field('keyType') === 'pemKey' ? 'pemKey' : 'passphrase',
    secret: field('secret'),
    privateKey: field('privateKey'),
    publicKey: field('publicKey'),
  }
}

export type Token = { readonly header: JsonObject; readonly payload: JsonValue; readonly signature: string }

const algorithm = /^(HS|RS|PS|ES)(256|384|512)$/
const curves: Readonly<Record<string, string>> = { ES256: 'prime256v1', ES384: 'secp384r1', ES512: 'secp521r1' }
const minRsaBits = 2048

/** Splits a token without believing it. Undefined when it is none. */
export function decodeToken(token: string): Token | undefined {
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined
  try {
    const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as JsonValue
    if (typeof head !== 'object' || head === null || Array.isArray(head)) return undefined
    const body = Buffer.from(payload, 'base64url').toString()
    return { header: head, payload: parseOr(body), signature }
  } catch {
    return undefined
  }
}

function parseOr(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return text
  }
}

export function signToken(header: JsonObject, payload: JsonObject, keys: SigningKeys): string {
  const encode = (part: JsonObject) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${signInput(input, toText(header['alg']), keys).toString('base64url')}`
}

function signInput(input: string, name: string, keys: SigningKeys): Buffer {
  const { family, bits } = readAlgorithm(name)
  if (family === 'HS') return hmac(input, bits, keys)
  const key = checkedKey(name, () => createPrivateKey(readPem(keys.privateKey)))
  return sign(`sha${bits}`, Buffer.from(input), signOptions(family, key))
}

/**
 * Tells whether the signature is that of the key under the algorithm that was
 * asked for. What the token says about its own algorithm has no say.
 */
export function signatureHolds(token: string, name: string, keys: SigningKeys): boolean {
  const { family, bits } = readAlgorithm(name)
  const end = token.lastIndexOf('.')
  const input = token.slice(0, end)
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  if (signature.toString('base64url') !== token.slice(end + 1)) return false
  if (family === 'HS') {
    const expected = hmac(input, bits, keys)
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  }
  const key = checkedKey(name, () => createPublicKey(readPem(keys.publicKey)))
  return verify(`sha${bits}`, Buffer.from(input), signOptions(family, key), signature)
}

function readAlgorithm(name: string): { family: string; bits: string } {
  const [, family, bits] = algorithm.exec(name) ?? []
  if (family === undefined || bits === undefined)
    throw new NodeError(`"${name}" is not a supported algorithm.`, { retryable: false })
  return { family, bits }
}

function hmac(input: string, bits: string, { keyType, secret }: SigningKeys): Buffer {
  // A public key is known to everyone: it must never be the secret of an HMAC.
  if (keyType === 'pemKey' || /-----BEGIN [A-Z ]*PUBLIC KEY-----/.test(secret)) {
    throw new NodeError(`HS${bits} needs a passphrase; the connection holds a key pair.`, { retryable: false })
  }
  if (secret === '') throw new NodeError('The connection holds no secret to sign with.', { retryable: false })
  return createHmac(`sha${bits}`, secret).update(input).digest()
}

function checkedKey(name: string, read: () => KeyObject): KeyObject {
  let key: KeyObject
  try {
    key = read()
  } catch (error) {
    throw new NodeError(`${name} needs a key in PEM form, and the one in the connection cannot be read.`, {
      retryable: false,
      cause: error,
    })
  }
  const curve = curves[name]
  const details = key.asymmetricKeyDetails
  const fits =
    curve === undefined
      ? (key.asymmetricKeyType === 'rsa' || (key.asymmetricKeyType === 'rsa-pss' && name.startsWith('PS'))) &&
        (details?.modulusLength ?? 0) >= minRsaBits
      : key.asymmetricKeyType === 'ec' && details?.namedCurve === curve
  if (fits) return key
  const wanted = curve === undefined ? `an RSA key of at least ${minRsaBits} bits` : `an EC key on the curve ${curve}`
  throw new NodeError(`${name} needs ${wanted}.`, { retryable: false })
}

function signOptions(family: string, key: KeyObject) {
  if (family === 'ES') return { key, dsaEncoding: 'ieee-p1363' as const }
  if (family === 'RS') return { key, padding: constants.RSA_PKCS1_PADDING }
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}
