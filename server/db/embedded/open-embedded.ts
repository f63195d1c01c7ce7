import { join, resolve } from 'node:path'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import { connectAdmin } from '../connect-admin.ts'
import { findCluster } from './cluster-folder.ts'
import { prepareDataFolder } from './data-folder.ts'
import { becomeGuest, becomeOwner, connectOwner, findOwner } from './installation-lock.ts'
import { type Embedded, embeddedUrl } from './embedded-url.ts'
import { OwnedServer } from './owned-server.ts'
import { findPostmaster, isAlive, type Postmaster } from './postmaster-pid.ts'
import { readPassword } from './init-cluster.ts'

export type { Embedded }

export type EmbeddedOptions = {
  /** Serving claims the database alone. A command joins a running one, or starts it for itself. */
  readonly exclusive: boolean
  readonly onLost?: ((reason: Error) => void) | undefined
  readonly onStarting?: (() => void) | undefined
  readonly tuning?: Readonly<Record<string, string>> | undefined
  readonly refuge?: string | undefined
}

/**
 * Brings up the PostgreSQL that comes with the product. What an earlier process
 * left behind is sorted out first: a living server without an owner is stopped
 * and started anew, one with an owner is joined or respected, and after a crash
 * PostgreSQL itself recovers every committed row.
 */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions): Promise<Embedded> {
  const folder = resolve(dataDir)
  await prepareDataFolder(folder)
  const deadline = performance.now() + 60_000
  for (;;) {
    const running = findPostmaster(findCluster(folder))
    if (running !== undefined) {
      const guest = await visit(folder, running, options.exclusive)
      if (guest !== undefined) return guest
    } else {
      const server = await OwnedServer.start({ dataDir: folder, logFile: join(folder, 'logs', 'postgres.log'), ...options })
      if (server !== 'running elsewhere') return server
    }
    if (performance.now() > deadline)
      throw new StartError(
        `The database in ${folder} neither starts nor stops; look into ${join(folder, 'logs', 'postgres.log')}.`,
      )
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Joins a living server, or undefined when it is gone or was stopped because nobody owned it. */
async function visit(folder: string, running: Postmaster, exclusive: boolean): Promise<Embedded | undefined> {
  const url = embeddedUrl({ ...running, password: readPassword(findCluster(folder)) })
  let client
  try {
    client = exclusive ? await connectOwner(url, 0) : await connectAdmin(url, { waitMs: 0, applicationName: 'steward guest' })
  } catch (error) {
    // It is starting, stopping or just gone; whoever looks again finds out.
    log.debug({ err: error }, 'a running database does not answer yet')
    return undefined
  }
  if (!exclusive) {
    await becomeGuest(client)
    return { url, close: () => client.end() }
  }
  try {
    if (!(await becomeOwner(client))) throw refuse(folder, await findOwner(client))
  } finally {
    await client.end().catch(() => undefined)
  }
  log.info({ pid: running.pid }, 'the database of an earlier process is still running; it is stopped and started again')
  await stopOrphan(running.pid)
  return undefined
}

function refuse(folder: string, owner: string | undefined): StartError {
  const who = owner === undefined ? 'Another Steward' : `Another Steward (process ${owner})`
  return new StartError(
    `${who} is already using the data folder ${folder}, and the embedded database serves one at a time; stop it first, give this one its own STEWARD_DATA_DIR and STEWARD_PORT, or let both share a PostgreSQL of your own by STEWARD_DATABASE_URL.`,
  )
}

async function stopOrphan(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
    throw new StartError(
      `The database of an earlier process (${pid}) is still running under another user; stop it, or start as that user.`,
      { cause: error },
    )
  }
  const deadline = performance.now() + 30_000
  while (isAlive(pid) && performance.now() < deadline) await new Promise((done) => setTimeout(done, 20))
}
