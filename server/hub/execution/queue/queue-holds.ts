import type { Databases } from '#db'
import { holdQueue, readHolds, releaseQueue } from './hold.store.ts'

const channel = 'queue_held'

type Hold = { readonly workflowId: string; readonly workspaceId: string; readonly by: string | null }

/** Which workflows have their queue held by a person: their starts are stored and not begun. */
export class QueueHolds {
  private held: ReadonlySet<string> = new Set()
  private readonly db: Databases

  constructor(db: Databases) {
    this.db = db
  }

  /** Resolves when the holds are known and changes by other processes are heard. */
  async start(): Promise<() => Promise<void>> {
    const stop = await this.db.listen('execution', channel, () => void this.read().catch(() => {}))
    await this.read()
    return stop
  }

  has(workflowId: string): boolean {
    return this.held.has(workflowId)
  }

  /** From now on nothing of the workflow is begun; what runs and waits goes on. */
  async hold(hold: Hold): Promise<void> {
    await holdQueue(this.db.pool('execution'), hold)
    await this.changed()
  }

  /** Lets the queue of the workflow go on; false when nobody held it. */
  async release(workflowId: string): Promise<boolean> {
    const released = await releaseQueue(this.db.pool('execution'), workflowId)
    await this.changed()
    return released
  }

  private async changed(): Promise<void> {
    await this.read()
    await this.db.notify('execution', channel)
  }

  private async read(): Promise<void> {
    this.held = new Set(await readHolds(this.db.pool('execution')))
  }
}
