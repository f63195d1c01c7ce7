import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '../server/test/create-test-database.ts'
import { templateName } from '../server/test/template-name.ts'

const root = join(import.meta.dirname, '..')
const startMs = 90_000
const stopMs = 15_000

export type Server = AsyncDisposable & {
  readonly url: string
  /** Its data folder. */
  readonly folder: string
}

/**
 * A real server with an empty data folder and a migrated database of its own, on a free port; gone at the end of the
 * block. With `own` it also makes and starts its PostgreSQL, as an installation on one machine does.
 */
export async function startServer(database: 'own' | 'ready' = 'ready'): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'steward-e2e-'))
  const port = await freePort()
  const ready = database === 'ready' ? await createTestDatabase({ template: templateName }) : undefined
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, ['scripts/run-with-bundles.mjs', 'server/main.ts', 'serve'], {
    cwd: root,
    env: {
      ...process.env,
      ...(ready === undefined ? {} : { STEWARD_DATABASE_URL: ready.url }),
      STEWARD_DATA_DIR: folder,
      STEWARD_PORT: String(port),
      STEWARD_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  const stop = async () => {
    await end(child)
    await ready?.drop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(url, child)
  } catch (error) {
    await stop()
    throw new Error(`the server did not start:\n${said.join('')}`, { cause: error })
  }
  return { url, folder, [Symbol.asyncDispose]: stop }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + startMs
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`it was not ready after ${startMs} ms`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await ended
  clearTimeout(timer)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
