import { createServer } from 'node:net'
import type pg from 'pg'
import { log } from '#base/log'
import { StartError } from '#base/start-error'
import { codeOf, connectAdmin } from '../connect-admin.ts'
import { findBinaries } from './binaries.ts'
import { findCluster, makeClusterReachable, reachableFolder } from './cluster-folder.ts'
import { explainFolder } from './data-folder.ts'
import { initCluster, readPassword } from './init-cluster.ts'
import { becomeOwner, connectOwner, waitForGuests } from './installation-lock.ts'
import { type Embedded, embeddedUrl } from './embedded-url.ts'
import { chooseUser } from './run-as.ts'
import { judgeExit, type ServerProcess, type ServerStart, spawnServer } from './server-process.ts'
import { removeSocketFolder, renewSocketFolder } from './socket-folder.ts'

type OwnedOptions = {
  readonly dataDir: string
  readonly logFile: string
  readonly onLost?: ((reason: Error) => void) | undefined
  readonly onStarting?: (() => void) | undefined
  readonly tuning?: Readonly<Record<string, string>> | undefined
  /** Where to go when the server's user cannot reach the data folder or the binaries; for tests. */
  readonly refuge?: string | undefined
}

/** The server that this process started, keeps alive and stops. */
export class OwnedServer implements Embedded {
  readonly url: string
  private readonly start: ServerStart
  private readonly onLost: (reason: Error) => void
  private process: ServerProcess
  private owner: pg.Client
  private closing = false

  private constructor(start: ServerStart, running: Running, onLost: (reason: Error) => void) {
    this.start = start
    this.url = running.url
    this.process = running.process
    this.owner = running.owner
    this.onLost = onLost
    this.watch()
  }

  static async start(options: OwnedOptions): Promise<OwnedServer | 'running elsewhere'> {
    const start = await prepare(options).catch((error: unknown) => {
      throw explainFolder(options.dataDir, error)
    })
    const running = await run(start, options.onStarting)
    if (running === 'running elsewhere') removeSocketFolder(start.socketFolder)
    return running === 'running elsewhere' ? running : new OwnedServer(start, running, options.onLost ?? (() => undefined))
  }

  /** The fast shutdown: the application has drained already, whoever is still connected is cut off. */
  async close(): Promise<void> {
    if (this.closing) return
    this.closing = true
    await waitForGuests(this.owner).catch(() => undefined)
    await this.owner.end().catch(() => undefined)
    await stop(this.process)
    removeSocketFolder(this.start.socketFolder)
  }

  /** A server that is killed comes back on the same socket, so every pool finds it again by itself. */
  private watch(): void {
    void this.process.exited.then(async (said) => {
      if (this.closing) return
      log.error({ said: said.trim().split('\n').slice(-3) }, 'the embedded PostgreSQL ended unexpectedly and is started again')
      await this.owner.end().catch(() => undefined)
      try {
        const running = await run(this.start)
        if (running === 'running elsewhere')
          throw new StartError(`Another process took over the database in ${this.start.cluster}.`)
        this.process = running.process
        this.owner = running.owner
        if (this.closing) await stop(this.process)
        else this.watch()
      } catch (error) {
        this.onLost(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }
}

async function prepare({ dataDir, logFile, tuning, refuge = reachableFolder }: OwnedOptions): Promise<ServerStart> {
  const user = chooseUser([findCluster(dataDir), dataDir])
  const binaries = await findBinaries(user, user === undefined ? dataDir : refuge)
  const cluster = user === undefined ? findCluster(dataDir) : await makeClusterReachable(dataDir, user, refuge)
  await initCluster(cluster, binaries, user)
  const isWindows = process.platform === 'win32'
  return {
    cluster,
    binaries,
    user,
    logFile,
    tuning,
    socketFolder: isWindows ? '' : renewSocketFolder(dataDir, user),
    port: isWindows ? await findFreePort() : 5432,
  }
}

type Running = { readonly process: ServerProcess; readonly owner: pg.Client; readonly url: string }

async function run(start: ServerStart, onStarting?: () => void): Promise<Running | 'running elsewhere'> {
  const deadline = performance.now() + 15_000
  for (;;) {
    const process = spawnServer(start)
    onStarting?.()
    const url = embeddedUrl({ ...start, password: readPassword(start.cluster) })
    const outcome = await Promise.race([process.exited, becomeReady(url, process)])
    if (typeof outcome !== 'string') {
      if (await becomeOwner(outcome)) return { process, owner: outcome, url }
      // Somebody was quicker between our start and our lock, and will stop this server as an orphan.
      await outcome.end().catch(() => undefined)
      return 'running elsewhere'
    }
    const verdict = judgeExit(outcome, start)
    if (verdict === 'running elsewhere') return verdict
    if (verdict !== 'try again' || performance.now() > deadline) {
      throw verdict === 'try again'
        ? new StartError(
            `The embedded PostgreSQL did not start: processes of the one before are still running. Its log is ${start.logFile}.`,
          )
        : verdict
    }
    await new Promise((done) => setTimeout(done, 200))
  }
}

/** Polls until the server lets us in; recovery after a crash may take a while, and only the end of the process ends the waiting. */
async function becomeReady(url: string, { exited }: ServerProcess): Promise<pg.Client | string> {
  const end = { reached: false }
  void exited.then(() => (end.reached = true))
  while (!end.reached) {
    try {
      return await connectOwner(url)
    } catch (error) {
      const cause = codeOf((error as Error).cause)
      if (cause === '3D000') await createDatabase(url)
      else if (!['ENOENT', 'ECONNREFUSED', 'ECONNRESET'].includes(cause)) throw error
      else await new Promise((done) => setTimeout(done, 10))
    }
  }
  return await exited
}

async function createDatabase(url: string): Promise<void> {
  const postgres = new URL(url)
  postgres.pathname = '/postgres'
  const client = await connectAdmin(postgres.href)
  try {
    await client.query('create database steward').catch((error: unknown) => {
      if (codeOf(error) !== '42P04') throw error
    })
  } finally {
    await client.end()
  }
}

async function stop({ child, exited }: ServerProcess): Promise<void> {
  child.ref()
  child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGQUIT'), 30_000)
  await exited
  clearTimeout(late)
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const address = server.address()
  await new Promise((done) => server.close(done))
  return typeof address === 'object' && address !== null ? address.port : 0
}
