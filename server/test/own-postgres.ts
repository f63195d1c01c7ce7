import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { chmodSync, chownSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAdmin } from '#db'
import { type Binaries, executable, findBinaries } from '../db/embedded/binaries.ts'
import { reachableFolder } from '../db/embedded/cluster-folder.ts'
import { initCluster } from '../db/embedded/init-cluster.ts'
import { chooseUser, hasParentDeathSignal, type RunAs } from '../db/embedded/run-as.ts'
import { tuningArguments } from '../db/embedded/tuning.ts'
import { freePort } from './server-process.ts'

type Place = { readonly cluster: string; readonly binaries: Binaries; readonly user: RunAs | undefined; readonly log: string }

/** A PostgreSQL of the test's own that listens on a port of the loopback, so that it can be killed and its connections be cut. */
export class OwnPostgres {
  readonly port: number
  private readonly place: Place
  private readonly tuning: Readonly<Record<string, string>>
  private child: ChildProcess | undefined
  private exited: Promise<unknown> = Promise.resolve()
  private tail: Promise<void> = Promise.resolve()

  private constructor(place: Place, port: number, tuning: Readonly<Record<string, string>>) {
    this.place = place
    this.port = port
    this.tuning = tuning
  }

  /** Makes a cluster below the folder, starts it and makes the database `steward`. */
  static async create(folder: string, tuning: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
    const user = chooseUser([folder])
    const binaries = await findBinaries(user, user === undefined ? folder : reachableFolder)
    const home = join(folder, 'postgresql')
    const cluster = join(home, 'cluster')
    chmodSync(folder, 0o711)
    await initCluster(cluster, binaries, user)
    writeFileSync(join(cluster, 'pg_hba.conf'), 'host all all 127.0.0.1/32 trust\n')
    if (user !== undefined) chownSync(home, user.uid, user.gid)
    const server = new OwnPostgres({ cluster, binaries, user, log: join(folder, 'postgresql.log') }, await freePort(), tuning)
    await server.start()
    const admin = await connectAdmin(server.urlAt(server.port, 'postgres'))
    await admin.query('create database steward').finally(() => admin.end())
    return server
  }

  get url(): string {
    return this.urlAt(this.port)
  }

  /** Its address as seen through a proxy that listens at this port. */
  urlAt(port: number, database = 'steward'): string {
    return `postgres://steward@127.0.0.1:${port}/${database}`
  }

  /** Resolves when it lets somebody in; repairs what a kill has left. */
  async start(): Promise<void> {
    for (const until = Date.now() + 60_000; ;) {
      this.spawn()
      const ended = this.exited.then(() => true)
      for (;;) {
        if (await Promise.race([ended, this.answers()])) break
      }
      if (this.child?.exitCode === null && this.child.signalCode === null) return
      // The processes of a killed server take a moment to notice.
      if (Date.now() > until) throw new Error(`PostgreSQL did not start:\n${readFileSync(this.place.log, 'utf8').slice(-2_000)}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  /** Runs work that must not meet other such work, such as a kill and the start after it. */
  whole(work: () => Promise<void>): Promise<void> {
    this.tail = this.tail.then(work)
    return this.tail
  }

  /** As a power cut: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL')
    await this.exited
  }

  async stop(): Promise<void> {
    this.child?.kill('SIGINT')
    await this.exited
  }

  private spawn(): void {
    const { cluster, binaries, user, log } = this.place
    const network = ['-p', String(this.port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
    const args = ['-D', cluster, ...network, ...tuningArguments(this.tuning)]
    const file = executable(binaries, 'postgres')
    const change = user === undefined ? [] : ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups']
    const out = openSync(log, 'a')
    const options: SpawnOptions = {
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', out, out],
    }
    const child = hasParentDeathSignal()
      ? spawn('setpriv', ['--pdeathsig', 'SIGINT', ...change, '--', file, ...args], options)
      : spawn(file, args, { ...options, ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }) })
    this.child = child
    closeSync(out)
    this.exited = new Promise((resolve) => {
      child.once('exit', resolve)
      child.once('error', resolve)
    })
  }

  private async answers(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, 30))
    try {
      const client = await connectAdmin(this.urlAt(this.port, 'postgres'), { waitMs: 0 })
      await client.end()
      return true
    } catch {
      return false
    }
  }
}
