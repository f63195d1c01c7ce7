import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { promisify } from 'node:util'
import { StartError } from '#base/start-error'

/** With what a backup is locked: a key of the installation, or words that a person keeps. */
export type BackupLock =
  | { readonly by: 'key'; readonly id: string; readonly key: Buffer }
  | { readonly by: 'passphrase'; readonly passphrase: string }

/** The first line of a locked backup, which anybody can read. */
export type SealedHeader = {
  readonly kind: 'steward backup'
  readonly format: 2
  readonly createdAt: string
  /** Which key of the installation the secrets inside are locked with. */
  readonly keyId: string
  readonly by: 'key' | 'passphrase'
  readonly salt: string
}

const cipher = 'aes-256-gcm'
const frameBytes = 64 * 1024
const tagBytes = 16
const longestHeader = 4096
/** 128 MiB and about half a second: guessing words is dear. */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 }

/**
 * Locks a stream in frames, each bound to its place and to the header, the last one marked: what was changed, moved or
 * cut off does not open. Each file has a key of its own, so a counter is enough as nonce.
 */
export async function* sealStream(
  source: AsyncIterable<Buffer>,
  about: { readonly lock: BackupLock; readonly createdAt: string; readonly keyId: string },
): AsyncGenerator<Buffer> {
  const { lock, createdAt, keyId } = about
  const salt = randomBytes(32)
  const header: SealedHeader = {
    kind: 'steward backup',
    format: 2,
    createdAt,
    keyId,
    by: lock.by,
    salt: salt.toString('base64'),
  }
  const line = Buffer.from(`${JSON.stringify(header)}\n`)
  const sealing = new Frames(await fileKey(lock, salt), line)
  yield line
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length > frameBytes) {
      yield sealing.seal(rest.subarray(0, frameBytes), false)
      rest = rest.subarray(frameBytes)
    }
  }
  yield sealing.seal(rest, true)
}

/** The header of a locked backup; undefined where the file is none, such as one from before backups were locked. */
export async function readSealedHeader(file: string): Promise<SealedHeader | undefined> {
  return (await splitHeader(createReadStream(file, { end: longestHeader })))?.header
}

/** What was locked into the file. */
export async function* openSealed(file: string, lock: BackupLock): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { highWaterMark: frameBytes })
  const split = await splitHeader(source)
  if (split === undefined) throw damaged()
  const { header, line, rest } = split
  const opening = new Frames(await fileKey(lock, Buffer.from(header.salt, 'base64')), line)
  const full = frameBytes + tagBytes
  let held = rest
  for await (const chunk of split.source) {
    held = Buffer.concat([held, chunk])
    // A full frame that nothing follows is the last one.
    while (held.length > full) {
      yield opening.open(held.subarray(0, full), { last: false, by: lock.by })
      held = held.subarray(full)
    }
  }
  yield opening.open(held, { last: true, by: lock.by })
}

type Split = {
  readonly header: SealedHeader
  readonly line: Buffer
  readonly rest: Buffer
  readonly source: AsyncIterable<Buffer>
}

async function splitHeader(stream: AsyncIterable<Buffer>): Promise<Split | undefined> {
  const chunks = stream[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)
  while (held.length < longestHeader && !held.includes('\n')) {
    const { value, done } = await chunks.next()
    if (done === true) break
    held = Buffer.concat([held, value])
    if (held[0] !== '{'.charCodeAt(0)) return undefined
  }
  const end = held.indexOf('\n') + 1
  const header = end === 0 ? undefined : asHeader(held.subarray(0, end).toString())
  if (header === undefined) return undefined
  return { header, line: held.subarray(0, end), rest: held.subarray(end), source: { [Symbol.asyncIterator]: () => chunks } }
}

function asHeader(line: string): SealedHeader | undefined {
  try {
    const header = JSON.parse(line) as SealedHeader
    return header.kind === 'steward backup' && header.format === 2 ? header : undefined
  } catch {
    return undefined
  }
}

async function fileKey(lock: BackupLock, salt: Buffer): Promise<Buffer> {
  if (lock.by === 'key') return Buffer.from(hkdfSync('sha256', lock.key, salt, 'steward backup', 32))
  return await promisify<string, Buffer, number, object, Buffer>(scrypt)(lock.passphrase.normalize('NFKC'), salt, 32, scryptCost)
}

class Frames {
  private count = 0n
  private readonly key: Buffer
  private readonly about: Buffer

  constructor(key: Buffer, header: Buffer) {
    this.key = key
    this.about = createHash('sha256').update(header).digest()
  }

  seal(plain: Buffer, last: boolean): Buffer {
    const { nonce, bound } = this.next(last)
    const sealing = createCipheriv(cipher, this.key, nonce, { authTagLength: tagBytes }).setAAD(bound)
    return Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()])
  }

  open(sealed: Buffer, { last, by }: { readonly last: boolean; readonly by: BackupLock['by'] }): Buffer {
    if (sealed.length < tagBytes) throw damaged()
    const isFirst = this.count === 0n
    const { nonce, bound } = this.next(last)
    const opening = createDecipheriv(cipher, this.key, nonce, { authTagLength: tagBytes }).setAAD(bound)
    opening.setAuthTag(sealed.subarray(-tagBytes))
    try {
      return Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()])
    } catch (error) {
      if (isFirst && by === 'passphrase')
        throw new StartError('The passphrase is not the one the backup was locked with, or the file is damaged.', {
          cause: error,
        })
      throw damaged(error)
    }
  }

  private next(last: boolean): { nonce: Buffer; bound: Buffer } {
    const nonce = Buffer.alloc(12)
    nonce.writeBigUInt64BE(this.count++, 4)
    return { nonce, bound: Buffer.concat([this.about, Buffer.from([last ? 1 : 0])]) }
  }
}

function damaged(cause?: unknown): StartError {
  return new StartError('The file is not a whole backup of Steward: it is damaged, cut off, or something else.', { cause })
}
