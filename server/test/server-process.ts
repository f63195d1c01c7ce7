import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bareEnv } from './bare-env.ts'

const serverMain = join(import.meta.dirname, '..', 'main.ts')
/** As `npm start` does it; without bundles it is the same, only slower. */
const withBundles = join(import.meta.dirname, '..', '..', 'scripts', 'run-with-bundles.mjs')

export type ServerProcess = {
  readonly url: string
  readonly dataDir: string
  /** Milliseconds from the start of the process until it said that it is ready. */
  readonly readyMs: number
  /** Everything it wrote so far. */
  output(): string
  /** Ends the process and everything it has started as a power cut would: SIGKILL, nobody is asked. */
  killTree(): Promise<void>
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<number | null>
  readonly child: ChildProcess
}

export const serverOwner = { email: 'owner@example.com', password: 'a long enough password' }

/** Starts the real server as a process of its own; resolves when it is ready. */
export async function startServer(
  dataDir: string,
  more: { port?: number; env?: Record<string, string>; main?: string } = {},
): Promise<ServerProcess> {
  const port = more.port ?? (await freePort())
  const began = performance.now()
  let output = ''
  const child = spawn(process.execPath, [...(more.main === undefined ? [withBundles, serverMain] : [more.main]), 'serve'], {
    env: {
      ...bareEnv(),
      STEWARD_DATA_DIR: dataDir,
      STEWARD_PORT: String(port),
      STEWARD_OWNER_EMAIL: serverOwner.email,
      STEWARD_OWNER_PASSWORD: serverOwner.password,
      STEWARD_LOG_LEVEL: 'warn',
      ...more.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Steward is ready')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)))
  })
  await ready
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    readyMs: performance.now() - began,
    output: () => output,
    child,
    killTree: async () => {
      const pids = descendants(child.pid ?? 0)
      for (const pid of [child.pid ?? 0, ...pids]) killHard(pid)
      await exited
      await gone(pids)
    },
    stop: async () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself a moment ago.
  }
}

/** Every process that this one has started, and those they have started. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
    } catch {
      // Gone between the listing and the reading.
    }
  }
  const found: number[] = []
  for (let open = [pid]; open.length > 0;) {
    open = open.flatMap((one) => parents.get(one) ?? [])
    found.push(...open)
  }
  return found
}

async function gone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; tries < 100 && pids.some((pid) => existsSync(`/proc/${pid}`)); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** A session of the owner, as the cookie to send; `publicUrl` where that is another address. */
export async function ownerCookie(url: string, publicUrl = url): Promise<string> {
  const headers = { origin: publicUrl, 'content-type': 'application/json' }
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify(serverOwner) })
  return session.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}

/** The API as the owner, through a session; `publicUrl` where that is another address. */
export async function ownerApi(
  url: string,
  publicUrl = url,
): Promise<
  (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>
> {
  const origin = { origin: publicUrl, 'content-type': 'application/json' }
  const cookie = await ownerCookie(url, publicUrl)
  return async (method, path, body) => {
    const init =
      body === undefined
        ? { method, headers: { origin: publicUrl, cookie } }
        : { method, headers: { ...origin, cookie }, body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/v1${path}`, init)
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    }
  }
}
