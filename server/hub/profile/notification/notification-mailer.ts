import { factsOfKind } from '@steward/contract/notification'
import type { Transaction } from 'kysely'
import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { queueMail } from '#mail'
import { findPeopleToMail } from '../people-to-mail.ts'
import type { ProfileTables } from '../profile.tables.ts'
import type { WhoMay } from './deliver.ts'
import { lockDuePerson, takeDue } from './mail.store.ts'
import type { NotificationRow } from './notification.tables.ts'
import { deleteOldNotifications } from './notification.store.ts'
import { sentenceOf } from './sentence.ts'
import { unsubscribePath } from './unsubscribe.ts'

type Parts = {
  readonly db: Databases
  readonly box: SecretBox
  readonly log: Logger
  readonly clock: () => Date
  readonly whoMay: WhoMay
  /** Undefined for a workspace that is gone. */
  readonly workspaceName: (id: string) => Promise<string | undefined>
  readonly pollMs?: number
}

/** More than these are counted: a mail is no list. */
const linesMax = 25
const lifeMs = 3 * 86_400_000
const keptMs = 90 * 86_400_000
const rowsPerStep = 1_000
const tidyEveryMs = 3_600_000

/**
 * Writes mails of what people were told and have not read: at once or as digests, one mail for all that is due. What it
 * takes and the mail commit together, so it is written once, in any number of processes.
 */
export class NotificationMailer {
  private readonly parts: Parts
  private rounds: Rounds | undefined
  private tidyAt = 0

  constructor(parts: Parts) {
    this.parts = parts
  }

  start(): void {
    const { log, pollMs = 3_000 } = this.parts
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'mails about notifications were not written and will be later'),
      pollMs,
    })
  }

  async stop(): Promise<void> {
    await this.rounds?.stop()
  }

  /** True while there may be more. */
  async round(): Promise<boolean> {
    const { db, clock } = this.parts
    const now = clock()
    await this.tidy(now)
    return await db.transaction<ProfileTables, boolean>('profile', async (tx) => {
      const userId = await lockDuePerson(tx, now)
      if (userId === undefined) return false
      await this.writeTo(tx, userId, now)
      return true
    })
  }

  private async writeTo(tx: Transaction<ProfileTables>, userId: string, now: Date): Promise<void> {
    const { db, box } = this.parts
    const due = await takeDue(tx, userId, now)
    const [person] = await findPeopleToMail(db, [userId])
    if (person === undefined) return
    const visible = await this.stillVisible(userId, due)
    if (visible.length === 0) return
    const isDigest = visible.some(({ mail }) => mail !== 'at_once')
    await queueMail(tx, box, {
      template: 'notifications',
      to: person.email,
      name: person.name,
      isDigest,
      lines: visible.slice(0, linesMax).map((one) => ({
        text: sentenceOf(one.kind, one),
        path:
          one.workspace_id === null ? one.path : `${one.path}${one.path.includes('?') ? '&' : '?'}workspace=${one.workspace_id}`,
        workspace: one.workspace,
        at: one.updated_at.toISOString(),
      })),
      more: Math.max(0, visible.length - linesMax),
      unsubscribePath: unsubscribePath(box, userId),
      expiresAt: new Date(now.getTime() + lifeMs),
    })
  }

  /** Rights may have gone since, and workspaces too. */
  private async stillVisible<Row extends NotificationRow>(userId: string, rows: readonly Row[]) {
    const { whoMay, workspaceName } = this.parts
    const names = new Map<string, string | undefined>()
    const allowed = new Map<string, boolean>()
    const visible: (Row & { readonly workspace: string | null })[] = []
    for (const row of rows) {
      const { workspace_id: workspaceId, kind } = row
      if (workspaceId === null) {
        visible.push({ ...row, workspace: null })
        continue
      }
      const { permission } = factsOfKind(kind)
      const key = `${workspaceId} ${permission}`
      if (!names.has(workspaceId)) names.set(workspaceId, await workspaceName(workspaceId))
      if (!allowed.has(key)) allowed.set(key, (await whoMay({ workspaceId, permission, among: [userId] })).length > 0)
      const workspace = names.get(workspaceId)
      if (workspace !== undefined && allowed.get(key) === true) visible.push({ ...row, workspace })
    }
    return visible
  }

  private async tidy(now: Date): Promise<void> {
    if (now.getTime() < this.tidyAt) return
    this.tidyAt = now.getTime() + tidyEveryMs
    const before = new Date(now.getTime() - keptMs)
    while ((await deleteOldNotifications(this.parts.db, before, rowsPerStep)) === rowsPerStep);
  }
}
