import type { ExecutionSummary } from '@steward/contract/api/execution'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatFullTime, formatTime, shortId } from '../../lib/format.ts'
import { StateLabel } from '../../ui/state-circle.tsx'
import { useModeWord } from './mode-word.ts'
import css from './list.module.css'

export function ExecutionTable({ items }: { readonly items: readonly ExecutionSummary[] }) {
  const { t } = useTranslation('execution')
  const phone = useMediaQuery('(max-width: 640px)', window.innerWidth <= 640)
  if (phone) {
    return (
      <ul className={`card ${css['cards']}`}>
        {items.map((execution) => (
          <Card key={execution.id} execution={execution} />
        ))}
      </ul>
    )
  }
  return (
    <div className="card">
      <table className={css['table']}>
        <thead>
          <tr>
            <th scope="col">{t('status')}</th>
            <th scope="col">{t('workflow')}</th>
            <th scope="col">{t('execution')}</th>
            <th scope="col">{t('mode')}</th>
            <th scope="col" className={css['right']}>
              {t('took')}
            </th>
            <th scope="col" className={css['right']}>
              {t('started')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((execution) => (
            <Row key={execution.id} execution={execution} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Status({ execution }: { readonly execution: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  if (execution.inDoubt > 0) return <StateLabel state="in_doubt" pill text={t('inDoubt', { count: execution.inDoubt })} />
  if (execution.status === 'waiting' && execution.waitKind === 'approval')
    return <StateLabel state="waiting" pill text={t('waitsForApproval')} />
  return <StateLabel state={execution.status} />
}

function Row({ execution }: { readonly execution: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  const mode = useModeWord(execution.mode)
  return (
    <tr>
      <td>
        <Status execution={execution} />
      </td>
      <td>
        <span className="row">
          <Link to="/executions/$executionId" params={{ executionId: execution.id }} className={`b ${css['link']}`}>
            {execution.workflowName}
          </Link>
          <span className="dim num">{t('version', { version: execution.workflowVersion })}</span>
          {execution.error === null ? null : <span className={`${css['error']} ell`}>{execution.error.message}</span>}
        </span>
      </td>
      <td className="mono dim">{shortId(execution.id)}</td>
      <td className="ink2">{mode}</td>
      <td className={`${css['right']} num ink2 nw`}>{formatDuration(execution.durationMs)}</td>
      <td className={`${css['right']} num dim nw`} title={formatFullTime(execution.startedAt)}>
        {formatTime(execution.startedAt, new Date(), t('today', { ns: 'common' }))}
      </td>
    </tr>
  )
}

function Card({ execution }: { readonly execution: ExecutionSummary }) {
  const { t } = useTranslation('execution')
  return (
    <li>
      <div className="row">
        <Link to="/executions/$executionId" params={{ executionId: execution.id }} className={`b ell sp ${css['link']}`}>
          {execution.workflowName}
        </Link>
        <Status execution={execution} />
      </div>
      <div className="row xs dim num">
        <span>{formatTime(execution.startedAt, new Date(), t('today', { ns: 'common' }))}</span>
        <span className="sp" />
        <span>{formatDuration(execution.durationMs)}</span>
      </div>
    </li>
  )
}
