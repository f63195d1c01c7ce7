import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes by the hash of what they are. The same bytes are stored once. */
export type BlobStore = {
  write(bytes: Uint8Array): Promise<string>
  /** Refuses ids that are not its own, and blobs that are not there. */
  read(id: string): Promise<Uint8Array>
  /**
   * Removes blobs that were last written before so many milliseconds and that
   * `unused` names among those it is asked about; resolves to their number.
   */
  sweep(graceMs: number, unused: (ids: readonly string[]) => Promise<readonly string[]>): Promise<number>
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
    sweep: async (graceMs, unused) => {
      const before = Date.now() - graceMs
      let removed = 0
      for (const part of await foldersIn(folder)) {
        const old = await olderThan(join(folder, part), before)
        if (old.length === 0) continue
        for (const id of await unused(old.map((name) => part + name))) if (await removeOld(pathOf(id), before)) removed += 1
      }
      return removed
    },
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => /^[0-9a-f]{2}$/.test(name))
}

async function olderThan(folder: string, beforeMs: number): Promise<string[]> {
  const old: string[] = []
  for (const name of await readdir(folder)) {
    if (/^[0-9a-f]{62}$/.test(name) && (await stat(join(folder, name))).mtimeMs < beforeMs) old.push(name)
  }
  return old
}

/** Takes the file away first and looks again: the same bytes may have been written anew a moment ago, and then it goes back. */
async function removeOld(path: string, beforeMs: number): Promise<boolean> {
  const aside = `${path}.gone`
  await rename(path, aside)
  const isOld = (await stat(aside)).mtimeMs < beforeMs
  if (!isOld) await link(aside, path).catch(() => {})
  await unlink(aside)
  return isOld
}
