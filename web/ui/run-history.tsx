import { useTranslation } from 'react-i18next'
import { type Bar, type Run, runBars } from './run-bars.ts'

const fills: Record<Bar['tone'], string> = {
  done: 'var(--done-strip)',
  failed: 'var(--failed-strip)',
  running: 'var(--running-strip)',
  waiting: 'var(--accent)',
  off: 'var(--ink-3)',
  none: 'var(--line-2)',
}

export function RunHistory({ runs }: { readonly runs: readonly Run[] }) {
  const { t } = useTranslation('common')
  const failed = runs.filter((run) => run.status === 'failed').length
  return (
    <svg
      width="100"
      height="16"
      role="img"
      aria-label={runs.length === 0 ? t('noRuns') : t('lastRuns', { count: runs.length, failed })}
      style={{ display: 'block' }}
    >
      {runBars(runs).map((bar) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width="3"
          height={bar.height}
          rx="1"
          fill={fills[bar.tone]}
          opacity={bar.tone === 'done' ? 0.62 : bar.tone === 'none' ? 0.7 : 1}
        />
      ))}
    </svg>
  )
}
