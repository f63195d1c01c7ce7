import type { ReplayReport } from '@steward/contract/api/replay'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { replayQuery } from '../../api/executions.ts'
import { Loading } from '../loading.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import { ReplayTable } from './replay-table.tsx'
import css from './replay.module.css'

/** What is otherwise when a recorded execution is executed again in memory. */
export function ReplayReportView({ report }: { readonly report: ReplayReport }) {
  const { t } = useTranslation('execution')
  const { status, order, limits, error } = report
  return (
    <section className={css['replay']} aria-live="polite">
      <div className="row">
        <StateLabel state={report.same ? 'completed' : 'failed'} text={report.same ? t('replaySame') : t('replayDiffers')} />
        <span className="dim num">{t('replayCounts', report.counts)}</span>
      </div>
      {status.old === status.new ? null : (
        <p>
          {t('replayEnd', { old: t(`state.${status.old}`, { ns: 'common' }), new: t(`state.${status.new}`, { ns: 'common' }) })}
        </p>
      )}
      {error === null ? null : <p className="ink2">{error}</p>}
      {order === null ? null : <p>{t('replayOrder', { ...order, position: order.position + 1 })}</p>}
      {report.differences.length === 0 ? null : <ReplayTable differences={report.differences} />}
      {limits.length === 0 ? null : (
        <details>
          <summary>{t('replayLimits')}</summary>
          <ul className="ink2">
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

type OnVersion = { readonly executionId: string; readonly version: number }

/** Replays it on a version, and says what is otherwise. */
export function ReplayOn({ executionId, version }: OnVersion) {
  const replay = useQuery(replayQuery(executionId, version))
  if (replay.data === undefined) return <Loading query={replay} rows={3} />
  return <ReplayReportView report={replay.data} />
}
