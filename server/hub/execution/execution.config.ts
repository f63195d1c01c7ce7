import type { Retention } from '@steward/contract/api/retention'
import { Type } from 'typebox'
import type { Databases } from '#db'
import { type ConfigKey, configValue, defineConfig } from '#hub/config'
import type { CircuitLimits } from './circuit/circuit.store.ts'

const circuit = { category: 'Services that fail', scopes: ['GLOBAL', 'TENANT'] } as const
const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 })

const circuitFailures = defineConfig({
  ...circuit,
  key: 'execution.circuit_failures',
  title: 'Failures in a row',
  description: 'After so many failures in a row calls over a connection are held back for a while.',
  schema: Type.Integer({ minimum: 2, maximum: 1_000 }),
  default: 5,
})

const circuitPeriodSeconds = defineConfig({
  ...circuit,
  key: 'execution.circuit_period_seconds',
  title: 'Time between failures',
  description: 'Failures that are farther apart than this are not in a row.',
  unit: 'seconds',
  schema: Seconds,
  default: 60,
})

const circuitOpenSeconds = defineConfig({
  ...circuit,
  key: 'execution.circuit_open_seconds',
  title: 'First pause',
  description: 'Calls are held back for so long the first time, and twice as long each further time.',
  unit: 'seconds',
  schema: Seconds,
  default: 30,
})

const circuitOpenMaxSeconds = defineConfig({
  ...circuit,
  key: 'execution.circuit_open_max_seconds',
  title: 'Longest pause',
  description: 'Calls are never held back for longer than this before one is let through to try.',
  unit: 'seconds',
  schema: Seconds,
  default: 600,
})

const kept = { category: 'Retention', unit: 'days', schema: Type.Integer({ minimum: 0, maximum: 36_500 }) } as const

const keepCompletedDays = defineConfig({
  ...kept,
  key: 'execution.keep_completed_days',
  title: 'Completed executions',
  description:
    'How long completed executions are kept in workspaces that have not decided for themselves; 0 keeps them for ever.',
  default: 30,
})

const keepFailedDays = defineConfig({
  ...kept,
  key: 'execution.keep_failed_days',
  title: 'Failed executions',
  description:
    'How long failed and cancelled executions are kept in workspaces that have not decided for themselves; 0 keeps them for ever.',
  default: 90,
})

export const executionConfig: readonly ConfigKey[] = [
  circuitFailures,
  circuitPeriodSeconds,
  circuitOpenSeconds,
  circuitOpenMaxSeconds,
  keepCompletedDays,
  keepFailedDays,
]

/** When calls over a connection of the workspace are held back, and for how long. */
export async function circuitLimitsOf(db: Databases, workspaceId: string): Promise<CircuitLimits> {
  const of = { workspaceId }
  return {
    failuresMax: await configValue(db, circuitFailures, of),
    periodMs: (await configValue(db, circuitPeriodSeconds, of)) * 1000,
    openMs: (await configValue(db, circuitOpenSeconds, of)) * 1000,
    openMaxMs: (await configValue(db, circuitOpenMaxSeconds, of)) * 1000,
  }
}

/** How long a workspace that has not decided keeps its executions. */
export async function usualRetention(db: Databases): Promise<Retention> {
  const days = async (key: typeof keepCompletedDays) => (await configValue(db, key)) || null
  return { completedDays: await days(keepCompletedDays), failedDays: await days(keepFailedDays) }
}
