/**
 * Text of people and of services in Slack's markup. Nothing in it may become a mention, a link or a format: those three
 * characters are all that Slack reads as markup of its own, and the others lose their meaning by a word joiner in front.
 */
export function plainText(text: string, lengthMax = 2_900): string {
  return written(text, lengthMax, (one) => inMarkup[one] ?? (marks.has(one) ? `\u2060${one}\u2060` : one))
}

/** A link, its words taken as plain text. */
export function linkText(url: string, words: string): string {
  return `<${encodeURI(url).replaceAll(/[|>]/g, encodeURIComponent)}|${plainText(words, 200)}>`
}

/** As it is, for people who compare every character. */
export function codeBlock(text: string, lengthMax = 2_800): string {
  // Three backticks in a row would end the block, and so would some at its end.
  const apart = text.replaceAll(/`(?=`|$)/g, '`\u2060')
  return `\`\`\`${written(apart, lengthMax, (one) => inMarkup[one] ?? one)}\`\`\``
}

const inMarkup: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const marks = new Set('*_~`')

/** Slack refuses a message with a text that is too long as it is sent, and some characters are sent as several. */
function written(text: string, lengthMax: number, write: (character: string) => string): string {
  let whole = ''
  let end = 0
  for (const one of text.toWellFormed()) {
    whole += write(one)
    if (whole.length > lengthMax) return `${whole.slice(0, end)}…`
    if (whole.length < lengthMax) end = whole.length
  }
  return whole
}
