import { toText } from '../member/text.ts'
import { checkLength, spendSize } from '../budget.ts'
import { ExpressionError } from '../error.ts'
import { stringify } from '../global/json.ts'
import { extractDomain, extractEmail, extractUrl, extractUrlPath, isDomain, isEmail, isUrl } from './address.ts'
import { replaceSpecialChars } from './ascii.ts'
import type { Extension } from './extend.ts'
import { hash } from './hash.ts'
import { removeMarkdown, removeTags } from './markdown.ts'
import { toDateTime as numberToDateTime } from './number.ts'
import { parseDateTime } from './parse-date.ts'
import { toSentenceCase, toSnakeCase, toTitleCase } from './text-case.ts'
import { DateTime } from 'luxon'

function toDate(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new ExpressionError('cannot convert to date')
  return date
}

function toDateTime(text: string, [format]: unknown[]): DateTime {
  if (format === undefined) {
    const parsed = parseDateTime(text)
    if (parsed === undefined) throw new ExpressionError('cannot convert to Luxon DateTime')
    return parsed
  }
  if (['ms', 's', 'us', 'excel'].includes(format as string)) return numberToDateTime(Number(text), format)
  return DateTime.fromFormat(text, toText(format))
}

function toNumber(text: string): number {
  const value = Number(text)
  if (Number.isNaN(value)) throw new ExpressionError('cannot convert to number')
  return value
}

function toFloat(text: string): number {
  if (text.includes(',')) throw new ExpressionError('cannot convert to float, expected . as decimal separator')
  const value = Number.parseFloat(text)
  if (Number.isNaN(value)) throw new ExpressionError('cannot convert to float')
  return value
}

function toInt(text: string, [radix]: unknown[]): number {
  const value = Number.parseInt(text, radix === undefined ? undefined : Number(radix))
  if (Number.isNaN(value)) throw new ExpressionError('cannot convert to integer')
  return value
}

function quote(text: string, [mark = '"']: unknown[]): string {
  const sign = toText(mark)
  const escaped = text.replaceAll('\\', '\\\\')
  return sign + (sign === '' ? escaped : escaped.replaceAll(sign, `\\${sign}`)) + sign
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const hint = text.includes("'") ? ". Check you're using double quotes" : ''
    throw new ExpressionError(`Parsing failed${hint}`, { cause })
  }
}

const isNumeric = (text: string) => text !== '' && !/\s/.test(text) && !Number.isNaN(Number(text))

/** Charged by the length of the text they work on; what they make is bounded too. */
function charged(table: Record<string, (text: string, args: unknown[]) => unknown>): Readonly<Record<string, Extension>> {
  const wrap = (run: (text: string, args: unknown[]) => unknown): Extension => {
    return (text: string, args) => {
      spendSize(text.length * 4)
      const made = run(text, args)
      if (typeof made === 'string') checkLength(made.length)
      return made
    }
  }
  return Object.fromEntries(Object.entries(table).map(([name, run]) => [name, wrap(run)]))
}

export const stringExtensions = charged({
  hash,
  removeMarkdown,
  removeTags,
  toDate,
  toDateTime,
  toBoolean: (text) => !['', '0', 'false', 'no'].includes(text.toLowerCase()),
  toNumber,
  toDecimalNumber: toFloat,
  toFloat,
  toInt,
  toWholeNumber: toInt,
  toSentenceCase,
  toSnakeCase,
  toTitleCase,
  urlDecode: (text, [allChars = false]) => (allChars === true ? decodeURI(text) : decodeURIComponent(text)),
  urlEncode: (text, [allChars = false]) => (allChars === true ? encodeURI(text) : encodeURIComponent(text)),
  quote,
  replaceSpecialChars,
  length: (text) => text.length,
  isDomain,
  isEmail,
  isNumeric,
  isUrl,
  isEmpty: (text) => text === '',
  isNotEmpty: (text) => text !== '',
  toJsonString: (text) => stringify(text),
  extractEmail,
  extractDomain,
  extractUrl,
  extractUrlPath,
  parseJson,
  base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  base64Decode: (text) => Buffer.from(text, 'base64').toString('utf8'),
})
