import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, test } from 'vitest'
import { localhostCertificate, localhostKey } from '../net/localhost.fixture.ts'
import { findBinaries } from '../db/embedded/binaries.ts'
import { reachableFolder } from '../db/embedded/cluster-folder.ts'
import { chooseUser, hasParentDeathSignal, type RunAs } from '../db/embedded/run-as.ts'
import { quickFolder } from './quick-folder.ts'
import { freePort } from './server-process.ts'

export { localhostCertificate }

/** Where Debian and Ubuntu put it; the oldest that we support comes first. */
const older = [15, 16, 17]
  .map((version) => ({ version, bin: `/usr/lib/postgresql/${version}/bin` }))
  .find(({ bin }) => existsSync(join(bin, 'postgres')))

/** The one that Steward brings, or an older one that the machine has. */
export type TargetVersion = 18 | 'older'

/** A PostgreSQL that is somebody else's: it asks for passwords, and speaks TLS as `localhost` once `ssl` is switched on. */
export type TargetPostgres = AsyncDisposable & {
  readonly version: TargetVersion
  readonly port: number
  readonly database: string
  readonly password: string
  /** As its administrator. */
  admin(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** A connection as its administrator, for what has to last. */
  connect(): Promise<pg.Client>
}

export async function startTargetPostgres(version: TargetVersion): Promise<TargetPostgres> {
  const folder = mkdtempSync(join(quickFolder(), 'steward-target-'))
  chmodSync(folder, 0o711)
  const user = chooseUser([])
  const bin =
    version === 'older'
      ? (older?.bin ?? '')
      : join((await findBinaries(user, user === undefined ? folder : reachableFolder)).folder, 'native', 'bin')
  const port = await freePort()
  const cluster = prepareCluster(folder, bin, user)
  const child = startServer({ bin, cluster, port, log: join(folder, 'log') }, user)
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: adminPassword, database: 'postgres' })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  await untilItAnswers(connect, child, join(folder, 'log'))
  return {
    version,
    port,
    database: 'postgres',
    password: adminPassword,
    connect,
    async admin(text, values = []) {
      const client = await connect()
      return (await client.query<Record<string, unknown>>(text, values).finally(() => client.end())).rows
    },
    async [Symbol.asyncDispose]() {
      const exited = new Promise((done) => child.once('exit', done))
      child.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const adminPassword = 'an administrator of the tests'

function prepareCluster(folder: string, bin: string, user: RunAs | undefined): string {
  const home = join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'password'), adminPassword)
  const identity = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  if (user !== undefined) for (const path of [home, join(home, 'password')]) chownSync(path, user.uid, user.gid)
  const cluster = join(home, 'cluster')
  const args = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--encoding=UTF8',
    '--locale=C',
    '--auth=scram-sha-256',
    `--pwfile=${join(home, 'password')}`,
  ]
  execFileSync(join(bin, 'initdb'), args, {
    ...identity,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: process.env['PATH'] ?? '' },
    stdio: 'pipe',
  })
  appendFileSync(
    join(cluster, 'postgresql.conf'),
    [
      '',
      'fsync = off',
      'shared_buffers = 32MB',
      'max_connections = 40',
      "unix_socket_directories = ''",
      "listen_addresses = '127.0.0.1'",
      '',
    ].join('\n'),
  )
  for (const [name, text] of [
    ['server.crt', localhostCertificate],
    ['server.key', localhostKey],
  ] as const) {
    writeFileSync(join(cluster, name), text, { mode: 0o600 })
    if (user !== undefined) chownSync(join(cluster, name), user.uid, user.gid)
  }
  return cluster
}

function startServer(
  { bin, cluster, port, log }: { bin: string; cluster: string; port: number; log: string },
  user: RunAs | undefined,
): ChildProcess {
  const out = openSync(log, 'a')
  const args = ['-D', cluster, '-p', String(port)]
  const change = user === undefined ? [] : ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups']
  const options = { cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore' as const, out, out] }
  const child = hasParentDeathSignal()
    ? spawn('setpriv', ['--pdeathsig', 'SIGINT', ...change, '--', join(bin, 'postgres'), ...args], options)
    : spawn(join(bin, 'postgres'), args, { ...options, ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }) })
  closeSync(out)
  return child
}

async function untilItAnswers(connect: () => Promise<pg.Client>, child: ChildProcess, log: string): Promise<void> {
  for (const until = Date.now() + 60_000; ;) {
    try {
      await (await connect()).end()
      return
    } catch {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`PostgreSQL did not start:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

/** The same tests on the newest and on an old version. Where the older one is not installed they are skipped by name, except with CI=true. */
export function onBothVersions(title: string, body: (version: TargetVersion) => void): void {
  describe(`${title} (PostgreSQL 18)`, () => body(18))
  if (older !== undefined) describe(`${title} (PostgreSQL ${older.version})`, () => body('older'))
  else if (process.env['CI'] === 'true')
    test(`${title} (needs postgresql-15)`, () => {
      throw new Error('postgresql-15 is not installed here, and with CI=true nothing is skipped for that.')
    })
  else test.skip(`${title} (needs postgresql-15)`, () => undefined)
}
