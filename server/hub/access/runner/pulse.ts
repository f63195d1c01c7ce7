import type { Logger } from 'pino'
import type { QueryRow } from '../access.tables.ts'
import type { AccessContext } from '../context.ts'
import { beat } from './claim.store.ts'

type Held = {
  readonly context: Pick<AccessContext, 'databases'>
  readonly log: Logger
  readonly row: QueryRow
  readonly worker: { readonly workerId: string; readonly leaseMs: number }
  readonly abort: AbortController
}

/** Says again and again that a query is still executed, and stops it where that cannot be said any more: others end it then. */
export class Pulse {
  private readonly held: Held
  private lastMs = performance.now()
  private isAsking = false
  private readonly timer: NodeJS.Timeout

  constructor(held: Held) {
    this.held = held
    this.timer = setInterval(() => void this.beat(), held.worker.leaseMs / 4)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Rejects where nobody can say that it still is ours, or where it is to stop. */
  async ensureHeld(): Promise<void> {
    await this.ask()
    this.held.abort.signal.throwIfAborted()
  }

  private async beat(): Promise<void> {
    const { log, row, worker, abort } = this.held
    // Also where an answer never comes.
    if (performance.now() - this.lastMs > worker.leaseMs) abort.abort('lost')
    if (this.isAsking) return
    this.isAsking = true
    await this.ask().catch((error: unknown) =>
      log.warn({ err: error, query: row.uuid }, 'It could not be said that a query is still executed; it is tried again.'),
    )
    this.isAsking = false
  }

  private async ask(): Promise<void> {
    const { context, row, worker, abort } = this.held
    const askedMs = performance.now()
    const { isHeld, isCancelled } = await beat(context.databases, row, worker)
    if (!isHeld) abort.abort('lost')
    else if (isCancelled) abort.abort('cancelled')
    else this.lastMs = askedMs
  }
}
