import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { BlobStore } from '#base/blob-store'
import { type SecretBox, SecretBoxError } from '#base/secret-box'
import type { Part } from '../access.tables.ts'
import { accessError } from '../errors.ts'

const cipher = 'aes-256-gcm'
const [keyBytes, tagBytes] = [32, 16]
/** A row as text, in a file of about this size: what is held in memory while a result of any length goes by. */
const partBytes = 256 * 1024

/** Of which query, and what of it; nothing opens in the place of something else. */
export type RowsOf = { readonly workspaceId: string; readonly queryId: string; readonly what: 'result' | 'before' }

export type StoredRows = { readonly parts: readonly Part[]; readonly key: string }

const contextOf = ({ workspaceId, queryId, what }: RowsOf) => `query ${what} ${workspaceId} ${queryId}`

/** Writes rows to files that nobody can read without the key, which is locked with the installation's. */
export class SealedWriter {
  private readonly parts: Part[] = []
  private readonly key = randomBytes(keyBytes)
  private readonly files: BlobStore
  private readonly of: RowsOf
  private lines: string[] = []
  private heldBytes = 0
  private firstRow = 0
  private rows = 0

  constructor(files: BlobStore, of: RowsOf) {
    this.files = files
    this.of = of
  }

  /** Resolves to the row as it is kept. */
  async write(row: unknown): Promise<string> {
    const line = JSON.stringify(row)
    this.lines.push(line)
    this.heldBytes += line.length
    this.rows += 1
    if (this.heldBytes >= partBytes) await this.flush()
    return line
  }

  /** What a row of the database needs to find and open them. */
  async finish(box: SecretBox): Promise<StoredRows> {
    if (this.lines.length > 0) await this.flush()
    return { parts: this.parts, key: box.lock(this.key.toString('base64'), contextOf(this.of)) }
  }

  private async flush(): Promise<void> {
    const index = this.parts.length
    const sealing = createCipheriv(cipher, this.key, nonceOf(index), { authTagLength: tagBytes }).setAAD(boundTo(this.of, index))
    const plain = Buffer.from(this.lines.join('\n'))
    const id = await this.files.write(Buffer.concat([sealing.update(plain), sealing.final(), sealing.getAuthTag()]))
    this.parts.push({ id, firstRow: this.firstRow })
    this.lines = []
    this.heldBytes = 0
    this.firstRow = this.rows
  }
}

/** Rows from one on, read file by file as they are asked for. */
export async function* readRows(
  { files, box }: { readonly files: BlobStore; readonly box: SecretBox },
  of: RowsOf,
  { parts, key, from = 0 }: StoredRows & { readonly from?: number },
): AsyncGenerator<unknown> {
  try {
    const opened = Buffer.from(box.open(key, contextOf(of)), 'base64')
    const start = parts.findLastIndex(({ firstRow }) => firstRow <= from)
    for (const [index, { id, firstRow }] of parts.entries()) {
      if (index < start) continue
      const sealed = await files.read(id)
      const opening = createDecipheriv(cipher, opened, nonceOf(index), { authTagLength: tagBytes }).setAAD(boundTo(of, index))
      opening.setAuthTag(sealed.subarray(-tagBytes))
      const plain = Buffer.concat([opening.update(sealed.subarray(0, -tagBytes)), opening.final()]).toString()
      for (const line of plain.split('\n').slice(Math.max(0, from - firstRow))) yield JSON.parse(line)
    }
  } catch (error) {
    throw accessError.result_lost({ reason: reasonOf(error) }, error)
  }
}

/** Each result has a key of its own, so a counter is enough. */
function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 8)
  return nonce
}

const boundTo = (of: RowsOf, index: number) => Buffer.from(`${contextOf(of)} ${index}`)

function reasonOf(error: unknown): string {
  if (error instanceof SecretBoxError) return error.message
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'a file of it is missing.'
    : 'a file of it was changed or belongs to another result.'
}
