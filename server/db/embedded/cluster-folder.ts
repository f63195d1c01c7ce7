import { createHash } from 'node:crypto'
import { existsSync, lchownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import { canReach, type RunAs } from './run-as.ts'

/** Where everything goes that the server's user could not reach otherwise. Root only. */
export const reachableFolder = '/var/lib/steward'

/** Where the database lies: in the data folder, or where it was moved to. */
export function findCluster(dataDir: string): string {
  const pointer = pointerOf(dataDir)
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dataDir, 'postgres')
}

/**
 * Makes sure that the server's user reaches the database. Where it cannot (the
 * data folder below /root), the database moves to /var/lib/steward, once; a
 * pointer in the data folder tells every later start. The old folder is kept.
 */
export async function makeClusterReachable(dataDir: string, user: RunAs, refuge = reachableFolder): Promise<string> {
  const cluster = findCluster(dataDir)
  const isThere = existsSync(cluster)
  if (isThere) giveTo(cluster, user)
  if (isThere ? canReach(user, cluster, 'write') : canReach(user, dataDir, 'enter')) return cluster
  if (existsSync(pointerOf(dataDir))) {
    throw new StartError(
      `The database was moved to ${cluster} (see ${pointerOf(dataDir)}), but the user ${user.name} cannot reach it there.`,
    )
  }
  const moved = join(refuge, `database-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
  await mkdir(refuge, { recursive: true, mode: 0o711 })
  if (isThere) await moveCluster(cluster, moved, user)
  writeFileSync(pointerOf(dataDir), `${moved}\n`)
  log.warn(
    `the user ${user.name}, which runs the database, cannot reach ${dataDir}; from now on the database is kept in ${moved}`,
  )
  return moved
}

function pointerOf(dataDir: string): string {
  return join(dataDir, 'postgres.location')
}

async function moveCluster(from: string, to: string, user: RunAs): Promise<void> {
  const fresh = await mkdtemp(`${to}.new-`)
  await cp(from, fresh, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  giveTo(fresh, user)
  await chmod(fresh, 0o700)
  if (existsSync(to))
    throw new StartError(
      `The database in ${from} was to be moved to ${to}, but there is one already; remove the one that is not wanted.`,
    )
  await rename(fresh, to)
  await rename(from, `${from}.before-move`)
}

/** Gives a folder and all in it to the server's user; nothing to do when it has it already. */
export function giveTo(folder: string, user: RunAs): void {
  const { uid, gid } = statSync(folder)
  if (uid === user.uid && gid === user.gid) return
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
  lchownSync(folder, user.uid, user.gid)
}

/** A half-made cluster that a killed first start left behind. */
export async function removeLeftovers(cluster: string): Promise<void> {
  const parent = join(cluster, '..')
  const oldMs = Date.now() - 600_000
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const path = join(parent, name)
    const isLeftover = path.startsWith(`${cluster}.new-`) && statSync(path, { throwIfNoEntry: false })?.mtimeMs
    // A young one may belong to a starter that is at work right now.
    if (isLeftover && isLeftover < oldMs) await rm(path, { recursive: true, force: true })
  }
}
