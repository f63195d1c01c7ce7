import type { Query } from '@steward/contract/api/query'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../lib/format.ts'
import { Empty } from '../../ui/feedback.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { planLines } from './plan-lines.ts'
import css from './query.module.css'

/** How the database meant to do it when it was asked. */
export function PlanTab({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const plan = query.analysis?.estimate?.plan ?? null
  if (plan === null || plan === undefined)
    return (
      <div className={css['nothing']}>
        <Empty title={t('noPlan')} text={t('noPlanText')} />
      </div>
    )
  const lines = planLines(plan)
  return (
    <div className={css['plan']}>
      <p className="dim xs">{t('planLead')}</p>
      {lines.length === 0 ? (
        <JsonText value={plan} />
      ) : (
        <ul>
          {lines.map(({ depth, name, on, rows, condition }, at) => (
            <li key={`${at} ${name}`} style={{ paddingLeft: depth * 20 }}>
              <span className="b">{name}</span>
              {on === null ? null : <code>{on}</code>}
              {condition === null ? null : <span className="dim ell">{condition}</span>}
              <span className="sp" />
              {rows === null ? null : (
                <span className="dim num nw">{t('about', { count: rows, number: formatCount(rows) })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
