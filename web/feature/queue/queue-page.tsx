import type { Queue } from '@steward/contract/api/queue'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../api/problem.ts'
import { circuitsQuery, queueQuery } from '../../api/queue.ts'
import { formatAge, formatCount } from '../../lib/format.ts'
import { useNow } from '../../lib/use-now.ts'
import { Empty, Problem, SkeletonRows } from '../../ui/feedback.tsx'
import { BigNumber, Numbers } from '../../ui/numbers.tsx'
import { Page } from '../../ui/page.tsx'
import { CircuitTable } from './circuit-table.tsx'
import { QueueTable } from './queue-table.tsx'
import { WorkerTable } from './worker-table.tsx'

/** What waits to be executed and who is there to do it, as it is right now. */
export default function QueuePage() {
  const { t } = useTranslation('queue')
  const queue = useQuery(queueQuery)
  const circuits = useQuery(circuitsQuery)
  const failing = (circuits.data?.items ?? []).filter((one) => one.state !== 'closed')
  return (
    <Page title={t('queue', { ns: 'common' })}>
      {queue.isPending ? <SkeletonRows rows={5} /> : null}
      {queue.isError && queue.data === undefined ? (
        <Problem title={t('loadFailed', { ns: 'common' })} text={sentenceOf(queue.error)} onRetry={() => void queue.refetch()} />
      ) : null}
      {queue.data === undefined ? null : (
        <>
          <QueueNumbers queue={queue.data} />
          {failing.length > 0 ? <CircuitTable circuits={failing} /> : null}
          {queue.data.workflows.length > 0 ? (
            <QueueTable workflows={queue.data.workflows} />
          ) : (
            <Empty title={t('none')} text={t('noneText')} />
          )}
          <WorkerTable workers={queue.data.workers} />
        </>
      )}
    </Page>
  )
}

function QueueNumbers({ queue }: { readonly queue: Queue }) {
  const { t } = useTranslation('queue')
  const nowMs = useNow(1000)
  const oldest = queue.oldestQueuedAt
  const isLater = queue.delayed + queue.held > 0
  return (
    <Numbers onPhone>
      <BigNumber
        name={t('queued')}
        value={formatCount(queue.queued)}
        hint={isLater ? t('queuedHint', { delayed: queue.delayed, held: queue.held }) : ''}
      />
      <BigNumber name={t('running')} value={formatCount(queue.running)} />
      <BigNumber name={t('waiting')} value={formatCount(queue.waiting + queue.paused)} hint={t('waitingHint')} />
      <BigNumber name={t('oldest')} value={oldest === null ? '–' : formatAge(oldest, nowMs)} />
      <BigNumber name={t('perMinute')} value={formatCount(queue.startedLastMinute)} hint={t('perMinuteHint')} />
    </Numbers>
  )
}
