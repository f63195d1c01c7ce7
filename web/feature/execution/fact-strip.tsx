import type { Execution } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatFullTime, formatTime } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { useModeWord } from './mode-word.ts'
import { workedMs } from './timeline.ts'
import css from './execution.module.css'

export function FactStrip({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const { summary, nodes } = execution
  const nowMs = useNow(1000)
  const mode = useModeWord(summary.mode)
  const effects = nodes.filter((node) => node.effect !== 'pure')
  const done = effects.filter((node) => node.status === 'completed').length
  const took = summary.durationMs ?? (summary.endedAt === null ? nowMs - Date.parse(summary.startedAt) : null)
  const facts = [
    [t('workflow'), `${summary.workflowName}, ${t('version', { version: summary.workflowVersion })}`, undefined],
    [
      t('started'),
      formatTime(summary.startedAt, new Date(nowMs), t('today', { ns: 'common' })),
      formatFullTime(summary.startedAt),
    ],
    [t('mode'), mode, undefined],
    [t('took'), formatDuration(took), undefined],
    [t('worked'), formatDuration(workedMs(nodes)), t('workedHint')],
    [t('effects'), effects.length === 0 ? t('effectsNone') : t('effectsDone', { done, count: effects.length }), undefined],
  ] as const
  return (
    <dl className={`card ${css['facts']}`}>
      {facts.map(([name, value, title]) => (
        <div key={name} title={title}>
          <dt className="eyebrow">{name}</dt>
          <dd className="b num ell">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
