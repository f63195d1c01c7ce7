import type { Money } from './api/policy.ts'

/** How many digits of the currency stand behind the point: two for EUR, none for JPY. */
export const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** The amount as a person would type it, `-1204.00`, without its currency: exact, however large it is. */
export function decimalOf({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const sign = minor.startsWith('-') ? '-' : ''
  const figures = minor.replace('-', '').padStart(digits + 1, '0')
  return `${sign}${digits === 0 ? figures : `${figures.slice(0, -digits)}.${figures.slice(-digits)}`}`
}
