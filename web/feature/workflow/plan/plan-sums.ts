import type { WorkflowPlan } from '@steward/contract/api/plan'
import type { Money } from '@steward/contract/api/policy'

export type CurrencySum = { readonly currency: string; readonly paid: Money; readonly costs: Money; readonly total: Money }

/** What would be paid and what the calls cost, added up: one line per currency, for they cannot be added. */
export function sumsOf({ amounts, costs }: WorkflowPlan['totals']): readonly CurrencySum[] {
  const currencies = [...new Set([...amounts, ...costs].map(({ currency }) => currency))]
  return currencies.map((currency) => {
    const paid = minorOf(amounts, currency)
    const cost = minorOf(costs, currency)
    const money = (minor: bigint): Money => ({ minor: minor.toString(), currency })
    return { currency, paid: money(paid), costs: money(cost), total: money(paid + cost) }
  })
}

const minorOf = (sums: readonly Money[], currency: string): bigint =>
  sums.reduce((sum, one) => (one.currency === currency ? sum + BigInt(one.minor) : sum), 0n)

/** Payments of which nobody knows how much: with them no sum is the most that it can be. */
export const unknownAmounts = (effects: WorkflowPlan['effects']): number =>
  effects.filter((one) => one.class === 'pay' && one.amount === null).length
