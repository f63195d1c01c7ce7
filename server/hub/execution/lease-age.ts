type Clocks = { readonly steadyMs: () => number; readonly wallMs: () => number }

const clocksOfProcess: Clocks = { steadyMs: () => performance.now(), wallMs: () => Date.now() }

/**
 * How long ago a lease was renewed, by whichever clock of this process says
 * more: the steady one may stand still while the machine sleeps, the other one
 * can be set. What counts in the end is the clock of the database; this one
 * only says when it has to be asked.
 */
export class LeaseAge {
  private readonly clocks: Clocks
  private since: { readonly steadyMs: number; readonly wallMs: number } | undefined

  constructor(clocks: Clocks = clocksOfProcess) {
    this.clocks = clocks
  }

  /** Milliseconds; infinite before the first renewal. */
  get ms(): number {
    if (this.since === undefined) return Number.POSITIVE_INFINITY
    const { steadyMs, wallMs } = this.clocks
    return Math.max(steadyMs() - this.since.steadyMs, wallMs() - this.since.wallMs)
  }

  /** Others may see by now that this process is gone, as when the connection that holds its lease broke. */
  doubt(): void {
    this.since = undefined
  }

  /** Carries out a renewal; it counts from when it was asked for, because the answer may take its time. */
  async renewedBy(renewal: () => Promise<boolean>): Promise<boolean> {
    const since = { steadyMs: this.clocks.steadyMs(), wallMs: this.clocks.wallMs() }
    const renewed = await renewal()
    if (renewed) this.since = since
    return renewed
  }
}
