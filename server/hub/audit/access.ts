import type { JsonObject } from '@steward/contract/item'
import type { Databases } from '#db'
import { type By, record } from './record.ts'

const hourMs = 3_600_000
const peopleMax = 10_000

/** Writes down who reads the log: the first look of a person at a chain in an hour, and every export. */
export class AccessLog {
  private readonly db: Databases
  private readonly seenMs = new Map<string, number>()

  constructor(db: Databases) {
    this.db = db
  }

  async read(by: By, chain: string): Promise<void> {
    const [key, nowMs] = [`${by.actorId} ${chain} ${by.means}`, by.now.getTime()]
    if (nowMs - (this.seenMs.get(key) ?? -Infinity) < hourMs) return
    this.seenMs.delete(key)
    this.seenMs.set(key, nowMs)
    // The oldest are forgotten first; forgetting only writes a line more.
    const oldest = this.seenMs.size > peopleMax ? this.seenMs.keys().next().value : undefined
    if (oldest !== undefined) this.seenMs.delete(oldest)
    await this.note(by, { action: 'audit.read', chain })
  }

  async exported(by: By, chain: string, about: JsonObject): Promise<void> {
    await this.note(by, { action: 'audit.exported', chain, about })
  }

  async signed(by: By, chain: string, about: JsonObject): Promise<void> {
    await this.note(by, { action: 'audit.checkpoint_made', chain, about })
  }

  private async note(by: By, what: { action: string; chain: string; about?: JsonObject }): Promise<void> {
    const { action, chain, about } = what
    await this.db.transaction('audit', (tx) =>
      record(tx, by, {
        action,
        resourceType: 'audit',
        resourceId: chain,
        ...(about === undefined ? {} : { metadata: about }),
      }),
    )
  }
}
