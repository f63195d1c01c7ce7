import type { EffectOutcome } from '@steward/contract/api/effect'
import { type EffectClass, effectClasses } from '@steward/contract/effect'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type EffectFilter, effectSummaryQuery } from '../../api/effects.ts'
import { formatCount, formatDay } from '../../lib/format.ts'
import { BigNumber, Numbers } from '../../ui/numbers.tsx'

type Count = { readonly class: EffectClass; readonly outcome: EffectOutcome; readonly count: number }

/** What was done since a while, in numbers; those that somebody may have to look at stand in the accent. */
export function EffectTotals({ filter }: { readonly filter: EffectFilter }) {
  const { t } = useTranslation('effect')
  const { data } = useQuery({ ...effectSummaryQuery(filter), placeholderData: (before) => before })
  if (data === undefined) return null
  const doubts = countOf(data.items, ({ outcome }) => outcome === 'in_doubt')
  return (
    <Numbers onPhone>
      <BigNumber name={t('total')} value={formatCount(data.total)} hint={t('since', { day: formatDay(data.from) })} />
      <BigNumber
        name={t('changing')}
        value={formatCount(countOf(data.items, ({ class: one }) => one !== 'read'))}
        hint={classesOf(data.items)
          .map((one) => t(`effect.${one}`, { ns: 'common' }).toLowerCase())
          .join(', ')}
      />
      <BigNumber name={t('outcome_failed')} value={formatCount(countOf(data.items, ({ outcome }) => outcome === 'failed'))} />
      <BigNumber name={t('outcome_refused')} value={formatCount(countOf(data.items, ({ outcome }) => outcome === 'refused'))} />
      <BigNumber name={t('outcome_in_doubt')} value={formatCount(doubts)} accent={doubts > 0} />
    </Numbers>
  )
}

const countOf = (items: readonly Count[], counts: (one: Count) => boolean) =>
  items.reduce((sum, one) => sum + (counts(one) ? one.count : 0), 0)

const classesOf = (items: readonly Count[]) =>
  effectClasses.filter((one) => one !== 'read' && items.some((item) => item.class === one))
