import { NodeError } from '@steward/sdk/node'
import { DateTime } from 'luxon'
import { convertValue, toText } from '#engine/data'

export const operandTypes = ['string', 'number', 'boolean', 'dateTime', 'array', 'object', 'any'] as const
export type OperandType = (typeof operandTypes)[number]

export type OperandRule = {
  readonly strict: boolean
  /** 1: any text counts as true. 2: texts are read as booleans where they can be. 3: an empty text is no number but nothing. */
  readonly version: number
  readonly timezone: string | undefined
}

/** Where a condition stands, for its error: which condition, which item. */
export type ConditionPlace = { readonly condition: number; readonly item: number }

/** One side of a comparison as the type that is compared. Null and undefined stay what they are. */
export function readOperand(value: unknown, type: OperandType, rule: OperandRule, place: ConditionPlace): unknown {
  if (value === null || value === undefined || type === 'any') return value
  if (type === 'number' && typeof value === 'number') return value
  if (type === 'number' && rule.version >= 3 && isBlank(value)) return null
  if (rule.strict) return readStrict(value, type, rule, place)
  if (type === 'boolean') return readLooseBoolean(value, rule)
  const converted = convertValue('value', value, type, { parseStrings: true, ...zoneOf(rule) })
  if (converted.valid) return converted.value
  throw new NodeError(
    `Conversion error: the ${nameType(value)} ${quote(value)} can't be converted to ${withArticle(type)} ${suffix(place)}`,
    {
      description: 'Try changing the type of the comparison.',
      itemIndex: place.item,
      retryable: false,
    },
  )
}

function readStrict(value: unknown, type: OperandType, rule: OperandRule, place: ConditionPlace): unknown {
  const converted = convertValue('value', value, type as Exclude<OperandType, 'any'>, { strict: true, ...zoneOf(rule) })
  const isText = type !== 'string' || typeof value === 'string'
  if (converted.valid && isText) return converted.value
  throw new NodeError(
    `Wrong type: ${quote(value)} is ${withArticle(nameType(value))} but was expecting ${withArticle(type)} ${suffix(place)}`,
    {
      description: 'Switch on "Convert types where required", or convert the value in an expression.',
      itemIndex: place.item,
      retryable: false,
    },
  )
}

function readLooseBoolean(value: unknown, rule: OperandRule): boolean {
  if (rule.version === 1) return Boolean(value)
  const converted = convertValue('value', value, 'boolean')
  return converted.valid ? converted.value === true : Boolean(value)
}

const isBlank = (value: unknown) => (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0)
const zoneOf = ({ timezone }: OperandRule) => (timezone === undefined ? {} : { timezone })
const suffix = (place: ConditionPlace) => `[condition ${place.condition}, item ${place.item}]`
const withArticle = (name: string) => (/^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`)

/** The type of a value in the words of a comparison. */
export function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date || DateTime.isDateTime(value)) return 'dateTime'
  return value === null ? 'null' : typeof value
}

function quote(value: unknown): string {
  return `'${toText(value)}'`
}
