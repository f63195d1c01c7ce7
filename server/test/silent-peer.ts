import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type PeerCall = { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders }

/**
 * A service that does what a POST asks for and does not answer it, so that its
 * caller can die in between. A GET of `/<order>` says whether the POST with
 * that `X-Order` was done.
 */
export async function silentPeer() {
  const calls: PeerCall[] = []
  const done = new Set<string>()
  /** `probeStatus` stands in for the truth; who `forgets` does nothing of what is asked. */
  const ways = { probeStatus: undefined as number | undefined, isSilent: true, forgets: false }
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request
    calls.push({ method, path, headers })
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    request.resume().once('end', () => {
      if (method === 'GET') {
        if (ways.probeStatus !== undefined) return answer(ways.probeStatus, { error: 'busy' })
        const order = path.slice(1).split('?', 1)[0] ?? ''
        return done.has(order) ? answer(200, { charge: order }) : answer(404, { error: 'none' })
      }
      const order = String(headers['x-order'])
      if (!ways.forgets) done.add(order)
      if (!ways.isSilent) answer(201, { charge: order })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    ways,
    posts: () => calls.filter((call) => call.method === 'POST'),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
