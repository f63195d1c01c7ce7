import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonObject, NodeIo } from '@steward/sdk/node'
import { createNet, type Net } from '#net'
import { fileIo } from './file-io.ts'

export type Seen = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: string }
export type Reply = { status?: number; headers?: Record<string, string | string[]>; body?: unknown }

export type Service = {
  readonly url: string
  readonly seen: Seen[]
  /** What a node may use, really calling this service. */
  readonly io: (connections?: Record<string, JsonObject>) => Partial<NodeIo>
  readonly close: () => Promise<void>
}

/** A real HTTP service on this machine that answers as a test wants and remembers what it was asked. */
export async function startService(reply: (request: Seen) => Reply): Promise<Service> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      const one = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      }
      seen.push(one)
      const { status = 200, headers = {}, body = {} } = reply(one)
      const raw = typeof body === 'string' || body instanceof Uint8Array
      response.writeHead(status, { ...(raw ? {} : { 'content-type': 'application/json' }), ...headers })
      response.end(raw ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const net: Net = createNet()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    io: (connections = {}) => ({
      http: (call) => net.request(call),
      connection: async (kind) => connections[kind],
      ...fileIo,
    }),
    close: async () => {
      await net.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
