import { methods, native } from './method.ts'

export const numberMethods = methods({
  ...native(Number.prototype, ['toFixed', 'toPrecision', 'toExponential', 'toString', 'toLocaleString', 'valueOf']),
  hasOwnProperty: () => false,
})

export const booleanMethods = methods(native(Boolean.prototype, ['toString', 'valueOf']))

export const bigintMethods = methods(native(BigInt.prototype, ['toString', 'valueOf', 'toLocaleString']))
