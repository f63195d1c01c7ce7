import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { fixedKeys, type InstallationKey, type Keys } from './keyring.ts'

/** Locks secrets away so that the database alone gives nothing away. */
export type SecretBox = {
  /** `context` says what the secret belongs to; opening needs the same one, so a stolen box cannot be put into another record. */
  lock(plain: string, context: string): string
  open(locked: string, context: string): string
  /**
   * The same secret under the present key, without looking at it; undefined where it is under that key already. Boxes of
   * the first form need their context for it.
   */
  relock(locked: string, context?: string): string | undefined
}

/** The key that a box was locked with is not the key of this installation, or somebody changed the box. */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError'
}

const cipher = 'aes-256-gcm'
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]

/** What a box looks like in a text, such as a column: its form, the id of the key, the locked key, the locked secret. */
export const boxPattern = /^v[12]\.[0-9a-f]{8}\.[\w-]+\.[\w-]+$/

/**
 * Envelope encryption: each secret has a random key of its own (AES-256-GCM),
 * and that key is locked with the installation's. Changing the installation's
 * key means locking the small keys anew, not the secrets.
 */
export function createSecretBox(keys: Keys | Buffer): SecretBox {
  const source = Buffer.isBuffer(keys) ? fixedKeys([keys]) : keys
  return {
    lock(plain, context) {
      const present = source.present()
      const key = randomBytes(keyBytes)
      return write(present, seal(present.key, key, keyContext), seal(key, Buffer.from(plain, 'utf8'), context))
    },
    open(locked, context) {
      const { sealed, ...box } = read(locked)
      return unseal(openKey(source, box, context), sealed, context).toString('utf8')
    },
    relock(locked, context) {
      const present = source.present()
      const { sealed, ...box } = read(locked)
      if (box.keyId === present.id) return undefined
      if (box.form === 'v1' && context === undefined)
        throw new SecretBoxError('A secret of the first form is locked anew only with its context.')
      return write(present, seal(present.key, openKey(source, box, context ?? ''), keyContext), sealed)
    },
  }
}

type Box = { readonly form: string; readonly keyId: string; readonly sealedKey: Buffer; readonly sealed: Buffer }

/** The secret itself is bound to its context; that is enough, and lets its key be locked anew by whoever knows only the box. */
const keyContext = 'data key'

function read(locked: string): Box {
  const [form = '', keyId = '', sealedKey, sealed] = locked.split('.')
  if ((form !== 'v1' && form !== 'v2') || sealedKey === undefined || sealed === undefined)
    throw new SecretBoxError('The secret is not in a form that this version knows.')
  return { form, keyId, sealedKey: Buffer.from(sealedKey, 'base64url'), sealed: Buffer.from(sealed, 'base64url') }
}

const write = ({ id }: InstallationKey, sealedKey: Buffer, sealed: Buffer) =>
  ['v2', id, sealedKey.toString('base64url'), sealed.toString('base64url')].join('.')

function openKey(source: Keys, { form, keyId, sealedKey }: Omit<Box, 'sealed'>, context: string): Buffer {
  const found = source.find(keyId)
  if (found === undefined) {
    throw new SecretBoxError(
      `The secret was locked with the key ${keyId}, this installation has the key ${source.present().id}. Bring the former encryption key back.`,
    )
  }
  return unseal(found.key, sealedKey, form === 'v1' ? `key ${context}` : keyContext)
}

function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(context))
  const body = Buffer.concat([sealing.update(plain), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), body])
}

function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  try {
    const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(
      Buffer.from(context),
    )
    opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()])
  } catch (error) {
    throw new SecretBoxError('The secret was changed after it had been locked, or belongs to another record.', { cause: error })
  }
}
