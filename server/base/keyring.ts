import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

/** The key that locks the keys of secrets, and what it is called in what it has locked. */
export type InstallationKey = { readonly id: string; readonly key: Buffer }

/** The present key locks; it and the former ones open. They may change while the process runs. */
export type Keys = {
  present(): InstallationKey
  find(id: string): InstallationKey | undefined
  /** The present one first. */
  all(): readonly InstallationKey[]
}

export const keyBytes = 32
const fileName = 'encryption.key'

/** Tells keys apart without telling anything about them. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('steward key id').update(key).digest('hex').slice(0, 8)

/** Keys that stay as they are, the present one first. */
export function fixedKeys(keys: readonly Buffer[]): Keys {
  const known = keys.map((key) => {
    if (key.length !== keyBytes) throw new Error(`a key has ${keyBytes} bytes, not ${key.length}`)
    return { id: keyIdOf(key), key }
  })
  const [present] = known
  if (present === undefined) throw new Error('there is no key')
  return { present: () => present, find: (id) => known.find((one) => one.id === id), all: () => known }
}

export type KeySettings = {
  readonly encryptionKey: Buffer | undefined
  readonly formerEncryptionKeys?: readonly Buffer[] | undefined
  readonly dataDir: string
}

/** The installation's keys: those that are set, else those in the data folder, of which the first is made at the first start. */
export function openKeys(settings: KeySettings): Keys {
  const { encryptionKey, formerEncryptionKeys = [], dataDir } = settings
  if (encryptionKey !== undefined) return fixedKeys([encryptionKey, ...formerEncryptionKeys])
  const path = join(dataDir, fileName)
  try {
    // `wx` makes of two first starts at once one key: the loser reads what the winner wrote.
    writeFileSync(path, `${randomBytes(keyBytes).toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new StartError(`The encryption key ${path} cannot be written: ${(error as Error).message}.`)
  }
  return new KeyFile(path)
}

/** A change of the file is seen by whoever locks after so long, and at once by whoever meets a key that is not known. */
const lookAgainMs = 2_000

/** One key in each line, the present one first. */
class KeyFile implements Keys {
  private readonly path: string
  private keys: Keys
  private readAtMs = 0
  /** Tells one state of the file from another, also where both are of the same millisecond. */
  private seen = ''

  constructor(path: string) {
    this.path = path
    this.keys = this.read()
  }

  present(): InstallationKey {
    this.look(lookAgainMs)
    return this.keys.present()
  }

  find(id: string): InstallationKey | undefined {
    const found = this.keys.find(id)
    if (found !== undefined) return found
    this.look(0)
    return this.keys.find(id)
  }

  all(): readonly InstallationKey[] {
    this.look(0)
    return this.keys.all()
  }

  private look(ageMs: number): void {
    const nowMs = performance.now()
    if (nowMs - this.readAtMs < ageMs) return
    this.readAtMs = nowMs
    // A file that is gone for a moment, or for good, takes no key from a process that has it.
    const stat = statSync(this.path, { throwIfNoEntry: false })
    if (stat !== undefined && stateOf(stat) !== this.seen) this.keys = this.read()
  }

  private read(): Keys {
    let state: string
    try {
      state = stateOf(statSync(this.path))
    } catch (error) {
      throw new StartError(`The encryption key ${this.path} cannot be read: ${(error as Error).message}.`)
    }
    const keys = fixedKeys(readKeyFile(this.path))
    // Only what could be read was seen: after a bad moment it is looked at again.
    this.seen = state
    this.readAtMs = performance.now()
    return keys
  }
}

/** A file that is replaced is another one, however quickly. */
const stateOf = (file: Stats): string => `${file.ino} ${file.size} ${file.mtimeMs}`

/** All keys of a key file, the present one first. */
export function readKeyFile(path: string): Buffer[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new StartError(`The encryption key ${path} cannot be read: ${(error as Error).message}.`)
  }
  const keys = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line, 'base64'))
  if (keys.length > 0 && keys.every((key) => key.length === keyBytes)) return keys
  throw new StartError(
    `The file ${path} holds no encryption key of ${keyBytes} bytes in base64. Bring the former file back; without it stored secrets are lost.`,
  )
}

/** Replaces the keys of the data folder in one step, so that nobody ever reads half a file. */
export function writeKeyFile(dataDir: string, keys: readonly Buffer[]): void {
  const path = keyFile(dataDir)
  const draft = `${path}.part`
  rmSync(draft, { force: true })
  const owner = statSync(path, { throwIfNoEntry: false })
  writeFileSync(draft, `${keys.map((key) => key.toString('base64')).join('\n')}\n`, { flag: 'wx', mode: 0o600, flush: true })
  if (owner !== undefined) chmodSync(draft, owner.mode & 0o777)
  renameSync(draft, path)
}

export const keyFile = (dataDir: string): string => join(dataDir, fileName)
