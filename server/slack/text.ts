/**
 * Text of people and of services in Slack's markup. Nothing in it may become a mention, a link or a format: those three
 * characters are all that Slack reads as markup of its own, and the others lose their meaning by a word joiner in front.
 */
export function plainText(text: string, lengthMax = 2_900): string {
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax - 1).toWellFormed()}…` : text
  return cut
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (mark) => `\u2060${mark}\u2060`)
}

/** A link, its words taken as plain text. */
export function linkText(url: string, words: string): string {
  return `<${encodeURI(url).replaceAll(/[|>]/g, encodeURIComponent)}|${plainText(words, 200)}>`
}

/** As it is, for people who compare every character. */
export function codeBlock(text: string, lengthMax = 2_800): string {
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax - 1).toWellFormed()}…` : text
  // Three backticks would end the block.
  const safe = cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('```', '`\u2060`\u2060`')
  return `\`\`\`${safe}\`\`\``
}
