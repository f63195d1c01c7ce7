import type { Money } from '@steward/contract/api/policy'
import { decimalOf, minorDigits } from '@steward/contract/money'
import { displayTag } from './format.ts'

/** `€1 204.00`: exact, however large it is; in the way of the language. */
export const formatMoney = (money: Money): string =>
  new Intl.NumberFormat(signsOf(displayTag()), { style: 'currency', currency: money.currency })
    .formatToParts(decimalOf(money) as `${number}`)
    .map(({ type, value }) => (type === 'group' ? '\u202f' : value))
    .join('')

/** British English writes JP¥ for what everybody else writes ¥. */
const signsOf = (tag: string) => (tag === 'en-GB' ? 'en' : tag)

/** An amount as a person types it, `129` or `129.5`, in minor units. Undefined where it is none of the currency. */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.replaceAll(/[\s\u202f]/g, ''))
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined
  const [, whole = '', part = ''] = match
  const digits = minorDigits(currency)
  if (part.length > digits) return undefined
  return { minor: String(BigInt(`${whole}${part.padEnd(digits, '0')}`)), currency }
}
