import type { Execution } from '@steward/contract/api/execution'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CircleStop, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCancelExecution } from '../../api/executions.ts'
import { formatFullTime, formatTime, shortId } from '../../lib/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { isUnfinished } from '../../ui/state.ts'
import { StateLabel } from '../../ui/state-circle.tsx'

export function ExecutionHeader({ execution, children }: { readonly execution: Execution; readonly children: ReactNode }) {
  const { t } = useTranslation('execution')
  const cancel = useCancelExecution()
  const { summary } = execution
  const today = t('today', { ns: 'common' })
  return (
    <Page
      title={`${t('execution')} ${shortId(summary.id)}`}
      crumb={<Link to="/executions">{t('executions', { ns: 'common' })}</Link>}
      heading={
        <h1 className="num" style={{ fontSize: 16, lineHeight: '24px', flex: 'none' }} title={summary.id}>
          {shortId(summary.id)}
        </h1>
      }
      facts={
        <>
          <StateLabel state={summary.status} pill />
          {summary.inDoubt > 0 ? <StateLabel state="in_doubt" pill text={t('inDoubt', { count: summary.inDoubt })} /> : null}
          {summary.status === 'waiting' && summary.inDoubt === 0 ? (
            <span className="dim hide-s" title={summary.waitUntil === null ? undefined : formatFullTime(summary.waitUntil)}>
              {summary.waitUntil === null
                ? t('waitsForCall')
                : t('waitsUntil', { at: formatTime(summary.waitUntil, new Date(), today) })}
            </span>
          ) : null}
          {summary.retryOf === null ? null : (
            <span className="dim hide-s">
              {t('retryOfText')}{' '}
              <Link className="link num" to="/executions/$executionId" params={{ executionId: summary.retryOf }}>
                {shortId(summary.retryOf)}
              </Link>
            </span>
          )}
        </>
      }
      actions={
        <>
          {isUnfinished(summary.status) ? (
            <Button
              leftSection={<CircleStop size={14} aria-hidden />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate(summary.id, { onSuccess: () => notifyDone(t('cancelled')) })}
            >
              {t('cancel')}
            </Button>
          ) : null}
          <Button component={Link} to={`/workflows/${summary.workflowId}`} leftSection={<Workflow size={14} aria-hidden />}>
            {t('openWorkflow')}
          </Button>
        </>
      }
    >
      {children}
    </Page>
  )
}
