type Kept<Value> = { readonly value: Value; readonly askedMs: number }

/** What has been read of workspaces, in the memory of this process; those read longest ago go first. */
export class WorkspaceMemory<Value> {
  private readonly kept = new Map<string, Kept<Value>>()
  private readonly reading = new Map<string, Promise<Value>>()
  private readonly ask: (workspaceId: string) => Promise<Value>
  private readonly max: number

  constructor(ask: (workspaceId: string) => Promise<Value>, max: number) {
    this.ask = ask
    this.max = max
  }

  /** With its age since it was asked for, in milliseconds. */
  known(workspaceId: string): { readonly value: Value; readonly ageMs: number } | undefined {
    const kept = this.kept.get(workspaceId)
    return kept === undefined ? undefined : { value: kept.value, ageMs: performance.now() - kept.askedMs }
  }

  /** Asks again, once however many want it at the same time. */
  read(workspaceId: string): Promise<Value> {
    const present = this.reading.get(workspaceId)
    if (present !== undefined) return present
    const askedMs = performance.now()
    const reading: Promise<Value> = this.ask(workspaceId)
      .then((value) => {
        if (this.reading.get(workspaceId) === reading) this.keep(workspaceId, { value, askedMs })
        return value
      })
      .finally(() => {
        if (this.reading.get(workspaceId) === reading) this.reading.delete(workspaceId)
      })
    this.reading.set(workspaceId, reading)
    return reading
  }

  /** One of them or all. What is being read right now may be older than the change, so it is not kept either. */
  forget(workspaceId: string | undefined): void {
    if (workspaceId === undefined) {
      this.kept.clear()
      this.reading.clear()
      return
    }
    this.kept.delete(workspaceId)
    this.reading.delete(workspaceId)
  }

  private keep(workspaceId: string, kept: Kept<Value>): void {
    this.kept.delete(workspaceId)
    this.kept.set(workspaceId, kept)
    const [oldest] = this.kept.keys()
    if (this.kept.size > this.max && oldest !== undefined) this.kept.delete(oldest)
  }
}
