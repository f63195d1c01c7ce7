import type { Logger } from 'pino'
import type { Databases } from '#db'
import { deleteExpiredCounts } from '../attempts.store.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { deleteExpired } from './account.store.ts'
import { purgeAccounts } from './delete-account.ts'

const everyMs = 10 * 60_000

/** Clears away what has had its time: links, wishes, counts, and the data of people who left. Any number may run. */
export class AccountCaretaker {
  private readonly parts: { readonly db: Databases; readonly log: Logger; readonly clock: () => Date }
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()

  constructor(parts: { readonly db: Databases; readonly log: Logger; readonly clock: () => Date }) {
    this.parts = parts
  }

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.round())
    }, everyMs).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  /** One round; a failure is told and made good by the next one. */
  async round(): Promise<void> {
    const { db, log, clock } = this.parts
    const now = clock()
    try {
      await db.transaction<IdentityTables, void>('identity', (tx) => deleteExpired(tx, now))
      while ((await db.transaction<IdentityTables, number>('identity', (tx) => deleteExpiredCounts(tx, now))) > 0);
      while ((await purgeAccounts(db, now)) > 0);
    } catch (error) {
      log.warn({ err: error }, 'what has had its time in accounts was not cleared away and will be later')
    }
  }
}
