import type { Approval } from '@steward/contract/api/approval'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../money.ts'
import css from './approval.module.css'

type Shown = Pick<Approval, 'risk' | 'amount' | 'cost' | 'target' | 'policies'>
type Props = {
  readonly approval: Shown
  /** Through which connection it goes. */
  readonly connection?: string | undefined
  /** How many of how many people it takes. */
  readonly people: string
}

/** Risk, cost, where it goes and by whose rule it is asked. */
export function CardFacts({ approval, connection, people }: Props) {
  const { t } = useTranslation('approval')
  const { risk, policies, target } = approval
  const [first, ...others] = policies
  return (
    <dl className={css['facts']}>
      <Fact name={t('risk')} hint={risk.reasons.join(', ') || t('noReasons')}>
        <RiskBars level={risk.level} />
        {t(`risk_${risk.level}`)}
      </Fact>
      <CostFact approval={approval} />
      <Fact name={t('where')} hint={connection === undefined ? '' : t('through', { connection })}>
        {target ?? t('whereNone')}
      </Fact>
      <Fact
        name={t('policy')}
        hint={[...(others.length > 0 ? [t('policyMore', { count: others.length })] : []), people]
          .filter((part) => part !== '')
          .join(' · ')}
        title={policies.map(({ name }) => name).join(', ')}
      >
        {first?.name ?? '–'}
      </Fact>
    </dl>
  )
}

function CostFact({ approval: { amount, cost } }: { readonly approval: Shown }) {
  const { t } = useTranslation('approval')
  const shown = amount ?? cost
  if (shown === null)
    return (
      <Fact name={t('cost')} hint={t('noCostText')}>
        {t('noCost')}
      </Fact>
    )
  const hint = amount === null ? t('costOnly') : cost === null ? '' : t('costPlus', { cost: formatMoney(cost) })
  return (
    <Fact name={t('cost')} hint={hint}>
      {formatMoney(shown)}
    </Fact>
  )
}

type FactProps = { readonly name: string; readonly hint: string; readonly title?: string; readonly children: ReactNode }

function Fact({ name, hint, title, children }: FactProps) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd>
        <div className={`${css['fact']} num`} title={title}>
          {children}
        </div>
        {hint === '' ? null : <div className="xxs dim">{hint}</div>}
      </dd>
    </div>
  )
}

const filled = { low: 1, medium: 2, high: 3 } as const

function RiskBars({ level }: { readonly level: keyof typeof filled }) {
  return (
    <span className={css['risk']} data-level={level} aria-hidden>
      {[1, 2, 3].map((bar) => (
        <i key={bar} data-on={bar <= filled[level] || undefined} />
      ))}
    </span>
  )
}
