import { formatNumber } from '../extension/number.ts'
import { methods, native } from './method.ts'

export const numberMethods = methods({
  ...native(Number.prototype, ['toFixed', 'toPrecision', 'toExponential', 'toString', 'valueOf']),
  toLocaleString: formatNumber,
  hasOwnProperty: () => false,
})

export const booleanMethods = methods(native(Boolean.prototype, ['toString', 'valueOf']))

export const bigintMethods = methods(native(BigInt.prototype, ['toString', 'valueOf', 'toLocaleString']))
