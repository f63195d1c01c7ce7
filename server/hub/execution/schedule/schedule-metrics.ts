import { Counter, Histogram, type Registry } from 'prom-client'
import type { Scheduler } from './scheduler.jobs.ts'

/** What became of the ticks that this process dealt with, and how late they started. */
export function scheduleMetrics(scheduler: Scheduler, registry: Registry): void {
  const registers = [registry]
  const ticks = new Counter({
    name: 'steward_schedule_ticks_total',
    help: 'Ticks of schedules by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const lag = new Histogram({
    name: 'steward_schedule_lag_seconds',
    help: 'From when a tick was due until its start was stored; of ticks that fired, without those made up for.',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  scheduler.onTicks = (list) => {
    for (const { outcome, startedMs, dueMs } of list) {
      ticks.inc({ outcome })
      if (outcome === 'fired' && startedMs !== null) lag.observe(Math.max(0, startedMs - dueMs) / 1000)
    }
  }
}
