/**
 * Tells the relay of this process that a commit published something, so that it
 * need not wait for its next look. NOTIFY would say it to all processes, but
 * takes a lock that all commits of the server queue for; the other processes
 * find the rows when they look.
 */
export class PublishedHint {
  private readonly listeners = new Set<() => void>()

  committed(tx: object): void {
    if (!transactionsThatPublished.delete(tx)) return
    for (const listener of this.listeners) listener()
  }

  /** For a hot path that commits by itself instead of through `transaction`. */
  wake(): void {
    for (const listener of this.listeners) listener()
  }

  onCommit(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

const transactionsThatPublished = new WeakSet<object>()

export function markPublished(tx: object): void {
  transactionsThatPublished.add(tx)
}

/** What was published in this transaction so far can wait until the relay looks by itself. */
export function letWait(tx: object): void {
  transactionsThatPublished.delete(tx)
}
