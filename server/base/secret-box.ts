import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

/** Locks secrets away so that the database alone gives nothing away. */
export type SecretBox = {
  /** `context` says what the secret belongs to; opening needs the same one, so a stolen box cannot be put into another record. */
  lock(plain: string, context: string): string
  open(locked: string, context: string): string
}

/** The key that a box was locked with is not the key of this installation, or somebody changed the box. */
export class SecretBoxError extends Error {
  override readonly name = 'SecretBoxError'
}

const cipher = 'aes-256-gcm'
const [keyBytes, nonceBytes, tagBytes] = [32, 12, 16]

/**
 * Envelope encryption: each secret has a random key of its own (AES-256-GCM),
 * and that key is locked with the installation's. Changing the installation's
 * key later means locking the small keys anew, not the secrets.
 */
export function createSecretBox(installationKey: Buffer): SecretBox {
  if (installationKey.length !== keyBytes) throw new Error(`a key has ${keyBytes} bytes, not ${installationKey.length}`)
  const keyId = createHash('sha256').update('steward key id').update(installationKey).digest('hex').slice(0, 8)
  return {
    lock(plain, context) {
      const key = randomBytes(keyBytes)
      const parts = [seal(installationKey, key, `key ${context}`), seal(key, Buffer.from(plain, 'utf8'), context)]
      return ['v1', keyId, ...parts.map((part) => part.toString('base64url'))].join('.')
    },
    open(locked, context) {
      const [version, lockedBy, sealedKey, sealed] = locked.split('.')
      if (version !== 'v1' || sealedKey === undefined || sealed === undefined)
        throw new SecretBoxError('The secret is not in a form that this version knows.')
      if (lockedBy !== keyId) {
        throw new SecretBoxError(
          `The secret was locked with the key ${lockedBy}, this installation has the key ${keyId}. Bring the former encryption key back.`,
        )
      }
      const key = unseal(installationKey, Buffer.from(sealedKey, 'base64url'), `key ${context}`)
      return unseal(key, Buffer.from(sealed, 'base64url'), context).toString('utf8')
    },
  }
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

/** The installation's key: the one that is set, else the one in the data folder, made at the first start. */
export function loadEncryptionKey(settings: { readonly encryptionKey: Buffer | undefined; readonly dataDir: string }): Buffer {
  if (settings.encryptionKey !== undefined) return settings.encryptionKey
  const path = join(settings.dataDir, 'encryption.key')
  try {
    // `wx` makes of two first starts at once one key: the loser reads what the winner wrote.
    writeFileSync(path, `${randomBytes(keyBytes).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new StartError(`The encryption key ${path} cannot be written: ${(error as Error).message}.`)
  }
  return readKey(path)
}

function readKey(path: string): Buffer {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`The encryption key ${path} cannot be read: ${(error as Error).message}.`)
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === keyBytes) return key
  throw new StartError(
    `The file ${path} holds no encryption key of ${keyBytes} bytes in base64. Bring the former file back; without it stored secrets are lost.`,
  )
}
