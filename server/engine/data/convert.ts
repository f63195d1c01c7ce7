import { DateTime } from 'luxon'
import { readDateTime } from './date-time.ts'
import { parseRelaxed } from './relaxed-json.ts'

export const fieldTypes = [
  'string',
  'string-alphanumeric',
  'number',
  'boolean',
  'dateTime',
  'time',
  'object',
  'array',
  'options',
  'url',
  'jwt',
  'any',
] as const
export type FieldType = (typeof fieldTypes)[number]

export type Conversion = { readonly valid: true; readonly value: unknown } | { readonly valid: false; readonly message: string }

export type ConversionOptions = {
  /** Takes only values that already have the type. Dates may still be texts. */
  readonly strict?: boolean
  /** Makes a text of what is no text; otherwise everything passes as a text unchanged. */
  readonly parseStrings?: boolean
  /** IANA zone in which a date without one is meant. */
  readonly timezone?: string
  /** The values a field of type `options` may have. */
  readonly allowed?: readonly unknown[]
}

/** The value as the given type, or why it cannot be that. Null and undefined fit every type. */
export function convertValue(field: string, value: unknown, type: FieldType, options: ConversionOptions = {}): Conversion {
  if (value === null || value === undefined) return { valid: true, value }
  if (options.strict === true && !hasType(value, type)) return refuse(field, value, type)
  const converter = converters[type]
  const converted = converter(value, options)
  return converted === invalid ? refuse(field, value, type, options) : { valid: true, value: converted }
}

const invalid = Symbol('invalid')
type Converter = (value: unknown, options: ConversionOptions) => unknown

const converters: Readonly<Record<FieldType, Converter>> = {
  any: (value) => value,
  string: (value, { parseStrings }) => (parseStrings === true ? toText(value) : value),
  'string-alphanumeric': (value) => (typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) ? value : invalid),
  number: (value) => (typeof value === 'symbol' || Number.isNaN(Number(value)) ? invalid : Number(value)),
  boolean: toBoolean,
  dateTime: (value, { timezone }) => readDateTime(value, timezone) ?? invalid,
  time: (value) => (/^\d{2}:\d{2}(:\d{2})?((-|\+)\d{4})?((-|\+)\d{1,2}(:\d{2})?)?$/.test(String(value)) ? value : invalid),
  object: toObject,
  array: toList,
  options: (value, { allowed }) => (allowed === undefined || allowed.includes(value) ? value : invalid),
  url: toUrl,
  jwt: (value) => (typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]*$/.test(value) ? value : invalid),
}

function hasType(value: unknown, type: FieldType): boolean {
  if (type === 'number' || type === 'boolean') return typeof value === type
  if (type === 'array') return Array.isArray(value)
  return type !== 'object' || (typeof value === 'object' && !Array.isArray(value))
}

/** A value as text: an object as JSON, a date as ISO. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (DateTime.isDateTime(value)) return value.toISO() ?? ''
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

function toBoolean(value: unknown): unknown {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : undefined
  if (text === 'true' || text === 'false') return text === 'true'
  // An empty text is a number to JavaScript, but no answer to yes or no.
  if (text !== undefined && text.trim() === '') return invalid
  const number = Number(value)
  return number === 0 || number === 1 ? number === 1 : invalid
}

function toObject(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseRelaxed(value) : value
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : invalid
}

function toList(value: unknown): unknown {
  if (typeof value !== 'string') return Array.isArray(value) ? value : invalid
  const parsed = parseJson(value) ?? parseJson(value.replaceAll("'", '"'))
  return Array.isArray(parsed) ? parsed : invalid
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function toUrl(value: unknown): unknown {
  const text = String(value)
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(address) ? address : invalid
}

const expectations: Partial<Readonly<Record<FieldType, string>>> = {
  time: 'a time such as 14:30 or 14:30:00',
  'string-alphanumeric': 'letters, digits and underscores, not beginning with a digit,',
}

function refuse(field: string, value: unknown, type: FieldType, { allowed }: ConversionOptions = {}): Conversion {
  const choice = allowed === undefined ? undefined : `one of the following values: [${allowed.join(', ')}]`
  const message = `'${field}' expects ${choice ?? expectations[type] ?? `a ${type}`} but we got ${describeValue(value)}`
  return {
    valid: false,
    message: type === 'dateTime' ? `${message}. DateTime.fromFormat reads dates of other formats.` : message,
  }
}

/** `'text'`, `'5'`, `'null'`, `array` or `object`: how a value is named in a message. */
export function describeValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `'${String(value)}'`
  return Array.isArray(value) ? 'array' : 'object'
}
