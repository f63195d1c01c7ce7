import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { ownerApi, type ServerProcess, startServer } from '../server/test/server-process.ts'

type OwnerApi = Awaited<ReturnType<typeof ownerApi>>

export type Figure = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly answered: number }

/** A server over a folder of its own, gone at the end of the block. */
export async function benchServer(main?: string): Promise<ServerProcess & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  // The embedded PostgreSQL does not run as root, and has to reach it.
  chmodSync(folder, 0o755)
  const server = await startServer(folder, main === undefined ? {} : { main })
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Saves and activates a workflow, and gives its id. */
export async function activate(server: ServerProcess, document: unknown): Promise<string> {
  const api = await ownerApi(server.url)
  const made = await api('POST', '/workflows', { document })
  const id = (made.body as { summary?: { id: string } }).summary?.id
  const active = id === undefined ? made : await api('POST', `/workflows/${id}/activate`)
  if (id === undefined || active.status !== 200)
    throw new Error(`The workflow cannot be activated: ${JSON.stringify(active.body)}`)
  return id
}

type Load = {
  readonly url: string
  readonly body: string
  readonly connections: number
  /** Either a time or a number of calls. */
  readonly seconds?: number
  readonly calls?: number
  /** Calls per second, whatever the answers take; without it as fast as it is answered. */
  readonly rate?: number
}

/** Posts as fast as it is answered, or at a rate; a refused or broken call ends the benchmark. */
export async function load({ url, body, connections, seconds, calls, rate }: Load): Promise<Figure> {
  const result = await autocannon({
    url,
    connections,
    ...(calls === undefined ? { duration: seconds ?? 5 } : { amount: calls }),
    ...(rate === undefined ? {} : { overallRate: rate }),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused and ${result.errors} broken calls at ${url}`)
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    answered: result['2xx'],
  }
}

/** Resolves when no execution is in one of these states any more. */
export async function noneLeft(api: OwnerApi, statuses: string): Promise<void> {
  for (;;) {
    const { body } = await api('GET', `/executions?limit=1&status=${statuses}`)
    if ((body as { items: unknown[] }).items.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export function median<T>(figures: readonly T[], of: (figure: T) => number): T {
  return figures.toSorted((a, b) => of(a) - of(b))[figures.length >> 1] as T
}
