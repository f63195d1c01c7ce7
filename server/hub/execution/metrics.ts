import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Executions } from './executions.ts'
import { conditionGauges } from './observe/condition-gauges.ts'
import { scheduleMetrics } from './schedule/schedule-metrics.ts'

/** Numbers of the engine for `/metrics`. */
export function executionMetrics(executions: Executions, registry: Registry): void {
  // None by default: each is registered here, where it can be seen.
  const registers: Registry[] = []
  const gauge = (name: string, help: string, read: () => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read())
        },
      }),
    )
  gauge('steward_executions_live', 'Executions in the memory of this process.', () => executions.host.liveCount)
  gauge('steward_commit_pending', 'Groups of changes that wait to be committed.', () => executions.group.pending)
  commitMetrics(executions, registry)
  conditionGauges(executions.db, registry)
  scheduleMetrics(executions.scheduler, registry)
}

function commitMetrics({ group }: Executions, registry: Registry): void {
  const registers = [registry]
  const batches = new Counter({
    name: 'steward_commit_batches_total',
    help: 'Transactions that committed changes of executions.',
    registers,
  })
  const changes = new Counter({
    name: 'steward_commit_changes_total',
    help: 'Changes of executions that were committed; divided by the batches it is the size of a group.',
    registers,
  })
  const size = new Histogram({
    name: 'steward_commit_group_size',
    help: 'Changes that shared a transaction.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    registers,
  })
  const duration = new Histogram({
    name: 'steward_commit_duration_seconds',
    help: 'Time a group of changes took to be committed, tries after trouble included.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5],
    registers,
  })
  group.onWritten = (count, tookMs) => {
    batches.inc()
    changes.inc(count)
    size.observe(count)
    duration.observe(tookMs / 1000)
  }
}
