import type { Schedule, Tick } from '@steward/contract/api/schedule'
import { Button, Drawer } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { schedulesQuery, ticksQuery } from '../../../api/schedules.ts'
import { formatDuration, formatFullTime, formatTime } from '../../../lib/format.ts'
import { SkeletonRows } from '../../../ui/feedback.tsx'
import type { State } from '../../../ui/state.ts'
import { StateLabel } from '../../../ui/state-circle.tsx'
import css from './schedule-drawer.module.css'

type Props = { readonly workflowId: string; readonly opened: boolean; readonly onClose: () => void }

const states: Record<Tick['outcome'], State> = {
  fired: 'completed',
  made_up: 'completed',
  missed: 'skipped',
  skipped: 'skipped',
  refused: 'cancelled',
  failed: 'failed',
}

/** When the workflow starts by itself next, and what became of every tick so far. */
export function ScheduleDrawer({ workflowId, opened, onClose }: Props) {
  const { t } = useTranslation('workflow')
  const schedules = useQuery({ ...schedulesQuery(workflowId), enabled: opened })
  const ticks = useInfiniteQuery({ ...ticksQuery(workflowId), enabled: opened })
  const log = ticks.data?.pages.flatMap((page) => page.items) ?? []
  const items = schedules.data?.items ?? []
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('schedule')}
      size={460}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {schedules.isPending ? <SkeletonRows rows={3} /> : null}
      {schedules.isSuccess && items.length === 0 ? <p className="ink2">{t('scheduleNone')}</p> : null}
      {items.map((schedule) => (
        <Rule key={schedule.triggerId} schedule={schedule} />
      ))}
      {log.length === 0 ? null : (
        <section className={css['section']}>
          <h3>{t('ticks')}</h3>
          <ul className={css['ticks']}>
            {log.map((tick) => (
              <TickLine key={tick.id} tick={tick} />
            ))}
          </ul>
          {ticks.hasNextPage ? (
            <Button loading={ticks.isFetchingNextPage} onClick={() => void ticks.fetchNextPage()}>
              {t('loadMore', { ns: 'common' })}
            </Button>
          ) : null}
        </section>
      )}
    </Drawer>
  )
}

function Rule({ schedule }: { readonly schedule: Schedule }) {
  const { t } = useTranslation('workflow')
  const { missed, missedMax, jitterSeconds } = schedule
  return (
    <section className={css['section']}>
      <div className="b">{schedule.text}</div>
      <p className="xs dim">
        {schedule.node}, {schedule.timezone}. {t(`missedWords_${missed}`, { count: missedMax })}
        {jitterSeconds > 0 ? ` ${t('jitterWords', { seconds: jitterSeconds })}` : ''}
      </p>
      {schedule.next.length === 0 ? (
        <p className="ink2">{t('nextNone')}</p>
      ) : (
        <ol className={css['next']} aria-label={t('next')}>
          {schedule.next.map((at) => (
            <li key={at} className="num" title={formatFullTime(at)}>
              {formatTime(at, new Date(), t('today', { ns: 'common' }))}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function TickLine({ tick }: { readonly tick: Tick }) {
  const { t } = useTranslation('workflow')
  const at = formatTime(tick.tickAt, new Date(), t('today', { ns: 'common' }))
  return (
    <li>
      <span className="row">
        <StateLabel state={states[tick.outcome]} text={t(`tick_${tick.outcome}`)} />
        <span className="sp" />
        <span className="dim num nw" title={formatFullTime(tick.tickAt)}>
          {at}
        </span>
      </span>
      <span className="row xs dim">
        {tick.reason === null ? null : <span className="ell">{tick.reason}</span>}
        {tick.lagMs === null ? null : <span className="num nw">{t('lag', { lag: formatDuration(tick.lagMs) })}</span>}
        <span className="sp" />
        {tick.executionId === null ? null : (
          <Link className="link" to="/executions/$executionId" params={{ executionId: tick.executionId }}>
            {t('openExecution')}
          </Link>
        )}
      </span>
    </li>
  )
}
