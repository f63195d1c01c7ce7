import { madeOnce } from '#base/made-once'
import { sourceOf } from './message-source.ts'
import { MailRefused, type MailTransport } from './transport.ts'

/** A peer that says nothing must not keep the others waiting. */
const timeoutsMs = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }

type Timeouts = Partial<typeof timeoutsMs>

/**
 * Hands mails to an SMTP server: `smtps://user:password@host:465` speaks TLS
 * from the beginning, `smtp://host:587` changes to it when the server can. A
 * password is never sent without TLS, except to this very machine.
 */
export function smtpTransport(smtpUrl: string, from: string, timeouts: Timeouts = {}): MailTransport {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replaceAll(/^\[|\]$/g, '')
  const user = decodeURIComponent(url.username)
  const isHere = host === 'localhost' || host === '127.0.0.1' || host === '::1'
  const options = {
    ...timeoutsMs,
    ...timeouts,
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !isHere,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  }
  // Loaded when it is needed: a start should not wait for it.
  const open = madeOnce(async () => (await import('nodemailer')).createTransport(options))
  return {
    target: `the mail server ${url.host}`,
    async send(message) {
      try {
        const server = await open()
        await server.sendMail(sourceOf(message, from))
      } catch (error) {
        throw isFinal(error) ? new MailRefused((error as Error).message, { cause: error }) : error
      }
    },
  }
}

/** The server understood and said no for good. A refused sign-in to it is a wrong setting, which somebody may put right. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
}
