/**
 * The outside world of a chaos run, in a process of its own that nothing kills:
 * does what it is asked, slowly or not at all, and remembers every call.
 * `node peer.ts <seed>`; says its port on its first line.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomOf } from '../server/test/seeded-random.ts'

export type PeerCall = {
  /** The process that called. */
  readonly by: string
  readonly key: string
  readonly node: string
  readonly method: string
  /** `done`: carried out. `refused`: answered by 500, not carried out. `dropped`: the connection was broken instead of an answer; reads only. */
  readonly outcome: 'done' | 'refused' | 'dropped'
}

const slowestMs = 400
const [refusedShare, droppedShare] = [0.08, 0.05]

function serve(seed: number): void {
  const random = randomOf(seed)
  const calls: PeerCall[] = []
  const decide = (method: string, flaky: boolean): PeerCall['outcome'] => {
    const drawn = random()
    if (drawn < (flaky ? 0.5 : refusedShare)) return 'refused'
    return method === 'GET' && drawn > 1 - droppedShare ? 'dropped' : 'done'
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peer')
    request.resume()
    if (url.pathname === '/calls') return send(response, 200, calls)
    const { method = '' } = request
    const [key, node] = [url.searchParams.get('key') ?? '', url.searchParams.get('node') ?? '']
    const [, by = '', path] = url.pathname.split('/')
    const outcome = decide(method, path === 'flaky')
    calls.push({ by, key, node, method, outcome })
    setTimeout(
      () => {
        if (outcome === 'dropped') response.destroy()
        else send(response, outcome === 'done' ? 200 : 500, { key, node })
      },
      random() ** 3 * slowestMs,
    )
  })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
  // Whoever started it has gone.
  process.stdin.resume().once('end', () => process.exit(0))
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

if (import.meta.main) serve(Number(process.argv[2] ?? 1))
