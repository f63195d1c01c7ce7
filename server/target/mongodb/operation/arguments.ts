import type { Document } from 'mongodb'
import { refusal } from '../refusal.ts'
import type { Called } from '../shell/shell-call.ts'
import { assertKnownOperators, assertStorable, isPlain } from './check-values.ts'
import { assertUpdatePipeline } from './pipeline.ts'
import { updateOperators } from './operators.ts'

/** The method is told in the sentence when an argument is not what it should be. */
export function assertCount({ name, args }: Called, most: number): void {
  if (args.length > most) throw refusal(`${name} is given at most ${most} ${most === 1 ? 'value' : 'values'} here.`)
}

export function filterOf(value: unknown, what = 'A condition'): Document {
  if (value === undefined) return {}
  if (!isPlain(value)) throw refusal(`${what} is an object, such as { state: 'open' }.`)
  assertKnownOperators(value)
  return value
}

export const objectOf = (value: unknown, what: string): Document | undefined =>
  value === undefined ? undefined : filterOf(value, what)

/** Names and kinds of options; any other is refused. */
export function optionsOf(
  value: unknown,
  allowed: Readonly<Record<string, 'boolean' | 'number' | 'string' | 'object' | 'list'>>,
): Document {
  if (value === undefined) return {}
  if (!isPlain(value)) throw refusal('Options are given as an object.')
  for (const [key, option] of Object.entries(value)) {
    const kind = Object.hasOwn(allowed, key) ? allowed[key] : undefined
    if (kind === undefined) throw refusal(`The option ${key} is not known here, so it is refused.`)
    const isFit =
      kind === 'list' ? Array.isArray(option) : kind === 'object' ? isPlain(option) : typeof plainNumber(option) === kind
    if (!isFit) throw refusal(`The option ${key} is a ${kind}.`)
    if (kind === 'list' || kind === 'object') assertKnownOperators(option)
  }
  return value
}

const plainNumber = (value: unknown): unknown => (isNumeric(value) ? Number(value) : value)
const isNumeric = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ['Int32', 'Long', 'Double'].includes(String((value as Document)['_bsontype']))

export function wholeNumber(value: unknown, what: string): number {
  const number = plainNumber(value)
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
    throw refusal(`${what} is given a whole number from 0.`)
  return number
}

export function documentOf(value: unknown, what: string): Document {
  if (!isPlain(value)) throw refusal(`${what} is given a document.`)
  assertStorable(value)
  return value
}

export function documentsOf(value: unknown, what: string): Document[] {
  if (!Array.isArray(value) || value.length === 0) throw refusal(`${what} is given a list of documents.`)
  return value.map((one: unknown) => documentOf(one, what))
}

/** `{ $set: … }` or a pipeline. */
export function updateOf(value: unknown, what: string): Document | readonly Document[] {
  if (Array.isArray(value)) {
    assertUpdatePipeline(value)
    return value as Document[]
  }
  if (!isPlain(value) || Object.keys(value).length === 0) throw refusal(`${what} is given what to change: { $set: { … } }.`)
  for (const key of Object.keys(value))
    if (!updateOperators.has(key)) throw refusal(`${what} changes by operators such as $set; ${key} is none that is known here.`)
  assertKnownOperators(value)
  return value
}
