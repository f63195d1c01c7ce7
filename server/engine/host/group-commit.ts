/** Writes a batch in one transaction and says, in the order of the batch, what became of each: as a rule, whether it was taken. */
export type WriteBatch<T, R = boolean> = (batch: readonly T[]) => Promise<readonly R[]>

export type GroupCommitOptions = {
  /** More than two gain nothing: one is written while the next one fills. */
  readonly inFlightMax: number
  readonly batchMax: number
  /** True for an error that concerns the data of some change, not the connection. */
  readonly isDataError: (error: unknown) => boolean
  /** Wait before a batch is tried again after the connection was lost. */
  readonly retryMs: (tries: number) => number
  readonly onTrouble: (error: unknown, batchSize: number) => void
}

/** Changes that must share a transaction, and whoever waits for them. */
type Unit<T, R> = {
  readonly changes: readonly T[]
  readonly resolve: (taken: R[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets many writers share one transaction. What is added within a turn of the
 * loop, or while earlier batches are being written, is committed together.
 * A batch whose outcome is unknown because the connection broke is written
 * again, so `write` must be safe to repeat.
 */
export class GroupCommit<T, R = boolean> {
  private queue: Unit<T, R>[] = []
  private inFlight = 0
  private scheduled = false
  private readonly write: WriteBatch<T, R>
  private readonly options: GroupCommitOptions
  /** Told after each batch: how many changes it had, and how many milliseconds it took. */
  onWritten: ((changes: number, tookMs: number) => void) | undefined

  constructor(write: WriteBatch<T, R>, options: GroupCommitOptions) {
    this.write = write
    this.options = options
  }

  /** Resolves when all changes are committed, with what became of each. They share one transaction. */
  add(changes: readonly T[]): Promise<R[]> {
    const committed = new Promise<R[]>((resolve, reject) => this.queue.push({ changes, resolve, reject }))
    this.schedule()
    return committed
  }

  get pending(): number {
    return this.queue.length + this.inFlight
  }

  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.options.inFlightMax || this.queue.length === 0) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      void this.flush()
    })
  }

  private async flush(): Promise<void> {
    if (this.inFlight >= this.options.inFlightMax || this.queue.length === 0) return
    const batch = this.queue.splice(0, this.unitsOfBatch())
    this.inFlight += 1
    this.schedule()
    await this.commit(batch)
    this.inFlight -= 1
    this.schedule()
  }

  /** How many units fill a batch; at least one, however large it is. */
  private unitsOfBatch(): number {
    let changes = 0
    const past = this.queue.findIndex((unit) => (changes += unit.changes.length) > this.options.batchMax)
    return past === -1 ? this.queue.length : Math.max(1, past)
  }

  private async commit(batch: readonly Unit<T, R>[]): Promise<void> {
    const beganMs = performance.now()
    for (let tries = 1; ; tries++) {
      try {
        const taken = await this.write(batch.flatMap((unit) => unit.changes))
        this.onWritten?.(taken.length, performance.now() - beganMs)
        let at = 0
        for (const unit of batch) unit.resolve(taken.slice(at, (at += unit.changes.length)))
        return
      } catch (error) {
        this.options.onTrouble(error, batch.length)
        if (this.options.isDataError(error)) return this.isolate(batch, error)
        await new Promise((resolve) => setTimeout(resolve, this.options.retryMs(tries)))
      }
    }
  }

  /** Something in the batch cannot be stored: finds it, so that the rest is. */
  private async isolate(batch: readonly Unit<T, R>[], error: unknown): Promise<void> {
    if (batch.length === 1) {
      batch[0]?.reject(error)
      return
    }
    const middle = batch.length >> 1
    await this.commit(batch.slice(0, middle))
    await this.commit(batch.slice(middle))
  }
}
