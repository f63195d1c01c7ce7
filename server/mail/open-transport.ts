import type { Settings } from '#base/settings'
import { fileTransport } from './file-transport.ts'
import { smtpTransport } from './smtp-transport.ts'
import type { MailTransport } from './transport.ts'

/** The server that is set, else files in the given folder, so that nobody needs an account anywhere to begin. */
export function openTransport(mail: Settings['mail'], folder: string): MailTransport {
  return mail.smtpUrl === undefined ? fileTransport(folder, mail.from) : smtpTransport(mail.smtpUrl, mail.from)
}
