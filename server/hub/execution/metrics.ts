import { Counter, Gauge, type Registry } from 'prom-client'
import type { Executions } from './executions.ts'

/** Numbers of the engine for `/metrics`. */
export function executionMetrics(executions: Executions, registry: Registry): void {
  // None by default: each is registered here, where it can be seen.
  const registers: Registry[] = []
  registry.registerMetric(
    new Gauge({
      name: 'steward_executions_live',
      help: 'Executions in the memory of this process.',
      registers,
      collect() {
        this.set(executions.host.liveCount)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'steward_commit_pending',
      help: 'Groups of changes that wait to be committed.',
      registers,
      collect() {
        this.set(executions.group.pending)
      },
    }),
  )
  const written = (name: 'batches' | 'changes', help: string) => {
    let seen = 0
    registry.registerMetric(
      new Counter({
        name: `steward_commit_${name}_total`,
        help,
        registers,
        collect() {
          this.inc(executions.group.written[name] - seen)
          seen = executions.group.written[name]
        },
      }),
    )
  }
  written('batches', 'Transactions that committed changes of executions.')
  written('changes', 'Changes of executions that were committed; divided by the batches it is the size of a group.')
}
