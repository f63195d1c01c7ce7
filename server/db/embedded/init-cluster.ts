import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '#base/start-error'
import { type Binaries, executable } from './binaries.ts'
import { fullDisk } from './data-folder.ts'
import { removeLeftovers } from './cluster-folder.ts'
import type { RunAs } from './run-as.ts'

const isWindows = process.platform === 'win32'

/**
 * Makes a new cluster in a fresh folder and renames it when it is whole, so a
 * first start that is killed leaves nothing that could be taken for a database.
 */
export async function initCluster(cluster: string, binaries: Binaries, user: RunAs | undefined): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return checkMajorVersion(cluster, binaries)
  await mkdir(dirname(cluster), { recursive: true })
  await removeLeftovers(cluster)
  const fresh = await mkdtemp(`${cluster}.new-`)
  try {
    await chmod(fresh, 0o700)
    if (user !== undefined) chownSync(fresh, user.uid, user.gid)
    await runInitdb(fresh, binaries, user)
    await rename(fresh, cluster)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
    // Another starter was quicker; its cluster is as good as ours.
    if (existsSync(join(cluster, 'PG_VERSION'))) return
    throw error
  }
}

async function runInitdb(folder: string, binaries: Binaries, user: RunAs | undefined): Promise<void> {
  // The builtin locale sorts alike on every system and does not change when the system's libraries do.
  const args = [
    '-D',
    folder,
    '-U',
    'steward',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]
  if (isWindows) args.push('--auth=scram-sha-256', `--pwfile=${writePassword(folder)}`)
  // Whoever can open the socket may come in; the folder of the socket, mode 0700, is the guard.
  else args.push('--auth=peer', '--auth-local=trust')
  try {
    await promisify(execFile)(executable(binaries, 'initdb'), args, {
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
    })
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr ?? '').trim()
    if (/No space left on device|quota exceeded/i.test(said)) throw new StartError(fullDisk(dirname(folder)), { cause: error })
    throw new StartError(`A new database could not be made in ${dirname(folder)}: ${said.split('\n').at(-1) || String(error)}`, {
      cause: error,
    })
  }
}

/** Windows has no socket folder to guard, so the server asks for a password there. It lies beside the cluster. */
function writePassword(folder: string): string {
  const file = join(dirname(folder), 'postgres.password')
  writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return file
}

export function readPassword(cluster: string): string | undefined {
  return isWindows ? readFileSync(join(dirname(cluster), 'postgres.password'), 'utf8').trim() : undefined
}

function checkMajorVersion(cluster: string, binaries: Binaries): void {
  const has = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const wants = binaries.version.split('.')[0]
  if (has !== wants) {
    throw new StartError(
      `The database in ${cluster} was made by PostgreSQL ${has}, but this Steward brings PostgreSQL ${wants}; export it with the Steward that made it ("steward backup") and restore it into a new data folder.`,
    )
  }
}
