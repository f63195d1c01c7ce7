/**
 * Writes a batch in one transaction and says, in the order of the batch, what became of each: as a rule, whether it
 * was taken. `again` when it may have been written before, because nobody heard what came of it.
 */
export type WriteBatch<T, R = boolean> = (batch: readonly T[], again: boolean) => Promise<readonly R[]>

export type GroupCommitOptions = {
  /** More than two gain nothing: one is written while the next one fills. */
  readonly inFlightMax: number
  readonly batchMax: number
  /** While a batch is being written another one begins only when so many units wait, or it has taken so long already. */
  readonly crowd?: { readonly units: number; readonly waitMs: number }
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
  /** Set while few wait for the batch that is being written. */
  private waiting: NodeJS.Timeout | undefined
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
    if (this.scheduled || !this.hasRoom()) return
    const { crowd } = this.options
    if (crowd !== undefined && this.inFlight > 0 && this.queue.length < crowd.units) {
      this.waiting ??= setTimeout(() => {
        this.waiting = undefined
        void this.flush()
      }, crowd.waitMs)
      return
    }
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      void this.flush()
    })
  }

  private async flush(): Promise<void> {
    if (!this.hasRoom()) return
    clearTimeout(this.waiting)
    this.waiting = undefined
    const batch = this.queue.splice(0, this.unitsOfBatch())
    this.inFlight += 1
    this.schedule()
    await this.commit(batch)
    this.inFlight -= 1
    this.schedule()
  }

  private hasRoom(): boolean {
    return this.inFlight < this.options.inFlightMax && this.queue.length > 0
  }

  /** How many units fill a batch; at least one, however large it is. */
  private unitsOfBatch(): number {
    let changes = 0
    const past = this.queue.findIndex((unit) => (changes += unit.changes.length) > this.options.batchMax)
    return past === -1 ? this.queue.length : Math.max(1, past)
  }

  private async commit(batch: readonly Unit<T, R>[], before = false): Promise<void> {
    const beganMs = performance.now()
    for (let tries = 1; ; tries++) {
      const again = before || tries > 1
      try {
        const taken = await this.write(
          batch.flatMap((unit) => unit.changes),
          again,
        )
        this.onWritten?.(taken.length, performance.now() - beganMs)
        let at = 0
        for (const unit of batch) unit.resolve(taken.slice(at, (at += unit.changes.length)))
        return
      } catch (error) {
        this.options.onTrouble(error, batch.length)
        if (this.options.isDataError(error)) return this.isolate(batch, error, again)
        await new Promise((resolve) => setTimeout(resolve, this.options.retryMs(tries)))
      }
    }
  }

  /** Something in the batch cannot be stored: finds it, so that the rest is. */
  private async isolate(batch: readonly Unit<T, R>[], error: unknown, again: boolean): Promise<void> {
    if (batch.length === 1) {
      batch[0]?.reject(error)
      return
    }
    const middle = batch.length >> 1
    await this.commit(batch.slice(0, middle), again)
    await this.commit(batch.slice(middle), again)
  }
}
