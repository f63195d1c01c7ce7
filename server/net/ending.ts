/** Timers of JavaScript end here; longer ones would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * When a call has to end before its answer is there: because somebody wants it
 * to, or because its time is up. One timer for all requests of a call, and none
 * of the signals made of signals that would be needed otherwise.
 */
export class Ending {
  hasCome = false
  reason: unknown
  private watcher: ((reason: unknown) => void) | undefined
  private readonly timer: NodeJS.Timeout
  private readonly signal: AbortSignal | undefined
  private readonly stop = () => this.come(this.signal?.reason)

  constructor(signal: AbortSignal | undefined, timeoutMs: number) {
    this.signal = signal
    this.timer = setTimeout(
      () => this.come(new DOMException('The time is up.', 'TimeoutError')),
      Math.min(timeoutMs, longestTimerMs),
    )
    if (signal?.aborted === true) this.stop()
    else signal?.addEventListener('abort', this.stop, { once: true })
  }

  /** Tells the request that is under way now, and at once when the end has come already. */
  watch(watcher: (reason: unknown) => void): void {
    this.watcher = watcher
    if (this.hasCome) watcher(this.reason)
  }

  /** The call is over. */
  callOff(): void {
    clearTimeout(this.timer)
    this.watcher = undefined
    this.signal?.removeEventListener('abort', this.stop)
  }

  private come(reason: unknown): void {
    if (this.hasCome) return
    this.hasCome = true
    this.reason = reason
    this.watcher?.(reason)
  }
}
