import type { NodeExecution } from '@steward/contract/api/execution'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../lib/format.ts'
import css from './execution.module.css'

/** The attempts that failed before the one that counts, each with its reason. */
export function FailedTries({ node }: { readonly node: NodeExecution }) {
  const { t } = useTranslation('execution')
  const tries = node.failedTries ?? []
  if (tries.length === 0) return null
  const time = (at: string) => formatTime(at, new Date(), t('today', { ns: 'common' }))
  return (
    <details className={css['tries']} open={node.status !== 'completed'}>
      <summary>
        {t('failedTries')} <b className="num">{tries.length}</b>
      </summary>
      <ol>
        {tries.map((one) => (
          <li key={one.number}>
            <span className="row xs">
              <span className="b nw">{t('failedTry', { number: one.number })}</span>
              <span className="dim num nw">{time(one.failedAt)}</span>
              <span className="sp" />
              {one.nextAt === null ? null : <span className="dim num nw">{t('nextTry', { at: time(one.nextAt) })}</span>}
            </span>
            <p>{one.message}</p>
            {one.description === null ? null : <p className="ink2 xs">{one.description}</p>}
          </li>
        ))}
      </ol>
    </details>
  )
}
