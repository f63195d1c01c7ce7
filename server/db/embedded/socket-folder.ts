import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { RunAs } from './run-as.ts'

const prefix = 'steward-pg-'
/** A socket's path may have 107 characters (103 on macOS), and the file in it is called `.s.PGSQL.5432`. */
const longestParent = 70

/**
 * A short folder, mode 0700, that only the server's user (and root) can enter.
 * A fresh one each time, so nobody can have prepared it; the one that a killed
 * process left behind is removed.
 */
export function renewSocketFolder(dataDir: string, user: RunAs | undefined): string {
  const note = join(dataDir, 'postgres.socket')
  const left = existsSync(note) ? readFileSync(note, 'utf8').trim() : ''
  // A young one may belong to a starter that is at work right now.
  if (Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > 60_000) removeSocketFolder(left)
  const folder = makeInFirst([process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'], user)
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  writeFileSync(note, `${folder}\n`)
  return folder
}

function makeInFirst(candidates: readonly (string | undefined)[], user: RunAs | undefined): string {
  // Another user than ours may not be let into our own temporary folders.
  const parents = user === undefined ? candidates.filter((each) => each !== undefined && each.length <= longestParent) : ['/tmp']
  for (const parent of parents.slice(0, -1)) {
    try {
      return mkdtempSync(join(parent ?? '', prefix))
    } catch {
      // The next one.
    }
  }
  return mkdtempSync(join('/tmp', prefix))
}

/** Removes a folder of ours; any other path is left alone. */
export function removeSocketFolder(folder: string): void {
  if (basename(folder).startsWith(prefix)) rmSync(folder, { recursive: true, force: true })
}
