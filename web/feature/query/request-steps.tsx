import type { Query } from '@steward/contract/api/query'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { instancesQuery } from '../../api/instances.ts'
import { formatCount, formatDuration, formatFullTime, formatTime } from '../../lib/format.ts'
import { StateCircle } from '../../ui/state-circle.tsx'
import { lifecycleOf, type Step } from './lifecycle.ts'
import css from './query.module.css'

/** What has happened to the request, when and by whom. */
export function RequestSteps({ query }: { readonly query: Query }) {
  const { t } = useTranslation('query')
  const today = t('today', { ns: 'common' })
  const detail = useDetail(query)
  return (
    <ol className={css['steps']}>
      {lifecycleOf(query).map((step) => (
        <li key={step.name} data-next={step.at === null && step.state === 'queued' ? true : undefined}>
          <div className="row">
            <StateCircle state={step.state} />
            <span className="b">{t(`step_${step.name}`)}</span>
          </div>
          <div className="xxs dim num" title={step.at === null ? undefined : formatFullTime(step.at)}>
            {[step.at === null ? '' : formatTime(step.at, new Date(), today).replace(`${today}, `, ''), detail(step)]
              .filter((part) => part !== '')
              .join(' · ')}
          </div>
        </li>
      ))}
    </ol>
  )
}

function useDetail(query: Query): (step: Step) => string {
  const { t } = useTranslation('query')
  const instances = useQuery(instancesQuery)
  const hasReplica = instances.data?.items.find(({ id }) => id === query.instance.id)?.hasReplica ?? false
  const { requester, approver, pod, result, completedAt, startedAt } = query
  return ({ name }) => {
    switch (name) {
      case 'pending':
        return requester?.name ?? t('somebody')
      case 'approved':
      case 'rejected':
        return [approver?.name, pod === null ? undefined : t('pod', { name: pod.name })]
          .filter((part) => part !== undefined)
          .join(', ')
      case 'executing':
        return t(query.class === 'read' && hasReplica ? 'onReplica' : 'onPrimary')
      case 'completed':
        if (result === null) return ''
        return [
          formatDuration(result.durationMs),
          result.changedRows === null
            ? t('rows', { count: result.rows, number: formatCount(result.rows) })
            : t('changed', { count: result.changedRows, number: formatCount(result.changedRows) }),
        ].join(', ')
      case 'failed':
        return startedAt === null || completedAt === null
          ? ''
          : t('after', { time: formatDuration(Date.parse(completedAt) - Date.parse(startedAt)) })
      case 'scheduled':
      case 'granted':
      case 'notAsked':
      case 'cancelled':
      case 'expired':
      case 'in_doubt':
      default:
        return ''
    }
  }
}
