import { toText } from './letter.ts'
import type { MailContent } from './mail.ts'
import { toHtml } from './to-html.ts'
import type { Message } from './transport.ts'
import { writeLetter } from './write-letter.ts'

/** The mail in full, as HTML and as text for programs that show no HTML. */
export function composeMessage(
  mail: { readonly id: string; readonly content: MailContent & { readonly to: string } },
  about: { readonly publicUrl: string; readonly now: Date },
): Message {
  const letter = writeLetter(mail.content, about.publicUrl)
  return {
    id: mail.id,
    to: mail.content.to,
    // Nothing but a line may get into a header.
    subject: letter.subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '),
    html: toHtml(letter, about.publicUrl),
    text: toText(letter, about.publicUrl),
    date: about.now,
  }
}
