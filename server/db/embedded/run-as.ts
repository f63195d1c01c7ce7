import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

/** The user that the server runs as. PostgreSQL refuses to run as root. */
export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string }

/**
 * As root, the server runs as the owner of the database or of the data folder,
 * else as `postgres`, else as `nobody`; undefined means the current user. Users
 * are never created. `nobody` may be shared with other services: the folders
 * are closed by their mode, but processes of that same user are not kept out.
 */
export function chooseUser(folders: readonly string[]): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readUsers()
  for (const folder of folders) {
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid ?? 0
    // initdb refuses an id without a name, so an unknown owner is passed over.
    const known = owner === 0 ? undefined : users.find((user) => user.uid === owner)
    if (known !== undefined) return known
  }
  const nobody = { uid: 65_534, gid: 65_534, name: 'nobody' }
  return (
    users.find((user) => user.name === 'postgres' && user.uid !== 0) ?? users.find((user) => user.name === 'nobody') ?? nobody
  )
}

function readUsers(): RunAs[] {
  let text = ''
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** Whether that user can really run the server from there. Trying it covers modes, access lists and mount options alike. */
export function canExecute(user: RunAs, file: string): boolean {
  return spawnSync(file, ['--version'], { uid: user.uid, gid: user.gid, cwd: '/', env: {}, stdio: 'ignore' }).status === 0
}

/** Whether that user can pass through the folder, and write into it where it asks to. */
export function canReach(user: RunAs, folder: string, mode: 'enter' | 'write'): boolean {
  const test = mode === 'write' ? 'cd "$0" && test -w .' : 'cd "$0"'
  return (
    spawnSync('/bin/sh', ['-c', test, folder], { uid: user.uid, gid: user.gid, cwd: '/', env: {}, stdio: 'ignore' }).status === 0
  )
}

let parentDeathSignal: boolean | undefined

/** Whether this system can signal the server when we die without a word. */
export function hasParentDeathSignal(): boolean {
  parentDeathSignal ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'SIGINT', 'true'], { stdio: 'ignore' }).status === 0
  return parentDeathSignal
}
