import type { Money } from '@steward/contract/api/policy'
import type { Judged } from './evaluate.ts'

const digits = /^-?\d{1,40}$/

/**
 * Whether an action is about more money than that, whichever way it flows. What cannot be compared counts as more: another
 * currency, an amount that is no number, and a payment of which nobody knows the amount.
 */
export function isOver({ amount, class: effectClass }: Pick<Judged, 'amount' | 'class'>, limit: Money): boolean {
  if (amount === null) return effectClass === 'pay'
  if (amount.currency !== limit.currency || !digits.test(amount.minor)) return true
  const minor = BigInt(amount.minor)
  return (minor < 0n ? -minor : minor) > BigInt(limit.minor)
}
