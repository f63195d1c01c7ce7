import { Gauge, type Registry } from 'prom-client'
import { type Databases, outboxStatus } from '#db'
import { type Condition, readCondition } from './condition.store.ts'

/** Scrapers that ask more often get the numbers of before, so that watching never becomes a load. */
const keptMs = 5_000

type Seen = Condition & { readonly outboxes: Awaited<ReturnType<typeof outboxStatus>> }
type Fill = (gauge: Gauge, seen: Seen) => void

/** What the database says of the whole installation; every process tells the same. */
export function conditionGauges(databases: Databases, registry: Registry): void {
  const look = remember(async (): Promise<Seen> => {
    const [condition, outboxes] = await Promise.all([readCondition(databases.pool('execution')), outboxStatus(databases)])
    return { ...condition, outboxes }
  })
  const gauge = (name: string, help: string, fill: Fill, labelNames: readonly string[] = []) =>
    registry.registerMetric(
      new Gauge({
        name: `steward_${name}`,
        help,
        labelNames,
        registers: [],
        async collect() {
          const seen = await look()
          this.reset()
          // A database that does not answer is told by /readyz; a scrape still gets everything else.
          if (seen !== undefined) fill(this, seen)
        },
      }),
    )
  const number = (name: string, help: string, pick: (seen: Seen) => number) =>
    gauge(name, help, (one, seen) => one.set(pick(seen)))

  number('executions_waiting', 'Executions that wait for a time, a call or a person.', (seen) => seen.waiting)
  number('executions_overdue', 'Waiting executions whose time has come and that nobody has taken.', (seen) => seen.overdue)
  number('executions_in_doubt', 'Executions with an effect whose outcome only a person can tell.', (seen) => seen.inDoubt)
  number('executions_orphaned', 'Executions held by a worker that is gone.', (seen) => seen.orphaned)
  number('partition_months_ahead', 'Months to come that have partitions.', (seen) => seen.monthsAhead)
  number('circuits_open', 'Connections over which calls fail fast.', (seen) => seen.openCircuits)
  gauge(
    'queue_depth',
    'Executions that wait for a worker, by workspace.',
    (one, { queues }) => queues.forEach(({ workspaceId, depth }) => one.set({ workspace: workspaceId }, depth)),
    ['workspace'],
  )
  gauge(
    'queue_oldest_seconds',
    'Age of the oldest execution in the queue, by workspace.',
    (one, { queues }) => queues.forEach(({ workspaceId, oldestSeconds }) => one.set({ workspace: workspaceId }, oldestSeconds)),
    ['workspace'],
  )
  gauge(
    'worker_silent_seconds',
    'Time since a worker gave its last sign.',
    (one, { workers }) => workers.forEach(({ id, host, silentSeconds }) => one.set({ worker: id, host }, silentSeconds)),
    ['worker', 'host'],
  )
  gauge(
    'outbox_events',
    'Events that a hub has told and not everybody has handled.',
    (one, { outboxes }) => outboxes.forEach(({ hub, events }) => one.set({ hub }, events)),
    ['hub'],
  )
  gauge(
    'outbox_oldest_seconds',
    'Age of the oldest event that not everybody has handled.',
    (one, { outboxes }) => outboxes.forEach(({ hub, oldestSeconds }) => one.set({ hub }, oldestSeconds)),
    ['hub'],
  )
  poolGauge(databases, registry)
}

function poolGauge(databases: Databases, registry: Registry): void {
  registry.registerMetric(
    new Gauge({
      name: 'steward_database_connections',
      help: 'Connections of this process, by hub and state.',
      labelNames: ['hub', 'state'],
      registers: [],
      collect() {
        for (const hub of databases.hubs) {
          const { totalCount, idleCount, waitingCount } = databases.pool(hub)
          this.set({ hub, state: 'busy' }, totalCount - idleCount)
          this.set({ hub, state: 'idle' }, idleCount)
          this.set({ hub, state: 'wanted' }, waitingCount)
        }
      },
    }),
  )
}

/** One reading for all who ask within a moment; undefined where it failed. */
function remember<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let reading: Promise<T | undefined> | undefined
  let readMs = 0
  return () => {
    if (reading === undefined || performance.now() - readMs > keptMs) {
      readMs = performance.now()
      reading = read().catch(() => undefined)
    }
    return reading
  }
}
