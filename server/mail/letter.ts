/** What every mail is made of; `toHtml` and `toText` write it. All texts are plain, without markup. */
export type Letter = {
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly button?: { readonly label: string; readonly href: string }
  readonly facts?: readonly (readonly [name: string, value: string])[]
  /** Things that the reader may open, each with a line below it. */
  readonly list?: readonly { readonly text: string; readonly href: string; readonly hint: string }[]
  /** What to do if the reader did not expect the mail. */
  readonly note: string
  /** The way out of such mails. */
  readonly leave?: { readonly label: string; readonly href: string }
}

const namesCharsMax = 80

/**
 * A name that a person chose, as it may stand in a mail to somebody else: one
 * line, without characters that turn or hide text, and nothing that mail
 * programs make a link of.
 */
export function harmless(name: string, charsMax = namesCharsMax): string {
  const line = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[\\/@<>]/g, ' ')
    .replaceAll(/\.(?=\S)/g, '\u2024')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const characters = Array.from(line)
  return characters.length > charsMax ? `${characters.slice(0, charsMax - 1).join('')}…` : line
}

/** `21 November 2026, 17:40 UTC`; the reader's time zone is not known. */
export function inWords(time: string): string {
  const day = new Date(time).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return `${day}, ${time.slice(11, 16)} UTC`
}

export function toText(letter: Letter, publicUrl: string): string {
  const { heading, paragraphs, button, facts = [], list = [], note, leave } = letter
  const blocks = [
    heading,
    ...paragraphs,
    ...(button === undefined ? [] : [`${button.label}:\n${button.href}`]),
    ...(facts.length === 0 ? [] : [facts.map(([name, value]) => `${name}: ${value}`).join('\n')]),
    ...list.map(({ text, href, hint }) => `* ${text}\n  ${hint}\n  ${href}`),
    note,
    ...(leave === undefined ? [] : [`${leave.label}:\n${leave.href}`]),
    `-- \nSteward at ${publicUrl}`,
  ]
  return `${blocks.join('\n\n')}\n`
}
