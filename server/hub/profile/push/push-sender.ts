import { factsOfKind } from '@steward/contract/notification'
import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import { type SecretBox, SecretBoxError } from '#base/secret-box'
import type { Databases } from '#db'
import type { Net } from '#net'
import type { WhoMay } from '../notification/deliver.ts'
import { sentenceOf } from '../notification/sentence.ts'
import type { ProfileTables } from '../profile.tables.ts'
import type { BrowserAddress } from './browser-address.ts'
import { readPushKeys } from './push-keys.ts'
import { claimPushes, deletePush, deletePushMessage, type DuePush, notePushSent, postponePush } from './push.store.ts'
import { type PushOutcome, sendPush } from './send-push.ts'

export type PushParts = {
  readonly db: Databases
  readonly box: SecretBox
  readonly log: Logger
  /** Guarded: where it calls is said by clients. */
  readonly net: Net
  readonly publicUrl: string
  readonly clock: () => Date
  readonly whoMay: WhoMay
  readonly workspaceName: (id: string) => Promise<string | undefined>
  readonly pollMs?: number
}

const atOnce = 10
const leaseMs = 60_000
const triesMax = 5
const firstWaitMs = 30_000

export const lockContext = (userId: string): string => `browser of ${userId}`

/** Sends what browsers are to be told, in any number of processes at once. A message that is sent twice is shown once. */
export class PushSender {
  private readonly parts: PushParts
  private rounds: Rounds | undefined

  constructor(parts: PushParts) {
    this.parts = parts
  }

  start(): void {
    const { log, pollMs = 3_000 } = this.parts
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'browsers were not told and will be later'),
      pollMs,
    })
  }

  async stop(): Promise<void> {
    await this.rounds?.stop()
  }

  /** True where there is more. */
  async round(): Promise<boolean> {
    const { db, clock } = this.parts
    const due = await claimPushes(db, clock(), { most: atOnce, leaseMs })
    await Promise.all(due.map((one) => this.handle(one)))
    return due.length === atOnce
  }

  private async handle(due: DuePush): Promise<void> {
    const { db, log, clock } = this.parts
    // Whoever has read it meanwhile, or may not see it any more, is not told.
    const outcome = due.isRead || !(await this.maySee(due)) ? undefined : await this.send(due)
    await db.transaction<ProfileTables, void>('profile', async (tx) => {
      if (outcome?.kind === 'later' && due.tries < triesMax)
        return await postponePush(tx, due.id, new Date(clock().getTime() + firstWaitMs * 4 ** (due.tries - 1)))
      await deletePushMessage(tx, due.id)
      if (outcome?.kind === 'gone') await deletePush(tx, { id: due.subscriptionId })
      if (outcome?.kind === 'sent') await notePushSent(tx, due.subscriptionId, clock())
    })
    if (outcome?.kind === 'refused' || outcome?.kind === 'later')
      log.warn({ detail: outcome.detail, tries: due.tries, subscriptionId: due.subscriptionId }, 'a browser could not be told')
  }

  private async maySee({ workspaceId, kind, userId }: DuePush): Promise<boolean> {
    if (workspaceId === null) return true
    const { permission } = factsOfKind(kind)
    return (await this.parts.whoMay({ workspaceId, permission, among: [userId] })).length > 0
  }

  private async send(due: DuePush): Promise<PushOutcome> {
    const { db, box, net, publicUrl, workspaceName } = this.parts
    const to = openAddress(box, due)
    if (to === undefined) return { kind: 'gone', detail: null }
    const workspace = due.workspaceId === null ? undefined : await workspaceName(due.workspaceId)
    const text = {
      title: sentenceOf(due.kind, due),
      body: workspace ?? 'Steward',
      path: due.workspaceId === null ? due.path : `${due.path}${due.path.includes('?') ? '&' : '?'}workspace=${due.workspaceId}`,
      tag: due.notificationId,
    }
    return await sendPush({ net, keys: await readPushKeys(db, box), publicUrl }, to, text)
  }
}

/** Undefined where it was locked with a key that is gone. */
export function openAddress(
  box: SecretBox,
  { locked, userId }: { readonly locked: string; readonly userId: string },
): BrowserAddress | undefined {
  try {
    return JSON.parse(box.open(locked, lockContext(userId))) as BrowserAddress
  } catch (error) {
    if (error instanceof SecretBoxError) return undefined
    throw error
  }
}
