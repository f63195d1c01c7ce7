import type { Workflow } from '@steward/contract/api/workflow'
import { Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { CalendarClock, TriangleAlert, Webhook } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDuration, formatTime } from '../../lib/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { StateLabel } from '../../ui/state-circle.tsx'
import type { LastRun } from './use-last-run.ts'
import { WaitingVersion } from './publication/waiting-version.tsx'
import css from './workflow-page.module.css'

/** Over the canvas: how the workflow starts, what stands in its way, how the execution shown is going. */
type Props = {
  readonly workflow: Workflow
  readonly run: LastRun
  readonly onNode: (nodeId: string) => void
}

export function StartBar({ workflow, run, onNode }: Props) {
  const { t } = useTranslation('workflow')
  const { problems, webhooks, schedules, review } = workflow
  const execution = run.execution?.summary
  return (
    <div className={css['bar']}>
      {execution === undefined ? null : (
        <Link to="/executions/$executionId" params={{ executionId: execution.id }} className={css['chip']}>
          <StateLabel state={execution.status} />
          {execution.durationMs === null ? null : <span className="num dim">{formatDuration(execution.durationMs)}</span>}
          <span className="sr">{t('openExecution')}</span>
        </Link>
      )}
      {review === null ? null : <WaitingVersion {...review} className={css['chip']} />}
      {webhooks.length + schedules.length > 0 ? <Addresses workflow={workflow} /> : null}
      {problems.length > 0 ? (
        <Popover width={380} position="bottom-start" shadow="md">
          <Popover.Target>
            <button type="button" className={css['chip']} style={{ color: 'var(--warn)' }}>
              <TriangleAlert size={14} aria-hidden />
              {t('problemsN', { count: problems.length })}
            </button>
          </Popover.Target>
          <Popover.Dropdown p={12}>
            <ul style={{ display: 'grid', gap: 8, overflowWrap: 'anywhere' }}>
              {problems.map((problem) => (
                <Problem key={problem} problem={problem} workflow={workflow} onNode={onNode} />
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      ) : null}
    </div>
  )
}

type ProblemProps = { readonly problem: string; readonly workflow: Workflow; readonly onNode: (nodeId: string) => void }

/** A sentence that names a node leads to it. */
function Problem({ problem, workflow, onNode }: ProblemProps) {
  const node = workflow.document.nodes.find(({ name }) => problem.includes(`"${name}"`))
  if (node === undefined) return <li>{problem}</li>
  return (
    <li>
      <button type="button" className={css['problem']} onClick={() => onNode(node.id)}>
        {problem}
      </button>
    </li>
  )
}

function Addresses({ workflow }: { readonly workflow: Workflow }) {
  const { t } = useTranslation('workflow')
  const { webhooks, schedules, summary } = workflow
  const now = new Date()
  return (
    <Popover width={440} position="bottom-start" shadow="md">
      <Popover.Target>
        <button type="button" className={css['chip']}>
          {webhooks.length > 0 ? <Webhook size={14} aria-hidden /> : <CalendarClock size={14} aria-hidden />}
          {t('addresses')}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={14}>
        {summary.status === 'active' ? null : <p className="xs dim">{t('notActiveHint')}</p>}
        {webhooks.map((webhook) => (
          <div key={`${webhook.method} ${webhook.url}`} className={css['address']}>
            <span className="b">{webhook.node}</span>
            <Url name={t('webhookUrl')} method={webhook.method} url={webhook.url} copy={t('copyUrl')} />
            <Url name={t('testUrl')} method={webhook.method} url={webhook.testUrl} copy={t('copyTestUrl')} />
          </div>
        ))}
        {schedules.map((schedule) => (
          <div key={`${schedule.node} ${schedule.text}`} className={css['address']}>
            <span className="b">{schedule.node}</span>
            <span className="ink2">
              {schedule.text}
              {schedule.nextRunAt === null
                ? ''
                : `, ${t('nextRun', { at: formatTime(schedule.nextRunAt, now, t('today', { ns: 'common' })) })}`}
            </span>
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

function Url({
  name,
  method,
  url,
  copy,
}: {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly copy: string
}) {
  return (
    <div className="row">
      <div className="sp">
        <div className="xs dim">{name}</div>
        <code>
          {method} {url}
        </code>
      </div>
      <CopyButton text={url} label={copy} />
    </div>
  )
}
