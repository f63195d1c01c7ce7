import { useTranslation } from 'react-i18next'
import type { Answer } from '../../api/call.ts'
import { formatChange, formatCount, formatShare } from '../../lib/format.ts'
import { BigNumber, Numbers } from '../../ui/numbers.tsx'

type Stats = Answer<'GET /executions/stats'>

/** The numbers on top of the list. Each stands for something a person may have to look at. */
export function NumberStrip({ stats }: { readonly stats: Stats | undefined }) {
  const { t } = useTranslation('workflow')
  const days = stats?.days7
  const settled = days === undefined ? 0 : days.completed + days.failed
  const waiting = stats?.waiting ?? 0
  return (
    <Numbers>
      <BigNumber
        name={t('runs7')}
        value={days === undefined ? '–' : formatCount(days.total)}
        hint={days === undefined ? '' : formatChange(days.total, days.previousTotal)}
      />
      <BigNumber
        name={t('succeeded')}
        value={days === undefined ? '–' : formatShare(days.completed, settled)}
        hint={days === undefined || settled === 0 ? '' : t('failedCount', { count: days.failed })}
      />
      <BigNumber name={t('runningNow')} value={count(stats?.running)} />
      <BigNumber name={t('waitingPerson')} value={count(stats?.waiting)} hint={t('waitingHint')} accent={waiting > 0} />
      <BigNumber
        name={t('inDoubt')}
        value={count(stats?.inDoubt)}
        hint={stats?.inDoubt === 0 ? t('inDoubtNone') : t('inDoubtHint')}
      />
    </Numbers>
  )
}

const count = (value: number | undefined) => (value === undefined ? '–' : formatCount(value))
