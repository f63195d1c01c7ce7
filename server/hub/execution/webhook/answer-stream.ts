import type { FastifyReply } from 'fastify'
import { drained } from '#http'
import type { Ended, PartSink, SentPart } from '#engine/host'

/** What may wait in memory for a caller who reads slowly, and for how long a node waits for them. */
const maxBufferedBytes = 1024 * 1024
const patienceMs = 10_000

/**
 * The answer of a streaming webhook: one JSON text per line, as nodes give them.
 * Nothing is sent before the first part, so that a workflow without parts is
 * answered like any other. The caller may leave or be too slow; the execution
 * goes on without them.
 */
export class AnswerStream {
  /** Resolves with the first part. */
  readonly begun: Promise<void>
  private readonly reply: FastifyReply
  private readonly accepted = Promise.withResolvers<string>()
  private readonly first = Promise.withResolvers<void>()
  private isOpen = false
  private isClosed = false

  constructor(reply: FastifyReply) {
    this.reply = reply
    this.begun = this.first.promise
    // Whoever was refused gives no parts.
    this.accepted.promise.catch(() => {})
  }

  /** The call is stored, so its parts may be sent. */
  accept(executionId: string): void {
    this.accepted.resolve(executionId)
  }

  readonly take: PartSink = async (part) => {
    const executionId = await this.accepted.promise
    if (this.isClosed) return false
    if (!this.isOpen) this.open(executionId)
    return this.write(part)
  }

  /** It was answered as a whole, before any part. */
  close(): void {
    this.isClosed = true
  }

  /** Ends the answer; what went wrong inside is for those who may see the execution, not for every caller. */
  async finish(status: Ended['status'], nowMs: number): Promise<void> {
    const { raw } = this.reply
    if (status !== 'completed' && status !== 'waiting') {
      const content =
        status === 'lost' ? 'The server is going down. The call is stored and will be worked on.' : 'Error in workflow'
      await this.write({ type: 'error', content, metadata: { timestamp: nowMs } })
    }
    this.close()
    raw.end()
  }

  private open(executionId: string): void {
    this.isOpen = true
    this.reply.hijack()
    const { raw } = this.reply
    // A caller who is gone shows as an error of the connection; the execution has nothing to do with it.
    raw.on('error', () => {})
    raw.writeHead(200, {
      ...(this.reply.getHeaders() as Record<string, string>),
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-execution-id': executionId,
    })
    this.first.resolve()
  }

  private async write(part: SentPart | ErrorPart): Promise<boolean> {
    const { raw } = this.reply
    if (raw.destroyed) return false
    raw.write(`${JSON.stringify(part)}\n`)
    if (raw.writableLength <= maxBufferedBytes || (await drained(raw, patienceMs))) return !raw.destroyed
    raw.destroy()
    return false
  }
}

type ErrorPart = Pick<SentPart, 'type' | 'content'> & { readonly metadata: { readonly timestamp: number } }
