import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type PeerLogEntry = {
  readonly path: string
  readonly key: string
  readonly method: string
  readonly atMs: number
  answeredMs: number | undefined
  /** When the caller hung up before it was answered. */
  closedMs: number | undefined
}

/** How a call is answered; `cut` closes the connection after the call has arrived, without an answer. */
export type PeerReply = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly cut?: true }

/**
 * A service that answers after a while and keeps a log of who called it, which no kill of ours can reach.
 * `replies` tells by path how the nth call (from 1) is answered, with 200 where it tells nothing.
 */
export async function recordingPeer(
  delaysMs: Readonly<Record<string, number>>,
  replies: Readonly<Record<string, (nth: number) => PeerReply | undefined>> = {},
) {
  const log: PeerLogEntry[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://peer')
    const entry: PeerLogEntry = {
      path: url.pathname,
      key: url.searchParams.get('key') ?? '',
      method: request.method ?? '',
      atMs: performance.now(),
      answeredMs: undefined,
      closedMs: undefined,
    }
    log.push(entry)
    request.resume()
    response.once('close', () => {
      if (entry.answeredMs === undefined) entry.closedMs = performance.now()
    })
    const nth = log.filter((one) => one.path === entry.path).length
    const { status = 200, headers = {}, cut = false } = replies[url.pathname]?.(nth) ?? {}
    setTimeout(() => {
      if (cut) {
        request.socket.destroy()
        return
      }
      entry.answeredMs = performance.now()
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify({ done: url.pathname, key: entry.key }))
    }, delaysMs[url.pathname] ?? 0)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
