import type { Task } from '@steward/contract/api/task'
import { ActionIcon, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, Download, Square, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tasksQuery, useCancelTask, useDismissTask } from '../api/tasks.ts'
import { taskWords } from '../feature/notification/notification-words.ts'
import { formatCount } from '../lib/format.ts'
import { useOpenPath } from '../lib/use-open-path.ts'
import { StateCircle } from '../ui/state-circle.tsx'
import css from './task-tray.module.css'

/** How far the long work of the person is, in whatever tab it was begun; nothing while there is none. */
export function TaskTray() {
  const { t } = useTranslation('notification')
  const [isFolded, setFolded] = useState(false)
  const tasks = useQuery(tasksQuery).data?.items ?? []
  const running = tasks.filter(({ state }) => state === 'running').length
  if (tasks.length === 0) return null
  const head = running === 0 ? t('tasks') : t('running', { count: running })
  return (
    <section className={css['tray']} aria-label={t('tasks')}>
      <div className={css['head']}>
        <span role="status">{head}</span>
        <span className="sp" />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-expanded={!isFolded}
          aria-label={t(isFolded ? 'expand' : 'collapse')}
          onClick={() => setFolded(!isFolded)}
        >
          {isFolded ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
        </ActionIcon>
      </div>
      {isFolded ? null : (
        <ul className={css['list']}>
          {tasks.map((task) => (
            <TaskLine key={task.id} task={task} />
          ))}
        </ul>
      )}
    </section>
  )
}

const circles = { running: 'running', done: 'completed', failed: 'failed', cancelled: 'cancelled' } as const

function TaskLine({ task }: { readonly task: Task }) {
  const { t } = useTranslation('notification')
  const name = taskWords(t, task.subject)
  const { done, total, state, failed, error } = task
  const progress =
    total === null
      ? t('progressOpen', { done: formatCount(done) })
      : t('progress', { done: formatCount(done), total: formatCount(total) })
  const facts = [
    state === 'running'
      ? task.isCancelWanted
        ? t('stopping')
        : progress
      : total === null
        ? t(`state_${state}`)
        : `${t(`state_${state}`)} · ${progress}`,
    ...(failed === 0 ? [] : [t('failedOf', { count: failed })]),
  ]
  return (
    <li className={css['line']}>
      <StateCircle state={circles[state]} size={16} />
      <div className={css['text']}>
        <div className="ell b">{name}</div>
        <div className="xs dim num">{facts.join(' · ')}</div>
        {error === null ? null : <div className={`xs ${css['error']}`}>{error}</div>}
        {state === 'running' ? <Bar name={name} done={done} total={total} /> : <Result task={task} />}
      </div>
      <TaskButton task={task} name={name} />
    </li>
  )
}

function Bar({ name, done, total }: { readonly name: string; readonly done: number; readonly total: number | null }) {
  if (total === null || total === 0) return null
  return <Progress value={Math.min(100, (done / total) * 100)} size={4} aria-label={name} />
}

function Result({ task: { resultPath } }: { readonly task: Task }) {
  const { t } = useTranslation('notification')
  const openPath = useOpenPath()
  if (resultPath === null) return null
  if (resultPath.startsWith('/api/'))
    return (
      <a className={css['result']} href={resultPath} download>
        <Download size={12} aria-hidden />
        {t('download')}
      </a>
    )
  return (
    <button type="button" className={css['result']} onClick={() => openPath(resultPath)}>
      {t('seeResult')}
    </button>
  )
}

function TaskButton({
  task: { id, state, isCancellable, isCancelWanted },
  name,
}: {
  readonly task: Task
  readonly name: string
}) {
  const { t } = useTranslation('notification')
  const cancel = useCancelTask()
  const dismiss = useDismissTask()
  if (state !== 'running')
    return (
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t('putAway')}: ${name}`}
        title={t('putAway')}
        onClick={() => dismiss.mutate(id)}
      >
        <X size={14} aria-hidden />
      </ActionIcon>
    )
  if (!isCancellable) return null
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={`${t('stop')}: ${name}`}
      title={t('stop')}
      disabled={isCancelWanted}
      onClick={() => cancel.mutate(id)}
    >
      <Square size={12} aria-hidden />
    </ActionIcon>
  )
}
