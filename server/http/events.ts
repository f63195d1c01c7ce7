import type { FastifyReply } from 'fastify'
import { stillAdmitted } from './admission.ts'
import type { EventStreams } from './event-streams.ts'

export type SentEvent = { readonly type: string; readonly data: unknown; readonly id?: string }

export type EventSink = {
  /** False once the client is gone; sending is then pointless but harmless. */
  send(event: SentEvent): boolean
  readonly closed: boolean
}

/** How long a proxy may see silence; most cut a connection after 30 s or 60 s of it. */
const heartbeatMs = 15_000
/** What may wait in memory for a client that reads slowly. Beyond it the client is dropped; it reconnects and reads the state anew. */
const maxBufferedBytes = 1_000_000

/**
 * Keeps the answer open as a stream of events (text/event-stream) and returns
 * at once. `subscribe` is given the sink and returns how to unsubscribe, which
 * is called exactly once: when the client leaves, lags, loses its right, or the
 * server stops.
 */
export function sendEvents(reply: FastifyReply, subscribe: (sink: EventSink) => () => void): void {
  reply.hijack()
  const { raw } = reply
  const streams = reply.server.eventStreams
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 2000\n\n')

  const state = { closed: false, leave: () => {} }
  const close = () => {
    if (state.closed) return
    state.closed = true
    clearInterval(timer)
    streams.delete(stream)
    state.leave()
    raw.end()
  }
  const drop = () => {
    close()
    raw.destroy()
  }
  const write = (text: string): boolean => {
    if (state.closed) return false
    raw.write(text)
    if (raw.writableLength > maxBufferedBytes) drop()
    return !state.closed
  }
  const lookAgain = async () => {
    if (!(await stillAdmitted(reply.request).catch(() => false))) close()
  }
  // Whoever lost their right is told to go at once; every heartbeat asks again, should that not have been heard here.
  const timer = setInterval(() => void lookAgain().then(() => write(': beat\n\n')), heartbeatMs)
  timer.unref()

  const stream = { close, lookAgain }
  streams.add(stream)
  raw.on('close', close)
  raw.on('error', close)
  state.leave = subscribe({
    send: (event) => write(frame(event)),
    get closed() {
      return state.closed
    },
  })
  // The client may have gone while `subscribe` was at work.
  if (state.closed) state.leave()
  // And the right may have gone since the request was let in.
  void lookAgain()
}

function frame({ type, data, id }: SentEvent): string {
  // JSON has no raw line breaks, so one data line is enough; a type comes from our code but must stay one line.
  const head = id === undefined ? '' : `id: ${oneLine(id)}\n`
  return `${head}event: ${oneLine(type)}\ndata: ${JSON.stringify(data)}\n\n`
}

const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ')

/** Hijacking skips Fastify's own sending, so headers set by hooks (security, request id, cookies) are carried over here. */
function headersOf(reply: FastifyReply): Record<string, string | string[] | number> {
  const entries = Object.entries(reply.getHeaders()).filter(
    (entry): entry is [string, string | string[] | number] => entry[1] !== undefined,
  )
  return Object.fromEntries(entries)
}

declare module 'fastify' {
  interface FastifyInstance {
    eventStreams: EventStreams
  }
}
