import { startRelay, subscription } from '#db'
import { accountSubscriptions, sessionSubscriptions } from '#hub/identity'
import { tenantAccountSubscriptions } from '#hub/tenant'
import { mailEvent, type MailContent, openMail, type QueuedMail } from '#mail'
import type { TestInstallation } from './installation.ts'
import { until } from './running.ts'

type Sent = MailContent & { readonly to: string }

export type PostOffice = AsyncDisposable & {
  /** All mails so far, oldest first, opened. */
  readonly mails: readonly Sent[]
  /** The lines of the audit log so far: actions, and everything as text. */
  readonly acts: readonly string[]
  /** The next mail of this template to this address that was not handed out before. */
  next(template: MailContent['template'], to: string): Promise<Sent>
  /** The secret in the link of that mail. */
  token(template: MailContent['template'], to: string): Promise<string>
  /** Resolves when nothing that was told waits to be handled. */
  settled(): Promise<void>
}

/** Carries the events of a test's installation and opens the mails that it would send. */
export function openPostOffice(steward: TestInstallation): PostOffice {
  const { databases, box } = steward
  const [mails, acts, handed]: [Sent[], string[], Set<Sent>] = [[], [], new Set()]
  const relay = startRelay(databases, [
    ...accountSubscriptions({ box }),
    ...sessionSubscriptions({ box }),
    ...tenantAccountSubscriptions(databases),
    subscription({
      consumer: 'identity.post_office',
      types: [mailEvent],
      handle: async (_tx, event) => void mails.push(openMail(box, event.payload as unknown as QueuedMail)),
    }),
    subscription({
      consumer: 'audit.post_office',
      types: ['audit.recorded'],
      handle: async (_tx, event) => void acts.push(JSON.stringify(event.payload)),
    }),
  ])
  const next: PostOffice['next'] = async (template, to) => {
    const wanted = () => mails.find((mail) => mail.template === template && mail.to === to && !handed.has(mail))
    const mail = await until(wanted, (found) => found !== undefined)
    if (mail === undefined) throw new Error(`no mail ${template} to ${to}`)
    handed.add(mail)
    return mail
  }
  return {
    mails,
    acts,
    next,
    token: async (template, to) => {
      const mail = await next(template, to)
      return 'path' in mail ? (mail.path.split('#')[1] ?? '') : ''
    },
    settled: async () => {
      const waiting = async () => {
        const counts = await Promise.all(
          databases.hubs.map(
            async (hub) =>
              (await databases.pool(hub).query<{ n: number }>('select count(*)::int as n from outbox')).rows[0]?.n ?? 0,
          ),
        )
        return counts.reduce((sum, count) => sum + count, 0)
      }
      await until(waiting, (count) => count === 0)
    },
    [Symbol.asyncDispose]: () => relay.stop(),
  }
}
