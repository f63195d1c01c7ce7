export type RoundParts = {
  /** Resolves with true where more work waits already, so that the next round begins at once. */
  readonly round: () => Promise<boolean>
  /** Hears of a round that failed; the next one begins after `pollMs`. */
  readonly onError: (error: unknown) => unknown
  readonly pollMs: number
}

/** Does one round of work after another: at once while there is more, when it is woken, and at least every `pollMs`. */
export class Rounds {
  private readonly parts: RoundParts
  private readonly running: Promise<void>
  private isAwake = false
  private isStopped = false
  private wakeUp: () => void = () => undefined

  constructor(parts: RoundParts) {
    this.parts = parts
    this.running = this.run()
  }

  wake(): void {
    this.isAwake = true
    this.wakeUp()
  }

  /** Resolves when the round that is under way has ended. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.wake()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.isAwake = false
      try {
        if (await this.parts.round()) continue
      } catch (error) {
        await this.parts.onError(error)
      }
      await this.sleep()
    }
  }

  private async sleep(): Promise<void> {
    // What woke it during the round came perhaps too late for that round.
    if (this.isAwake || this.isStopped) return
    await new Promise<void>((done) => {
      const timer = setTimeout(done, this.parts.pollMs)
      this.wakeUp = () => {
        clearTimeout(timer)
        done()
      }
    })
  }
}
