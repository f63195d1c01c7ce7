import type { SendMailOptions } from 'nodemailer'
import type { Message } from './transport.ts'

/** What nodemailer makes the mail of. Texts are ours; it may not fetch files or addresses that they name. */
export function sourceOf(message: Message, from: string): SendMailOptions {
  const host = from.replace(/^.*@/, '').replace(/[^\w.-].*$/, '')
  return {
    from,
    // As an object, so that no list of addresses is read out of it.
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    date: message.date,
    messageId: `<${message.id}@${host}>`,
    // Keeps holiday notices and the like from answering.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}
