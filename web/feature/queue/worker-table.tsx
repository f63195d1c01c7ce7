import type { QueueWorker } from '@steward/contract/api/queue'
import { useTranslation } from 'react-i18next'
import { formatAge, formatCount, formatDuration } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { StateLabel } from '../../ui/state-circle.tsx'
import css from './queue.module.css'
import tableCss from '../../ui/table.module.css'

const roles = ['http', 'worker', 'scheduler'] as const

export function WorkerTable({ workers }: { readonly workers: readonly QueueWorker[] }) {
  const { t } = useTranslation('queue')
  const nowMs = useNow(1000)
  return (
    <section className={css['section']}>
      <h2>{t('workers')}</h2>
      <p className="ink2">{t('workersHint')}</p>
      <div className={`card ${css['wide']}`}>
        <table className={tableCss['table']}>
          <thead>
            <tr>
              <th scope="col">{t('process')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col" className="hide-s">
                {t('roles')}
              </th>
              <th scope="col" className={tableCss['right']}>
                {t('live')}
              </th>
              <th scope="col" className={`${tableCss['right']} hide-s`}>
                {t('lastSign')}
              </th>
              <th scope="col" className={`${tableCss['right']} hide-s`}>
                {t('since')}
              </th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker) => (
              <tr key={worker.id}>
                <td className="mono ell">
                  {worker.host}:{worker.pid}
                </td>
                <td>
                  <StateLabel state={worker.alive ? 'active' : 'failed'} text={t(worker.alive ? 'alive' : 'dead')} />
                </td>
                <td className="ink2 hide-s">
                  {roles
                    .filter((role) => worker.roles.includes(role))
                    .map((role) => t(`role_${role}`))
                    .join(', ')}
                </td>
                <td className={`${tableCss['right']} num`}>{formatCount(worker.live)}</td>
                <td className={`${tableCss['right']} num dim hide-s`}>{t('ago', { age: formatDuration(worker.leaseAgeMs) })}</td>
                <td className={`${tableCss['right']} num dim hide-s`}>{formatAge(worker.startedAt, nowMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
