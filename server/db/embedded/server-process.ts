import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '#base/start-error'
import { type Binaries, executable } from './binaries.ts'
import { fullDisk } from './data-folder.ts'
import { hasParentDeathSignal, type RunAs } from './run-as.ts'
import { tuningArguments } from './tuning.ts'

export type ServerStart = {
  readonly cluster: string
  readonly binaries: Binaries
  readonly user: RunAs | undefined
  readonly socketFolder: string
  readonly port: number
  readonly logFile: string
  readonly tuning?: Readonly<Record<string, string>> | undefined
}

export type ServerProcess = {
  readonly child: ChildProcess
  /** Resolves when the process has ended, with what it said last. */
  readonly exited: Promise<string>
}

const largestLog = 10 * 1024 * 1024

/**
 * Starts `postgres`, in its own process group: Ctrl-C in a terminal reaches the
 * whole group, and the database must live until the application has drained.
 * Where the system can, it is told to stop when we die without a word. That
 * signal follows the thread that starts it, so this is called from the main one.
 */
export function spawnServer(start: ServerStart): ServerProcess {
  const log = openLog(start.logFile)
  const logged = fstatSync(log).size
  const { file, args, identity } = command(start)
  const child = spawn(file, args, {
    ...identity,
    detached: true,
    cwd: '/',
    // None of our environment: PGPORT or PGOPTIONS of the person who starts would reach the server.
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', () => resolve(readFileSync(start.logFile).subarray(logged).toString('utf8')))
  })
  return { child, exited }
}

function command(start: ServerStart): { file: string; args: string[]; identity: { uid?: number; gid?: number } } {
  const postgres = executable(start.binaries, 'postgres')
  const address =
    process.platform === 'win32' ? ['-c', 'listen_addresses=127.0.0.1'] : ['-c', 'listen_addresses=', '-k', start.socketFolder]
  const args = ['-D', start.cluster, '-p', String(start.port), ...address, ...tuningArguments(start.tuning)]
  const { user } = start
  if (!hasParentDeathSignal())
    return { file: postgres, args, identity: user === undefined ? {} : { uid: user.uid, gid: user.gid } }
  const change = user === undefined ? [] : ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups']
  return { file: 'setpriv', args: ['--pdeathsig', 'SIGINT', ...change, '--', postgres, ...args], identity: {} }
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) renameSync(file, `${file}.1`)
  return openSync(file, 'a', 0o600)
}

/** Why it ended, as one of three things to do. */
export function judgeExit(said: string, start: ServerStart): 'running elsewhere' | 'try again' | StartError {
  if (/lock file "postmaster\.pid" already exists/.test(said)) return 'running elsewhere'
  // The processes of a killed server take a moment to notice.
  if (/pre-existing shared memory block/.test(said)) return 'try again'
  if (/No space left on device|quota exceeded/i.test(said)) return new StartError(fullDisk(start.cluster))
  if (/Read-only file system/.test(said))
    return new StartError(
      `The database in ${start.cluster} is on a read-only file system; set STEWARD_DATA_DIR to a folder that can be written.`,
    )
  const reason = /(?:FATAL|PANIC|error while loading[^:]*):\s*(.+)/.exec(said)?.[1] ?? said.trim().split('\n').at(-1)
  return new StartError(
    `The embedded PostgreSQL did not start: ${reason || 'it ended without a word'}. Its log is ${start.logFile}.`,
  )
}
