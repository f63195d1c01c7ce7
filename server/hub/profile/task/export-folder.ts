import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that were made for people, by the ids of their tasks. */
export type ExportFolder = {
  /** Writes a file that appears whole or not at all; its size. Undefined where it was called off. */
  write(id: string, chunks: AsyncIterable<string | Uint8Array>, isCancelled: () => boolean): Promise<number | undefined>
  /** Throws where there is none. */
  read(id: string): AsyncIterable<Uint8Array>
  /** Removes what was made before. */
  sweep(before: Date): Promise<void>
}

export function exportFolder(folder: string): ExportFolder {
  const pathOf = (id: string) => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('an export is named by the id of its task')
    return join(folder, id)
  }
  return {
    write: async (id, chunks, isCancelled) => {
      const path = pathOf(id)
      const draft = `${path}.part`
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(draft, 'w', 0o600)
      try {
        let size = 0
        for await (const chunk of chunks) {
          if (isCancelled()) return undefined
          const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
          await file.writeFile(bytes)
          size += bytes.length
        }
        await file.sync()
        await rename(draft, path)
        return size
      } finally {
        await file.close()
        await rm(draft, { force: true })
      }
    },
    read: (id) => createReadStream(pathOf(id)) as AsyncIterable<Uint8Array>,
    sweep: async (before) => {
      for (const name of await namesIn(folder)) {
        const path = join(folder, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
        if (mtimeMs < before.getTime()) await rm(path, { force: true })
      }
    },
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
