import type { StartLimits } from '@steward/contract/workflow'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format.ts'

/** The limits of a workflow in words: "2 at once, 100 started per 1 m". */
export function useLimitWords(limits: StartLimits | null): string {
  const { t } = useTranslation('queue')
  if (limits === null) return ''
  const { concurrency, throttle, rateLimit, debounce, deduplicate, priority = 0 } = limits
  const period = (seconds: number) => formatDuration(seconds * 1000)
  return [
    concurrency &&
      t(concurrency.key === undefined ? 'limit_concurrency' : 'limit_concurrencyByKey', { limit: concurrency.limit }),
    throttle && t('limit_throttle', { limit: throttle.limit, period: period(throttle.seconds) }),
    rateLimit && t('limit_rateLimit', { limit: rateLimit.limit, period: period(rateLimit.seconds) }),
    debounce && t('limit_debounce', { period: period(debounce.seconds) }),
    deduplicate && t('limit_deduplicate', { period: period(deduplicate.windowSeconds) }),
    priority !== 0 && t('limit_priority', { priority }),
  ]
    .filter((word) => typeof word === 'string')
    .join(', ')
}
