import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import type { Databases } from '#db'
import type { LiveConfig } from '#hub/config'
import { findPeople } from '#hub/identity'
import type { createNet } from '#net'
import { linkText, plainText, SlackClient, SlackFailure } from '#slack'
import type { Approval } from '../approval/approval.ts'
import { findApproval, findReplaced, readPayload } from '../approval/approval.store.ts'
import { listDecisions } from '../approval/decision.store.ts'
import { composeMessage, type Told } from './compose-message.ts'
import {
  claimNotices,
  deleteNotice,
  findMessage,
  insertMessage,
  type Notice,
  noticeChannel,
  postponeNotice,
} from './notice.store.ts'
import { slackSettings } from './slack.config.ts'
import type { SlackTables } from './slack.tables.ts'

export type SlackParts = {
  readonly db: Databases
  readonly config: LiveConfig
  readonly net: ReturnType<typeof createNet>
  readonly log: Logger
  readonly publicUrl: string
  readonly clock: () => Date
  /** How soon postponed notices are seen; new ones wake the sender at once. */
  readonly pollMs?: number
  /** After the first failure; doubles with each. */
  readonly firstWaitMs?: number
}

const atOnce = 4
/** Longer than a call may take. */
const leaseSeconds = 60
const maxWaitMs = 15 * 60_000
/** After about a day nobody is helped by it any more, waits growing to a quarter of an hour. */
const triesMax = 100

/** Tells in Slack what is to be told, in any number of processes at once. */
export class SlackSender {
  private readonly parts: SlackParts
  private rounds: Rounds | undefined
  private stopHearing: () => Promise<void> = async () => {}

  constructor(parts: SlackParts) {
    this.parts = parts
  }

  async start(): Promise<void> {
    const { db, log, pollMs = 2_000 } = this.parts
    this.stopHearing = await db.listen('effect', noticeChannel, () => this.rounds?.wake())
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'telling in Slack was interrupted and goes on'),
      pollMs,
    })
  }

  async stop(): Promise<void> {
    await this.stopHearing()
    await this.rounds?.stop()
  }

  private async round(): Promise<boolean> {
    const notices = await claimNotices(this.parts.db, atOnce, leaseSeconds)
    await Promise.all(notices.map((notice) => this.handle(notice)))
    // Behind each of them another one about the same approval may wait.
    return notices.length > 0
  }

  private async handle(notice: Notice): Promise<void> {
    const { db, log } = this.parts
    try {
      await this.tell(notice)
    } catch (error) {
      const { id, kind, tries, approvalId } = notice
      const reason = error instanceof Error ? error.message : String(error)
      const passes = !(error instanceof SlackFailure) || error.retryAfterMs !== undefined
      if (passes && tries < triesMax) {
        const asked = error instanceof SlackFailure ? (error.retryAfterMs ?? 0) : 0
        const waitMs = Math.min(
          Math.max((this.parts.firstWaitMs ?? 1_000) * 2 ** Math.min(tries - 1, 10), Math.min(asked, maxWaitMs)),
          maxWaitMs,
        )
        log.warn({ reason, approvalId, kind, tries, waitMs }, 'Slack was not told and will be tried again')
        return await postponeNotice(db, id, waitMs / 1000)
      }
      log.warn({ reason, approvalId, kind, tries }, 'Slack was not told, and will not be')
    }
    await db.transaction<SlackTables, void>('effect', (tx) => deleteNotice(tx, notice.id))
  }

  private async tell(notice: Notice): Promise<void> {
    const { db, config, net } = this.parts
    const { workspaceId, approvalId, kind } = notice
    const settings = slackSettings(config, workspaceId)
    if (settings === undefined) return
    const client = new SlackClient({ ...settings, net })
    if (approvalId === null) return void (await client.post({ channel: settings.channel, ...this.inWords(notice) }))
    const approval = await findApproval(db, { workspaceId, id: approvalId })
    if (approval === undefined) return
    const place = await findMessage(db, { workspaceId, approvalId })
    if (kind === 'note') {
      if (place === undefined) return
      await client.post({ channel: place.channel, thread: place.ts, ...this.inWords(notice) })
      return
    }
    const message = composeMessage(await this.about(approval))
    if (place !== undefined) return await client.update(place, message)
    const posted = await client.post({ channel: settings.channel, ...message })
    await db.transaction<SlackTables, void>('effect', (tx) => insertMessage(tx, { workspaceId, approvalId, place: posted }))
  }

  private inWords({ text, path }: Notice) {
    const said = plainText(text ?? '', 1_000)
    const link = path === null ? '' : ` ${linkText(`${this.parts.publicUrl}${path}`, 'Open in Steward')}`
    return { text: said, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `${said}${link}`, verbatim: true } }] }
  }

  private async about(approval: Approval): Promise<Told> {
    const { db, publicUrl, clock } = this.parts
    const { id, workspace_id: workspaceId, requester_id: requesterId } = approval
    const [payload, decisions, replaced] = await Promise.all([
      readPayload(db, { workspaceId, id }),
      listDecisions(db, { workspaceId, approvalIds: [id] }),
      findReplaced(db, approval),
    ])
    const people = await findPeople(db, [...decisions.map((one) => one.user_id), ...(requesterId === null ? [] : [requesterId])])
    return {
      approval,
      payload,
      replaced,
      requesterName: requesterId === null ? null : (people.get(requesterId)?.name ?? null),
      decisions: decisions.map(({ user_id, decision, reason, created_at: at }) => ({
        name: people.get(user_id)?.name ?? 'somebody',
        decision,
        reason,
        at,
      })),
      publicUrl,
      now: clock(),
    }
  }
}
