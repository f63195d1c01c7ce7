import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#base/start-error'
import { keyIdOf, readPublicKeys, signingKeyOf } from '../chain/checkpoint.ts'

/** Holds the key that signs checkpoints, and knows where they are kept outside of the database. */
export type Notary = {
  readonly signingKey: KeyObject
  readonly keyId: string
  /** PEM. */
  readonly publicKey: string
  /** Every key that this installation has signed with, by id. */
  readonly trusted: ReadonlyMap<string, KeyObject>
  /** The file that checkpoints are appended to. */
  readonly anchorFile: string
}

export type NotarySettings = {
  /** The 32 bytes of an Ed25519 key; undefined for the generated file in the data folder. */
  readonly auditKey: Buffer | undefined
  readonly dataDir: string
}

/** Opens the key that is set, else the one in the data folder, made at the first start. The database never holds it. */
export function openNotary({ auditKey, dataDir }: NotarySettings): Notary {
  const signingKey = signingKeyOf(auditKey ?? readOwnKey(join(dataDir, 'audit.key')))
  const publicKey = createPublicKey(signingKey)
  const keyId = keyIdOf(publicKey)
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const trusted = rememberKey(join(dataDir, 'audit'), { keyId, pem })
  return { signingKey, keyId, publicKey: pem, trusted, anchorFile: anchorFileIn(dataDir) }
}

/** The public keys that the data folder knows; what a verification trusts where it is given no other. Undefined where there are none. */
export function readTrustedKeys(dataDir: string): ReadonlyMap<string, KeyObject> | undefined {
  const path = trustedPath(join(dataDir, 'audit'))
  return existsSync(path) ? readKeys(path) : undefined
}

export const anchorFileIn = (dataDir: string): string => join(dataDir, 'audit', 'checkpoints.jsonl')

const trustedPath = (folder: string) => join(folder, 'public-keys.pem')
const seedBytes = 32

function readOwnKey(path: string): Buffer {
  try {
    mkdirSync(join(path, '..'), { recursive: true })
    // `wx` makes of two first starts at once one key: the loser reads what the winner wrote.
    writeFileSync(path, `${randomBytes(seedBytes).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new StartError(`The key of the audit log ${path} cannot be written: ${(error as Error).message}.`)
  }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`The key of the audit log ${path} cannot be read: ${(error as Error).message}.`)
  }
  const seed = Buffer.from(text.trim(), 'base64')
  if (seed.length === seedBytes) return seed
  throw new StartError(
    `The file ${path} holds no key of ${seedBytes} bytes in base64. Bring the former file back; a new one would sign the audit log with a key that nobody knows yet.`,
  )
}

/** What was signed with a former key stays signed, so every key is remembered beside the checkpoints. */
function rememberKey(folder: string, own: { keyId: string; pem: string }): ReadonlyMap<string, KeyObject> {
  const path = trustedPath(folder)
  const known = existsSync(path) ? readKeys(path) : new Map<string, KeyObject>()
  if (known.has(own.keyId)) return known
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    appendFileSync(path, own.pem, { mode: 0o600, flush: true })
  } catch (error) {
    throw new StartError(`The public key of the audit log cannot be written to ${path}: ${(error as Error).message}.`)
  }
  return readKeys(path)
}

function readKeys(path: string): Map<string, KeyObject> {
  try {
    return readPublicKeys(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartError(`The file ${path} cannot be used: ${(error as Error).message}.`)
  }
}
