/** When a process dies or stands still: at any of the points where it meets the world. */
export class Fate {
  private left: number
  private still: PromiseWithResolvers<void> | undefined

  /** Dies after so many points. */
  constructor(points: number) {
    this.left = points
  }

  get dead(): boolean {
    return this.left <= 0
  }

  get paused(): boolean {
    return this.still !== undefined
  }

  die(): void {
    this.left = 0
  }

  pause(): void {
    this.still ??= Promise.withResolvers()
  }

  resume(): void {
    this.still?.resolve()
    this.still = undefined
  }

  /** A point at which the process may die; from then on nothing that it awaits ever comes back. */
  async point(): Promise<void> {
    if (this.left > 0) this.left -= 1
    await this.alive()
  }

  /** Resolves while the process lives and moves. */
  async alive(): Promise<void> {
    while (this.still !== undefined) await this.still.promise
    if (this.dead) await new Promise(() => {})
  }
}
