import type { Money } from '@steward/contract/api/policy'
import { decimalOf, minorDigits } from '@steward/contract/money'

/** `€1 204.00`: exact, however large it is. */
export const formatMoney = (money: Money): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: money.currency })
    .format(decimalOf(money) as `${number}`)
    .replaceAll(',', '\u202f')

/** An amount as a person types it, `129` or `129.5`, in minor units. Undefined where it is none of the currency. */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.replaceAll(/[\s\u202f]/g, ''))
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined
  const [, whole = '', part = ''] = match
  const digits = minorDigits(currency)
  if (part.length > digits) return undefined
  return { minor: String(BigInt(`${whole}${part.padEnd(digits, '0')}`)), currency }
}
