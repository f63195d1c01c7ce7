import { checkElements, checkLength, spendSize } from '../budget.ts'
import { toText } from '../member/text.ts'
import { makeRegex } from './guarded.ts'
import { execOnce } from './exec.ts'

/** One match, as `exec` gives it; moves `lastIndex` of a global or sticky expression. */
export function execRegex(regex: RegExp, text: string): RegExpExecArray | null {
  const moves = regex.global || regex.sticky
  const from = moves ? regex.lastIndex : 0
  const match = from > text.length ? null : execOnce(regex, text, from)
  if (moves) regex.lastIndex = match === null ? 0 : match.index + match[0].length
  return match
}

export function testRegex(regex: RegExp, text: string): boolean {
  return execRegex(regex, text) !== null
}

/** All matches from the start, or the first one of an expression that is not global. */
function allMatches(regex: RegExp, text: string): RegExpExecArray[] {
  if (!regex.global) {
    const match = execRegex(regex, text)
    return match === null ? [] : [match]
  }
  const found: RegExpExecArray[] = []
  let at = 0
  while (at <= text.length) {
    const match = execOnce(regex, text, at)
    if (match === null) break
    found.push(match)
    checkElements(found.length)
    at = match.index + match[0].length
    if (match[0] === '') at = advance(regex, text, at)
  }
  regex.lastIndex = 0
  spendSize(found.length * 8)
  return found
}

function advance(regex: RegExp, text: string, at: number): number {
  const code = regex.unicode || regex.unicodeSets ? text.codePointAt(at) : undefined
  return at + (code !== undefined && code > 0xffff ? 2 : 1)
}

export function matchRegex(text: string, pattern: RegExp | string | undefined): unknown {
  const regex = pattern instanceof RegExp ? pattern : makeRegex(pattern ?? '', '')
  if (!regex.global) return execRegex(regex, text)
  const found = allMatches(regex, text)
  return found.length === 0 ? null : found.map((match) => match[0])
}

export function matchAllRegex(text: string, pattern: RegExp | string | undefined): unknown {
  const regex = pattern instanceof RegExp ? pattern : makeRegex(pattern ?? '', 'g')
  if (!regex.global) throw new TypeError('matchAll must be called with a global RegExp')
  return allMatches(regex, text)
}

export function searchRegex(text: string, pattern: RegExp | string | undefined): number {
  const regex = pattern instanceof RegExp ? pattern : makeRegex(pattern ?? '', '')
  return execOnce(regex, text, 0)?.index ?? -1
}

export function replaceRegex(text: string, regex: RegExp, by: string | ((...args: unknown[]) => unknown)): string {
  const parts: string[] = []
  let length = 0
  let last = 0
  const add = (part: string) => {
    length += part.length
    checkLength(length)
    parts.push(part)
  }
  for (const match of allMatches(regex, text)) {
    add(text.slice(last, match.index))
    add(typeof by === 'string' ? expand(by, match, text) : toText(by(...callbackArgs(match, text))))
    last = match.index + match[0].length
  }
  add(text.slice(last))
  return parts.join('')
}

function callbackArgs(match: RegExpExecArray, text: string): unknown[] {
  const args: unknown[] = [...match, match.index, text]
  if (match.groups !== undefined) args.push(match.groups)
  return args
}

/** Fills `$1`, `$&`, `$<name>` and the rest of a replacement. */
function expand(template: string, match: RegExpExecArray, text: string): string {
  if (!template.includes('$')) return template
  return template.replace(/\$(\$|&|`|'|\d\d?|<[^>]*>)/g, (whole: string, what: string) => {
    if (what === '$') return '$'
    if (what === '&') return match[0]
    if (what === '`') return text.slice(0, match.index)
    if (what === "'") return text.slice(match.index + match[0].length)
    if (what.startsWith('<')) return match.groups === undefined ? whole : (match.groups[what.slice(1, -1)] ?? '')
    return expandNumber(what, whole, match)
  })
}

function expandNumber(digits: string, whole: string, match: RegExpExecArray): string {
  const both = Number(digits)
  if (both > 0 && both < match.length) return match[both] ?? ''
  const first = Number(digits[0])
  if (digits.length === 2 && first > 0 && first < match.length) return (match[first] ?? '') + (digits[1] ?? '')
  return whole
}

export function splitRegex(text: string, regex: RegExp, limit = 2 ** 32 - 1): string[] {
  const whole = makeRegex(regex.source, [...new Set(`${regex.flags.replace('y', '')}g`)].join(''))
  if (text === '') return execOnce(whole, text, 0) === null ? [text] : []
  const parts: string[] = []
  let last = 0
  for (const match of allMatches(whole, text)) {
    const end = match.index + match[0].length
    if (match[0] === '' && (match.index === 0 || match.index >= text.length || match.index === last)) {
      if (match.index === 0 || match.index >= text.length) continue
    }
    if (match.index >= text.length) continue
    parts.push(text.slice(last, match.index), ...(match.slice(1) as string[]))
    last = end
  }
  parts.push(text.slice(last))
  return parts.slice(0, limit)
}
