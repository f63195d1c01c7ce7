import type { Money } from '@steward/contract/api/policy'

/** How many digits of the currency stand behind the point: two for EUR, none for JPY. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** `€1 204.00`: exact, however large it is. */
export function formatMoney({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const sign = minor.startsWith('-') ? '-' : ''
  const padded = minor.replace('-', '').padStart(digits + 1, '0')
  const decimal = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
  return new Intl.NumberFormat('en', { style: 'currency', currency })
    .format(`${sign}${decimal}` as `${number}`)
    .replaceAll(',', '\u202f')
}

/** An amount as a person types it, `129` or `129.5`, in minor units. Undefined where it is none of the currency. */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(\d{1,13})(?:[.,](\d*))?$/.exec(text.replaceAll(/[\s\u202f]/g, ''))
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined
  const [, whole = '', part = ''] = match
  const digits = minorDigits(currency)
  if (part.length > digits) return undefined
  return { minor: String(BigInt(`${whole}${part.padEnd(digits, '0')}`)), currency }
}

/** The amount as a person would type it. */
export function moneyText({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const padded = minor.padStart(digits + 1, '0')
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
}
