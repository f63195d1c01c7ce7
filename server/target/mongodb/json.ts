import { BSON, type Document, type Long } from 'mongodb'
import { isPlain } from './operation/check-values.ts'

const { EJSON } = BSON

/**
 * A value as JSON keeps it: relaxed Extended JSON, but never at the price of a digit. Numbers that JavaScript cannot
 * hold exactly stay `{ $numberLong: … }`, so that nothing reads as another number than is stored.
 */
export function toJson(value: unknown): unknown {
  if (value === undefined) return null
  if (Array.isArray(value)) return value.map(toJson)
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]))
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return numberAsJson(value)
  switch (bsonTypeOf(value)) {
    case 'int':
      return Number(value)
    case 'double':
      return numberAsJson(Number(value))
    case 'long': {
      const long = value as Long
      return Number.isSafeInteger(long.toNumber()) ? long.toNumber() : { $numberLong: long.toString() }
    }
    case 'date':
      return EJSON.serialize(value as Date, { relaxed: true })
    default:
      return EJSON.serialize(value as Document, { relaxed: false })
  }
}

const numberAsJson = (number: number): unknown =>
  Number.isFinite(number) && !Object.is(number, -0) ? number : { $numberDouble: Object.is(number, -0) ? '-0.0' : String(number) }

const names: Readonly<Record<string, string>> = {
  ObjectId: 'objectId',
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  Binary: 'binData',
  UUID: 'binData',
  Timestamp: 'timestamp',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  DBRef: 'dbPointer',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  Code: 'javascript',
}

/** The name that MongoDB has for the type of a value. */
export function bsonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  return names[String((value as Document)['_bsontype'])] ?? 'object'
}

/** Exact: types and the order of keys are kept, so that two texts are equal when the documents are. */
export const exactText = (value: unknown): string => EJSON.stringify(value, { relaxed: false })

export const exactJson = (value: Document): Record<string, unknown> =>
  EJSON.serialize(value, { relaxed: false }) as Record<string, unknown>

/** The way back from `exactJson`. */
export const fromExactJson = (value: unknown): Document => EJSON.deserialize(value as Document, { relaxed: false }) as Document
