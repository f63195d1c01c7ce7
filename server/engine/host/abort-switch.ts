/**
 * An AbortController that costs nothing until somebody asks for its signal.
 * Every execution has one, and most end before anybody does.
 */
export class AbortSwitch {
  private thrown: { readonly reason: unknown } | undefined
  private controller: AbortController | undefined
  private readonly listeners = new Set<() => void>()

  get aborted(): boolean {
    return this.thrown !== undefined
  }

  get reason(): unknown {
    return this.thrown?.reason
  }

  get signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController()
      if (this.thrown !== undefined) this.controller.abort(this.thrown.reason)
    }
    return this.controller.signal
  }

  abort(reason: unknown): void {
    if (this.thrown !== undefined) return
    this.thrown = { reason }
    this.controller?.abort(reason)
    for (const listener of this.listeners) listener()
    this.listeners.clear()
  }

  /** A switch of its own that is also aborted with this one, until it is let go of. */
  derive(): { readonly abort: AbortSwitch; readonly release: () => void } {
    const abort = new AbortSwitch()
    const follow = () => abort.abort(this.reason)
    if (this.aborted) follow()
    else this.listeners.add(follow)
    return { abort, release: () => this.listeners.delete(follow) }
  }

  /** The promise, or a rejection as soon as this is aborted: what does not heed the signal is let go of. */
  race<T>(promise: Promise<T>): Promise<T> {
    if (this.thrown !== undefined) {
      // Nobody is left to hear how it ends; that is no reason to end the process.
      promise.catch(() => {})
      return Promise.reject(this.thrown.reason as Error)
    }
    return new Promise<T>((resolve, reject) => {
      const stop = () => reject(this.reason as Error)
      this.listeners.add(stop)
      promise.then(
        (value) => {
          this.listeners.delete(stop)
          resolve(value)
        },
        (error: unknown) => {
          this.listeners.delete(stop)
          reject(error as Error)
        },
      )
    })
  }
}
