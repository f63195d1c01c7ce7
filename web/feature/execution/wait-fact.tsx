import type { ExecutionSummary } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import { formatFullTime, formatTime } from '../../lib/format.ts'

/** Why an execution does not go on right now, in words. */
export function WaitFact({ summary }: { readonly summary: ExecutionSummary }) {
  const words = useWaitWords(summary)
  if (words === undefined) return null
  return (
    <span className="dim hide-s ell" title={summary.waitUntil === null ? undefined : formatFullTime(summary.waitUntil)}>
      {words}
    </span>
  )
}

function useWaitWords({ status, waitUntil, waitKind, inDoubt, pauseWanted }: ExecutionSummary): string | undefined {
  const { t } = useTranslation('execution')
  const at = waitUntil === null ? undefined : formatTime(waitUntil, new Date(), t('today', { ns: 'common' }))
  if (status === 'running' && pauseWanted === true) return t('pausing')
  if (status === 'queued')
    return waitKind === 'held' ? t('queueHeld') : at === undefined ? t('waitsForTurn') : t('queuedUntil', { at })
  if (status !== 'waiting' || inDoubt > 0) return undefined
  if (waitKind === 'retry' && at !== undefined) return t('waitsForRetry', { at })
  if (waitKind === 'approval') return t('waitsForApproval')
  if (waitKind === 'decision') return t('waitsForDecision')
  return at === undefined ? t('waitsForCall') : t('waitsUntil', { at })
}
