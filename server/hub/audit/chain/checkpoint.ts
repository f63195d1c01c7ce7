import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { AuditCheckpoint } from '@steward/contract/api/audit'
import { Value } from 'typebox/value'
import { AuditCheckpoint as Schema } from '@steward/contract/api/audit'
import { canonicalJson } from '#base/canonical-json'

export type Checkpoint = AuditCheckpoint
type Unsigned = Omit<Checkpoint, 'signature'>

/** What is signed: a line of text that no other signature of this key could be of, then the checkpoint. */
function signedBytes({ version, chain, seq, lines, hash, at, keyId }: Unsigned): Buffer {
  return Buffer.from(`steward audit checkpoint\n${canonicalJson({ version, chain, seq, lines, hash, at, keyId })}`)
}

export function signCheckpoint(key: KeyObject, about: Omit<Unsigned, 'version' | 'keyId'>): Checkpoint {
  const unsigned: Unsigned = { version: 1, ...about, keyId: keyIdOf(createPublicKey(key)) }
  return { ...unsigned, signature: sign(null, signedBytes(unsigned), key).toString('base64') }
}

export function isSignedBy(key: KeyObject, checkpoint: Checkpoint): boolean {
  return verify(null, signedBytes(checkpoint), key, Buffer.from(checkpoint.signature, 'base64'))
}

/** Tells keys apart; the first 16 hex digits of the SHA-256 of the key in SPKI, DER. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
}

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export function signingKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
}

const pem = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g

/** Every Ed25519 public key of a text, by its id. Throws when there is none, or one of another kind. */
export function readPublicKeys(text: string): Map<string, KeyObject> {
  const keys = (text.match(pem) ?? []).map((one) => createPublicKey(one))
  if (keys.length === 0) throw new Error('it holds no public key in PEM')
  if (keys.some((key) => key.asymmetricKeyType !== 'ed25519')) throw new Error('it holds a key that is not Ed25519')
  return new Map(keys.map((key) => [keyIdOf(key), key]))
}

/** A checkpoint out of a line of text; undefined for a text that is none. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isCheckpoint(value) ? value : undefined
  } catch {
    return undefined
  }
}

export const isCheckpoint = (value: unknown): value is Checkpoint => Value.Check(Schema, value)
