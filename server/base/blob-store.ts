import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes by the hash of what they are. The same bytes are stored once. */
export type BlobStore = {
  write(bytes: Uint8Array): Promise<string>
  /** Refuses ids that are not its own, and blobs that are not there. */
  read(id: string): Promise<Uint8Array>
}

/** Keeps blobs in a folder, in files that appear whole or not at all. */
export function folderBlobStore(folder: string): BlobStore {
  const pathOf = (id: string) => {
    if (!/^[0-9a-f]{64}$/.test(id)) throw new Error(`"${id.slice(0, 80)}" is not the id of a stored file.`)
    return join(folder, id.slice(0, 2), id.slice(2))
  }
  return {
    write: async (bytes) => {
      const id = createHash('sha256').update(bytes).digest('hex')
      await mkdir(join(folder, id.slice(0, 2)), { recursive: true, mode: 0o700 })
      const draft = join(folder, `${randomUUID()}.part`)
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        // What is committed with this id must still be there after a power cut.
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, pathOf(id))
      return id
    },
    read: (id) => readFile(pathOf(id)),
  }
}
