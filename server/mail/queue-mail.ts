import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import { invariant } from '#base/invariant'
import type { SecretBox } from '#base/secret-box'
import { publish } from '#db'
import { isPlainAddress, type Mail, type MailContent, type TemplateName } from './mail.ts'

export const mailEvent = 'mail.queued'

/** What is stored of a mail: who gets it and what it says are locked, because links in it open accounts. */
export type QueuedMail = {
  readonly id: string
  readonly template: TemplateName
  readonly locked: string
  /** ISO time. */
  readonly expiresAt: string
}

/**
 * Sends a mail if and only if the transaction commits: it goes into the outbox
 * of the caller's hub and is sent from there, again and again until the server
 * for mail takes it or it expires.
 */
export async function queueMail<Tables>(tx: Transaction<Tables>, box: SecretBox, mail: Mail): Promise<void> {
  invariant(isPlainAddress(mail.to), 'a mail goes to one plain address')
  const id = newId()
  const { expiresAt, ...content } = mail
  const payload: QueuedMail = {
    id,
    template: mail.template,
    locked: box.lock(JSON.stringify(content), contextOf(id)),
    expiresAt: expiresAt.toISOString(),
  }
  await publish(tx, { type: mailEvent, key: id, payload })
}

/** Opens what `queueMail` has locked. */
export function openMail(box: SecretBox, mail: Pick<QueuedMail, 'id' | 'locked'>): MailContent & { readonly to: string } {
  return JSON.parse(box.open(mail.locked, contextOf(mail.id))) as MailContent & { readonly to: string }
}

const contextOf = (id: string) => `mail ${id}`
