import type { WorkflowPlan } from '@steward/contract/api/plan'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../lib/money.ts'
import slip from '../../../ui/slip.module.css'
import { sumsOf, unknownAmounts } from './plan-sums.ts'
import css from './plan.module.css'

/** How many effects, and what they may cost all together. */
export function PlanTotals({ plan: { totals, effects } }: { readonly plan: WorkflowPlan }) {
  const { t } = useTranslation('plan')
  const unknown = unknownAmounts(effects)
  const sums = sumsOf(totals)
  const last = unknown === 0 ? 'atMost' : 'known'
  return (
    <>
      <dl>
        <Sum name={t('totals')} value={t('totalsWords', totals)} />
        {sums.length === 0 ? <Sum name={t('paid')} value="0.00" /> : null}
        {sums.map(({ currency, paid, costs, total }) => (
          <Fragment key={currency}>
            <Sum name={t('paid')} value={formatMoney(paid)} />
            <Sum name={t('costs')} value={formatMoney(costs)} />
            <Sum name={t(last, { currency })} value={formatMoney(total)} isLast />
          </Fragment>
        ))}
      </dl>
      {unknown === 0 ? null : <p className={css['uncertain']}>{t('unknownAmounts', { count: unknown })}</p>}
    </>
  )
}

type SumProps = { readonly name: string; readonly value: string; readonly isLast?: boolean }

const Sum = ({ name, value, isLast = false }: SumProps) => (
  <div className={`${slip['sum']} ${css['sum']}`} data-last={isLast || undefined}>
    <dt>{name}</dt>
    <i aria-hidden />
    <dd className="num">{value}</dd>
  </div>
)
