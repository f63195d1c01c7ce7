import type { Document } from 'mongodb'
import { refusal } from '../refusal.ts'
import { knownOperators, refusedOperators } from './operators.ts'

const deepest = 80

/** Plain objects only; values of BSON are taken as they are. */
export const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('_bsontype' in value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp)

/** Every key and value within, with the keys on the way. Refuses what no value of ours may hold. */
export function* within(value: unknown, depth = 0): Generator<{ readonly key: string; readonly value: unknown }> {
  if (depth > deepest) throw refusal(`Values may be nested ${deepest} deep, these are deeper.`)
  assertValue(value)
  if (Array.isArray(value)) for (const inner of value) yield* within(inner, depth + 1)
  else if (isPlain(value))
    for (const [key, inner] of Object.entries(value)) {
      if (key.split('.').includes('__proto__')) throw refusal('The key __proto__ is refused.')
      yield { key, value: inner }
      yield* within(inner, depth + 1)
    }
}

function assertValue(value: unknown): void {
  if (value === undefined) throw refusal('There is an undefined value; a condition on it would meet what nobody meant.')
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
    throw refusal(`A ${typeof value} cannot be given to the database.`)
  const kind = typeof value === 'object' && value !== null ? (value as { _bsontype?: unknown })._bsontype : undefined
  if (kind === undefined) return
  if (kind === 'Code') throw refusal('Code carries JavaScript into the database and is refused.')
  if (typeof kind !== 'string' || !known.has(kind)) throw refusal('There is a value of a kind that is not known here.')
}

const known = new Set<string>([
  'ObjectId',
  'Long',
  'Int32',
  'Double',
  'Decimal128',
  'Binary',
  'UUID',
  'Timestamp',
  'MinKey',
  'MaxKey',
  'DBRef',
  'BSONRegExp',
  'BSONSymbol',
])

/** A condition, an expression or an update: every `$…` in it is known and runs no code. */
export function assertKnownOperators(value: unknown): void {
  for (const { key } of within(value)) if (key.startsWith('$')) assertKnown(key)
}

export function assertKnown(name: string): void {
  if (knownOperators.has(name)) return
  throw refusal(
    Object.hasOwn(refusedOperators, name) ? String(refusedOperators[name]) : `${name} is not known here, so it is refused.`,
  )
}

/** A document that is stored as it is. */
export function assertStorable(value: unknown): void {
  for (const { key } of within(value))
    if (key.startsWith('$'))
      throw refusal(
        Object.hasOwn(refusedOperators, key)
          ? String(refusedOperators[key])
          : `The key ${key} cannot be stored: names of fields do not begin with $.`,
      )
}
