/** Local part of an e-mail address; the characters that cannot be in it also end it. */
const localEnd = /[<>()[\]\\,;:\s@"]/
const domainChars = /^(?:[a-z0-9-]{1,63}\.){1,127}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63})/i
const literalIp = /^\[\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\]/

/** The first e-mail address in a text. Looks left and right of every `@`, so its work grows with the length only. */
export function extractEmail(text: string): string | undefined {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const local = localBefore(text, at)
    const rest = text.slice(at + 1, at + 256)
    const domain = literalIp.exec(rest) ?? domainChars.exec(rest)
    if (local !== '' && domain !== null) return `${local}@${domain[0]}`
  }
  return undefined
}

const MAX_LOCAL = 320

function localBefore(text: string, at: number): string {
  if (text[at - 1] === '"') return quotedBefore(text, at)
  let from = at
  while (from > 0 && at - from < MAX_LOCAL && !localEnd.test(text[from - 1] ?? '')) from--
  const local = text.slice(from, at)
  if (local.endsWith('.')) return ''
  // Two dots in a row, or one at the start, are not part of an address.
  return local.slice(
    Math.max(local.lastIndexOf('..') + 2, local.startsWith('.') ? 1 : 0) * Number(local.includes('..') || local.startsWith('.')),
  )
}

function quotedBefore(text: string, at: number): string {
  const open = text.lastIndexOf('"', at - 2)
  return open === -1 || at - open > MAX_LOCAL || open === at - 2 ? '' : text.slice(open, at)
}

export function isEmail(text: string): boolean {
  return !/\s/.test(text) && extractEmail(text) !== undefined
}

const host = String.raw`(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|(?:[\w-]{1,63}\.){1,127}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63}))`
const port = String.raw`(?::\d{1,5})?`

const urlPattern = new RegExp(String.raw`(?:https?|ftp):\/\/${host}\S*`, 'i')
const wholeUrl = new RegExp(String.raw`^(?:https?|ftp):\/\/${host}\S*$`, 'i')
const wholeDomain = new RegExp(String.raw`^${host}${port}(?:[/?#]\S*)?$`, 'i')
const address = new RegExp(
  String.raw`^(?<scheme>(?:(?:https?|ftp):)?\/\/)?(?<user>[^\s@/?#]{1,512}@)?(?<host>${host})${port}(?:[/?#]\S*)?$`,
  'i',
)

export function extractUrl(text: string): string | undefined {
  // Starting at each `://` keeps the work in proportion to the length.
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const found = urlPattern.exec(text.slice(Math.max(0, at - 5), at + 8192))
    if (found !== null) return longUrl(text, Math.max(0, at - 5) + found.index)
  }
  return undefined
}

function longUrl(text: string, from: number): string {
  const end = text.slice(from).search(/\s/)
  return end === -1 ? text.slice(from) : text.slice(from, from + end)
}

export const isUrl = (text: string) => wholeUrl.test(text) && !text.endsWith('\n')

export const isDomain = (text: string) => wholeDomain.test(text) && !text.endsWith('\n')

/** The host of a URL, of an e-mail address, or of what is a host by itself. */
export function extractDomain(text: string): string | undefined {
  const groups = address.exec(text)?.groups
  if (groups === undefined) return undefined
  if (groups['user'] !== undefined && groups['scheme'] === undefined && groups['host'] === 'localhost') return undefined
  return groups['host']
}

export function extractUrlPath(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).pathname : undefined
}
