import type { Logger } from 'pino'
import { Rounds } from '#base/rounds'
import { type SecretBox, SecretBoxError } from '#base/secret-box'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { composeMessage, type MailTransport, MailRefused, openMail } from '#mail'
import type { IdentityTables } from '../identity.tables.ts'
import { type ClaimedMail, claimMails, deleteMail, mailChannel, postponeMail } from './mail.store.ts'

export type MailSenderParts = {
  readonly db: Databases
  readonly box: SecretBox
  readonly log: Logger
  readonly transport: MailTransport
  readonly publicUrl: string
  readonly clock: () => Date
  /** How soon postponed mails are seen; new ones wake the sender at once. */
  readonly pollMs?: number
  /** After the first failure; doubles with each. */
  readonly firstWaitSeconds?: number
}

const atOnce = 4
/** Longer than the transport waits for a silent server. */
const leaseSeconds = 120
const maxWaitSeconds = 15 * 60

type Ending = 'expired' | 'refused' | 'unreadable'

/** Sends what is queued, in any number of processes at once. */
export class MailSender {
  private readonly parts: MailSenderParts
  private rounds: Rounds | undefined
  private stopHearing: () => Promise<void> = async () => {}

  constructor(parts: MailSenderParts) {
    this.parts = parts
  }

  async start(): Promise<void> {
    const { db, log, pollMs = 5_000 } = this.parts
    this.stopHearing = await db.listen('identity', mailChannel, () => this.rounds?.wake())
    this.rounds = new Rounds({
      round: () => this.round(),
      onError: (error) => log.warn({ err: error }, 'sending mails was interrupted and goes on'),
      pollMs,
    })
  }

  /** Lets mails that are being sent finish; the rest is left to the next process. */
  async stop(): Promise<void> {
    await this.stopHearing()
    await this.rounds?.stop()
  }

  private async round(): Promise<boolean> {
    const mails = await claimMails(this.parts.db, atOnce, leaseSeconds)
    await Promise.all(mails.map((mail) => this.handle(mail)))
    return mails.length === atOnce
  }

  private async handle(mail: ClaimedMail): Promise<void> {
    const { db, log, transport, publicUrl, clock } = this.parts
    const now = clock()
    if (mail.expiresAt <= now) return this.giveUp(mail, 'expired')
    const content = this.open(mail)
    if (content === undefined) return this.giveUp(mail, 'unreadable')
    try {
      await transport.send(composeMessage({ id: mail.id, content }, { publicUrl, now }))
    } catch (error) {
      if (error instanceof MailRefused) return this.giveUp(mail, 'refused', error)
      const seconds = Math.min((this.parts.firstWaitSeconds ?? 10) * 2 ** Math.min(mail.tries - 1, 10), maxWaitSeconds)
      log.warn(
        { reason: reasonOf(error), mailId: mail.id, template: mail.template, tries: mail.tries, seconds },
        'a mail was not sent and will be tried again',
      )
      return await postponeMail(db, { id: mail.id, seconds })
    }
    await db.transaction<IdentityTables, boolean>('identity', (tx) => deleteMail(tx, mail.id))
  }

  private open(mail: ClaimedMail) {
    try {
      return openMail(this.parts.box, mail)
    } catch (error) {
      if (error instanceof SecretBoxError) return undefined
      throw error
    }
  }

  private async giveUp(mail: ClaimedMail, ending: Ending, error?: Error): Promise<void> {
    const { db, log, clock } = this.parts
    const { id, template, tries } = mail
    log.warn(
      { ...(error === undefined ? {} : { reason: reasonOf(error) }), mailId: id, template, tries },
      `a mail was given up: ${ending}`,
    )
    await db.transaction<IdentityTables, void>('identity', async (tx) => {
      if (!(await deleteMail(tx, id))) return
      await record(
        tx,
        { actorId: null, workspaceId: null, now: clock() },
        { action: 'mail.given_up', resourceType: 'mail', resourceId: id, new: { template, ending, tries } },
      )
    })
  }
}

/** Servers repeat addresses in what they say, which is no business of a log. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\S+@\S+/g, '<address>').slice(0, 300)
}
