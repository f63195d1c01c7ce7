import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '#base/settings'
import type { Finding } from './finding.ts'

/** Whether other users of this machine can read what only Steward should. */
export function checkModes({ dataDir }: Pick<Settings, 'dataDir'>, workingFolder: string = process.cwd()): Finding[] {
  const subject = 'files'
  // Windows has other rights, which its tools show.
  if (process.platform === 'win32') return []
  const places = [
    // The embedded database may be another user, who must pass through.
    { path: dataDir, forbidden: 0o066, way: 'chmod go-rw' },
    { path: join(dataDir, 'encryption.key'), forbidden: 0o077, way: 'chmod 600' },
    { path: join(dataDir, 'audit.key'), forbidden: 0o077, way: 'chmod 600' },
    { path: join(dataDir, 'former-keys'), forbidden: 0o077, way: 'chmod 700' },
    { path: join(dataDir, 'mail'), forbidden: 0o077, way: 'chmod 700' },
    { path: join(workingFolder, '.env'), forbidden: 0o077, way: 'chmod 600' },
  ]
  const open = places.flatMap(({ path, forbidden, way }): Finding[] => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode
    if (mode === undefined || (mode & forbidden) === 0) return []
    const says = `${path} has the mode ${(mode & 0o777).toString(8)}, so other users of this machine can get at it; run "${way} ${path}"`
    return [{ subject, state: path.endsWith('.key') ? 'broken' : 'doubtful', says }]
  })
  const isRoot = process.getuid?.() === 0
  const rights: Finding = isRoot
    ? { subject: 'user', state: 'doubtful', says: 'this is root; run Steward as a user of its own' }
    : { subject: 'user', state: 'fine', says: 'not root' }
  return [
    ...(open.length === 0 ? [{ subject, state: 'fine', says: 'keys and data are for this user only' } as const] : open),
    rights,
  ]
}
