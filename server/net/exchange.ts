import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { readBody, TooLarge } from './body.ts'
import type { Ending } from './ending.ts'
import type { Hop } from './hop.ts'

export type Received = {
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** With its compression undone. */
  readonly body: Uint8Array
}

/** Sends one request and reads the whole answer. Rejects with the reason of the ending when that comes first. */
export function exchange(dispatcher: Dispatcher, hop: Hop, limits: { maxBytes: number; ending: Ending }): Promise<Received> {
  return new Promise((resolve, reject) => {
    if (limits.ending.hasCome) return reject(limits.ending.reason as Error)
    const handler = new Exchange({ isHead: hop.method === 'HEAD', ...limits, resolve, reject })
    const { url, method, headers, body = null } = hop
    const path = `${url.pathname}${url.search}`
    dispatcher.dispatch(
      // The ending watches the time of the call as a whole.
      { origin: url.origin, path, method: method as Dispatcher.HttpMethod, headers, body, headersTimeout: 0, bodyTimeout: 0 },
      handler,
    )
  })
}

type Parts = {
  readonly isHead: boolean
  readonly maxBytes: number
  readonly ending: Ending
  readonly resolve: (received: Received) => void
  readonly reject: (error: unknown) => void
}

/** Listens to one request at the level below streams: most answers are one small piece, and a stream costs more than reading it. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly parts: Parts
  private controller: Dispatcher.DispatchController | undefined
  private head: Omit<Received, 'body'> | undefined
  private chunks: Buffer[] = []
  private size = 0
  /** Set where the body is compressed. */
  private packed: Readable | undefined

  constructor(parts: Parts) {
    this.parts = parts
    parts.ending.watch((reason) => this.fail(reason))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    const { ending } = this.parts
    this.controller = controller
    // Its end has come while it waited for a connection.
    if (ending.hasCome) controller.abort(errorOf(ending.reason))
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Received['headers'],
    statusText: string | undefined,
  ): void {
    if (status < 200) return
    const { isHead, maxBytes } = this.parts
    this.head = { status, statusText: statusText ?? '', headers }
    if (!isHead && Number(headers['content-length'] ?? 0) > maxBytes) return this.fail(new TooLarge())
    const encoding = headers['content-encoding']
    const isEmpty = isHead || status === 204 || status === 304
    if (typeof encoding === 'string' && !isEmpty) this.unpack(controller, encoding)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.packed !== undefined) {
      if (!this.packed.push(chunk)) controller.pause()
      return
    }
    this.size += chunk.length
    if (this.size > this.parts.maxBytes) this.fail(new TooLarge())
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (this.packed !== undefined) this.packed.push(null)
    else this.succeed(this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks, this.size))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.packed === undefined) this.parts.reject(error)
    else this.packed.destroy(error)
  }

  private unpack(controller: Dispatcher.DispatchController, encoding: string): void {
    this.packed = new Readable({ read: () => controller.resume() })
    readBody(this.packed, encoding, this.parts.maxBytes).then(
      (bytes) => this.succeed(bytes),
      (error: unknown) => this.fail(error),
    )
  }

  private succeed(body: Uint8Array): void {
    if (this.head !== undefined) this.parts.resolve({ ...this.head, body })
  }

  private fail(reason: unknown): void {
    this.parts.reject(reason)
    this.controller?.abort(errorOf(reason))
  }
}

const errorOf = (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason)))
