import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A service that answers each call only when the test says so, and knows how many it was given at once. */
export async function heldPeer() {
  const open = new Map<string, ServerResponse[]>()
  const calls: string[] = []
  let most = 0
  const count = () => [...open.values()].reduce((sum, list) => sum + list.length, 0)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://peer')
    request.resume()
    calls.push(pathname)
    open.set(pathname, [...(open.get(pathname) ?? []), response])
    most = Math.max(most, count())
    response.once('close', () =>
      open.set(
        pathname,
        (open.get(pathname) ?? []).filter((one) => one !== response),
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Paths in the order they were called. */
    calls,
    /** Paths of the calls that wait for their answer. */
    open: () => [...open].flatMap(([path, list]) => list.map(() => path)).toSorted((a, b) => a.localeCompare(b)),
    /** The highest number of calls that were open at once. */
    most: () => most,
    /** Answers the calls of a path. */
    answer: (path: string, status = 200) => {
      for (const response of open.get(path) ?? []) {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ path }))
      }
      open.set(path, [])
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
