import { StartError } from '#base/start-error'

/** A backup is a row of sections: a description in JSON, then its data in chunks, then an empty chunk. */
export type Section =
  | {
      readonly kind: 'steward backup'
      readonly format: 1
      readonly createdAt: string
      /** Tells keys apart without telling anything about them. */
      readonly keyId: string
      readonly versions: Readonly<Record<string, readonly string[]>>
    }
  | { readonly kind: 'partitions'; readonly hub: string; readonly statements: readonly string[] }
  | { readonly kind: 'table'; readonly hub: string; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'sequences'; readonly hub: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'file'; readonly folder?: string; readonly path: string }
  | { readonly kind: 'end'; readonly sections: number }

export async function* writeSection(
  section: Section,
  data: AsyncIterable<Buffer> | readonly Buffer[] = [],
): AsyncGenerator<Buffer> {
  yield* writeChunk(Buffer.from(JSON.stringify(section)))
  for await (const chunk of data) {
    if (chunk.length > 0) yield* writeChunk(chunk)
  }
  yield* writeChunk(Buffer.alloc(0))
}

function* writeChunk(chunk: Buffer): Generator<Buffer> {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(chunk.length)
  yield size
  yield chunk
}

/** Larger than anything we write: such a size means that this is no backup, or a damaged one. */
const largestChunk = 256 * 1024 * 1024

/** Reads sections one after another. The data of each must be read, or at least passed over, before the next one. */
export class SectionReader {
  private readonly source: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]()
  }

  async next(): Promise<{ section: Section; data: AsyncIterable<Buffer> }> {
    const text = (await this.readChunk()).toString('utf8')
    try {
      return { section: JSON.parse(text) as Section, data: this.chunks() }
    } catch (error) {
      throw damaged(error)
    }
  }

  private async *chunks(): AsyncGenerator<Buffer> {
    for (let chunk = await this.readChunk(); chunk.length > 0; chunk = await this.readChunk()) yield chunk
  }

  private async readChunk(): Promise<Buffer> {
    const size = (await this.readBytes(4)).readUInt32BE()
    if (size > largestChunk) throw damaged()
    return await this.readBytes(size)
  }

  private async readBytes(count: number): Promise<Buffer> {
    const parts = [this.rest]
    let have = this.rest.length
    while (have < count) {
      const { value, done } = await this.source.next().catch((error: unknown) => {
        throw damaged(error)
      })
      if (done === true) throw damaged()
      parts.push(value)
      have += value.length
    }
    const all = parts.length === 1 ? this.rest : Buffer.concat(parts)
    this.rest = all.subarray(count)
    return all.subarray(0, count)
  }
}

function damaged(cause?: unknown): StartError {
  // Whoever opened the file may know better what is wrong with it.
  if (cause instanceof StartError) return cause
  return new StartError('The file is not a whole backup of Steward: it is damaged, cut off, or something else.', { cause })
}
