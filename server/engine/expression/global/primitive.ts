import { types } from 'node:util'
import { checkLength } from '../budget.ts'
import { toPrimitive, toText } from '../member/text.ts'
import { builtin } from './builtin.ts'

const numeric = (value: unknown) => Number(toPrimitive(value, 'number'))

export const primitives = {
  undefined,
  NaN,
  Infinity,
  Number: builtin('Number', {
    call: (...args: unknown[]) => (args.length === 0 ? 0 : numeric(args[0])),
    construct: (args) => Object(args.length === 0 ? 0 : numeric(args[0])) as unknown,
    is: (value) => types.isNumberObject(value),
    statics: {
      isInteger: (value: unknown) => Number.isInteger(value),
      isSafeInteger: (value: unknown) => Number.isSafeInteger(value),
      isFinite: (value: unknown) => Number.isFinite(value),
      isNaN: (value: unknown) => Number.isNaN(value),
      parseFloat: (text: unknown) => parseFloat(toText(text)),
      parseInt: (text: unknown, radix?: unknown) => parseInt(toText(text), radix as number),
      MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
      MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
      MAX_VALUE: Number.MAX_VALUE,
      MIN_VALUE: Number.MIN_VALUE,
      EPSILON: Number.EPSILON,
      POSITIVE_INFINITY: Infinity,
      NEGATIVE_INFINITY: -Infinity,
      NaN,
    },
  }),
  Boolean: builtin('Boolean', {
    call: (value: unknown) => Boolean(value),
    construct: ([value]) => Object(Boolean(value)) as unknown,
    is: (value) => types.isBooleanObject(value),
  }),
  BigInt: builtin('BigInt', {
    call: (value: unknown) => {
      const plain = toPrimitive(value, 'number')
      // Reading digits costs the square of their number.
      if (typeof plain === 'string' && plain.length > 10_000) checkLength(Infinity)
      return BigInt(plain as string)
    },
    statics: {
      asIntN: (bits: unknown, value: unknown) => BigInt.asIntN(Number(bits), value as bigint),
      asUintN: (bits: unknown, value: unknown) => BigInt.asUintN(Number(bits), value as bigint),
    },
  }),
  Symbol: builtin('Symbol', { call: (about?: unknown) => Symbol(about === undefined ? undefined : toText(about)) }),
  parseInt: builtin('parseInt', { call: (text: unknown, radix?: unknown) => parseInt(toText(text), radix as number) }),
  parseFloat: builtin('parseFloat', { call: (text: unknown) => parseFloat(toText(text)) }),
  isNaN: builtin('isNaN', { call: (value: unknown) => Number.isNaN(numeric(value)) }),
  isFinite: builtin('isFinite', { call: (value: unknown) => Number.isFinite(numeric(value)) }),
}
