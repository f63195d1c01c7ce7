import type { QueueWorkflow } from '@steward/contract/api/queue'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useHoldQueue } from '../../api/queue.ts'
import { Allowed } from '../../lib/allowed.tsx'
import { formatAge, formatCount } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { notifyDone } from '../../ui/notify.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import { useLimitWords } from './limit-words.ts'
import css from './queue.module.css'
import tableCss from '../../ui/table.module.css'

export function QueueTable({ workflows }: { readonly workflows: readonly QueueWorkflow[] }) {
  const { t } = useTranslation('queue')
  const nowMs = useNow(1000)
  return (
    <div className={`card ${css['wide']}`}>
      <table className={tableCss['table']}>
        <thead>
          <tr>
            <th scope="col">{t('workflow')}</th>
            <th scope="col" className={tableCss['right']}>
              {t('inQueue')}
            </th>
            <th scope="col" className={tableCss['right']}>
              {t('now')}
            </th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('waiting')}
            </th>
            <th scope="col" className="hide-s">
              {t('limits')}
            </th>
            <th scope="col" className={`${tableCss['right']} hide-s`}>
              {t('age')}
            </th>
            <th scope="col">
              <span className="sr">{t('hold')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {workflows.map((workflow) => (
            <Row key={workflow.workflowId} workflow={workflow} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ workflow, nowMs }: { readonly workflow: QueueWorkflow; readonly nowMs: number }) {
  const { t } = useTranslation('queue')
  const words = useLimitWords(workflow.limits)
  const { queued, ready, delayed, running, waiting, paused, onHold } = workflow
  return (
    <tr>
      <td>
        <span className="row">
          <Link to="/workflows/$workflowId" params={{ workflowId: workflow.workflowId }} className="b ell">
            {workflow.workflowName}
          </Link>
          {onHold ? <StateLabel state="paused" pill text={t('onHold')} /> : null}
        </span>
      </td>
      <td className={`${tableCss['right']} num`} title={t('readyDelayed', { ready, delayed })}>
        {formatCount(queued)}
      </td>
      <td className={`${tableCss['right']} num`}>{formatCount(running)}</td>
      <td className={`${tableCss['right']} num hide-s`}>{formatCount(waiting + paused)}</td>
      <td className="ink2 hide-s">{words}</td>
      <td className={`${tableCss['right']} num dim hide-s`}>{formatAge(workflow.oldestQueuedAt, nowMs)}</td>
      <td className={tableCss['right']}>
        <Allowed permission="execution:write">
          <HoldButton workflow={workflow} />
        </Allowed>
      </td>
    </tr>
  )
}

function HoldButton({ workflow: { workflowId, workflowName: name, onHold } }: { readonly workflow: QueueWorkflow }) {
  const { t } = useTranslation('queue')
  const hold = useHoldQueue()
  const Icon = onHold ? Play : Pause
  return (
    <Button
      size="xs"
      aria-label={t(onHold ? 'letGoOf' : 'holdOf', { name })}
      leftSection={<Icon size={12} aria-hidden />}
      loading={hold.isPending}
      onClick={() =>
        hold.mutate({ workflowId, hold: !onHold }, { onSuccess: () => notifyDone(t(onHold ? 'wentOn' : 'held', { name })) })
      }
    >
      <span className="hide-s">{t(onHold ? 'letGo' : 'hold')}</span>
    </Button>
  )
}
