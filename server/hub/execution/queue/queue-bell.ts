import type { Logger } from 'pino'
import type { Databases } from '#db'

const channel = 'queued'
/** Rings within this time of one before are one; the first is heard at once. */
const togetherMs = 20

/** Wakes the workers of other processes when something was put into the queue that this one cannot take. */
export class QueueBell {
  private timer: NodeJS.Timeout | undefined
  private rungMs = Number.NEGATIVE_INFINITY
  private readonly db: Databases
  private readonly log: Logger

  constructor(db: Databases, log: Logger) {
    this.db = db
    this.log = log
  }

  ring(): void {
    if (this.timer !== undefined) return
    const restMs = Math.max(0, this.rungMs + togetherMs - performance.now())
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.rungMs = performance.now()
      // What is not heard is found by the worker's next look.
      this.db
        .notify('execution', channel)
        .catch((error: unknown) => this.log.debug({ err: error }, 'The bell of the queue was not heard.'))
    }, restMs).unref()
  }

  /** What was to be rung is rung now, before the process ends. */
  async close(): Promise<void> {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
    await this.db.notify('execution', channel).catch(() => {})
  }

  hear(wake: () => void): Promise<() => Promise<void>> {
    return this.db.listen('execution', channel, wake)
  }
}
