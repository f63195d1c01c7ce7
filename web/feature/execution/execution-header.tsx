import type { Execution } from '@steward/contract/api/execution'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CircleStop, Pause, Play, Receipt, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCancelExecution, usePauseExecution } from '../../api/executions.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { shortId } from '../../lib/format.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { isUnfinished } from '../../ui/state.ts'
import { StateLabel } from '../../ui/state-circle.tsx'
import { NeighbourLinks } from './neighbour-links.tsx'
import { KeepRecording } from './keep-recording.tsx'
import { ReplayButton } from './replay-dialog.tsx'
import { UndoButton } from './undo-dialog.tsx'
import { UndoFacts } from './undo-facts.tsx'
import { WaitFact } from './wait-fact.tsx'

type Props = {
  readonly execution: Execution
  /** Nothing new is heard at the moment. */
  readonly isLost: boolean
  readonly children: ReactNode
}

export function ExecutionHeader({ execution, isLost, children }: Props) {
  const { t } = useTranslation('execution')
  const cancel = useCancelExecution()
  const { summary } = execution
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
          <WaitFact summary={summary} />
          <span role="status" className="dim nw">
            {isLost ? t('streamLost') : null}
          </span>
          <UndoFacts summary={summary} />
          {summary.partial == null ? null : (
            <span className="dim nw">{t(summary.partial.only ? 'partOnly' : 'partUntil', { node: summary.partial.name })}</span>
          )}
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
          <NeighbourLinks summary={summary} />
          {isUnfinished(summary.status) ? (
            <Allowed permission="execution:write">
              <PauseButton execution={execution} />
            </Allowed>
          ) : (
            <>
              <Allowed permission="execution:write">
                <UndoButton summary={summary} />
              </Allowed>
              <Allowed permission="workflow:write">
                <KeepRecording execution={summary} />
              </Allowed>
              <Allowed permission="execution:start">
                <ReplayButton execution={execution} />
              </Allowed>
            </>
          )}
          {execution.nodes.some((node) => node.effect !== 'pure') ? (
            <Button
              className="hide-s"
              component={Link}
              to={`/effects?execution=${summary.id}`}
              leftSection={<Receipt size={14} aria-hidden />}
            >
              {t('receipts')}
            </Button>
          ) : null}
          {isUnfinished(summary.status) ? (
            <Allowed permission="execution:write">
              <Button
                leftSection={<CircleStop size={14} aria-hidden />}
                loading={cancel.isPending}
                onClick={() => cancel.mutate(summary.id, { onSuccess: () => notifyDone(t('cancelled')) })}
              >
                {t('cancel')}
              </Button>
            </Allowed>
          ) : null}
          <Button
            component={Link}
            to={`/workflows/${summary.workflowId}?execution=${summary.id}`}
            leftSection={<Workflow size={14} aria-hidden />}
          >
            {t('openWorkflow')}
          </Button>
        </>
      }
    >
      {children}
    </Page>
  )
}

function PauseButton({ execution: { summary } }: { readonly execution: Execution }) {
  const { t } = useTranslation('execution')
  const pause = usePauseExecution()
  const isPaused = summary.status === 'paused'
  const Icon = isPaused ? Play : Pause
  return (
    <Button
      leftSection={<Icon size={14} aria-hidden />}
      loading={pause.isPending}
      disabled={!isPaused && summary.pauseWanted === true}
      onClick={() =>
        pause.mutate({ id: summary.id, pause: !isPaused }, { onSuccess: () => notifyDone(t(isPaused ? 'resumed' : 'paused')) })
      }
    >
      {t(isPaused ? 'resume' : 'pause')}
    </Button>
  )
}
