/** A mail as it leaves. */
export type Message = {
  /** The same at every try, so that a mail program can tell a mail that came twice. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly date: Date
}

export type MailTransport = {
  /** Where mails go, for people; without secrets. */
  readonly target: string
  /** Resolves when somebody else has taken the mail over. */
  send(message: Message): Promise<void>
}

/** The mail will not be taken however often it is tried, such as for an address that does not exist. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}
