import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { formatChange, formatCount, formatShare } from '../../lib/format.ts'
import css from './list.module.css'

type Stats = Answer<'GET /executions/stats'>

/** The numbers on top of the list. Each stands for something a person may have to look at. */
export function NumberStrip({ stats }: { readonly stats: Stats | undefined }) {
  const { t } = useTranslation('workflow')
  const days = stats?.days7
  const settled = days === undefined ? 0 : days.completed + days.failed
  return (
    <dl className={`card ${css['strip']} hide-s`}>
      <Fact
        name={t('runs7')}
        value={days === undefined ? '–' : formatCount(days.total)}
        hint={days === undefined ? '' : formatChange(days.total, days.previousTotal)}
      />
      <Fact
        name={t('succeeded')}
        value={days === undefined ? '–' : formatShare(days.completed, settled)}
        hint={days === undefined || settled === 0 ? '' : t('failedCount', { count: days.failed })}
      />
      <Fact name={t('runningNow')} value={count(stats?.running)} />
      <Fact name={t('waitingPerson')} value={count(stats?.waiting)} hint={t('waitingHint')} accent={(stats?.waiting ?? 0) > 0} />
      <Fact name={t('inDoubt')} value={count(stats?.inDoubt)} hint={stats?.inDoubt === 0 ? t('inDoubtNone') : t('inDoubtHint')} />
    </dl>
  )
}

const count = (value: number | undefined) => (value === undefined ? '–' : formatCount(value))

function Fact({
  name,
  value,
  hint = '',
  accent = false,
}: {
  readonly name: string
  readonly value: string
  readonly hint?: string
  readonly accent?: boolean
}) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd className={css['big']} style={accent ? { color: 'var(--accent-text)' } : {}}>
        {value} {hint === '' ? null : <small>{hint}</small>}
      </dd>
    </div>
  )
}
