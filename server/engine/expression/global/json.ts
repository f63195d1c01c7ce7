import { checkLength, spendSize } from '../budget.ts'
import { toText } from '../member/text.ts'
import { toPlain } from '../plain.ts'
import { builtin } from './builtin.ts'

type Replacer = ((key: string, value: unknown) => unknown) | string[] | null

export function stringify(value: unknown, replacer?: unknown, space?: unknown): string | undefined {
  const plain = toPlain(value)
  const indent = typeof space === 'number' || typeof space === 'string' ? space : undefined
  const text = JSON.stringify(plain, (replacer ?? null) as Replacer as null, indent)
  if (text !== undefined) {
    checkLength(text.length)
    spendSize(text.length)
  }
  return text
}

export function parse(value: unknown, reviver?: unknown): unknown {
  const text = toText(value)
  spendSize(text.length)
  return JSON.parse(text, typeof reviver === 'function' ? (reviver as (key: string, value: unknown) => unknown) : undefined)
}

export const json = builtin('JSON', { statics: { stringify, parse } })
