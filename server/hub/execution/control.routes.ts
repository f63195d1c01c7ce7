import {
  cancelExecution as cancelEndpoint,
  pauseExecution as pauseEndpoint,
  restartExecution as restartEndpoint,
  resumeExecution as resumeEndpoint,
  retryExecution as retryEndpoint,
} from '@steward/contract/api/execution-control'
import type { Item } from '@steward/contract/item'
import { type JournalEntry, type LoadedWorkflow, restore, type StartKey, type Trigger } from '#engine/host'
import { type RequestScope, route, type Route } from '#http'
import { cancelExecution } from './cancel-execution.ts'
import { executionError } from './errors.ts'
import { type ExecutionRow, findExecution, isOver, summaryOf } from './execution.store.ts'
import type { Executions } from './executions.ts'
import { pauseExecution, unpauseExecution } from './pause-execution.ts'
import { idempotencyKey } from './queue/idempotency-key.ts'
import { readEntries } from './read-execution.ts'
import { restartRequest } from './restart-execution.ts'
import { retryRequest } from './retry-execution.ts'
import { undoError } from './undo/errors.ts'
import { refuseTakenBack } from './undo/take-effects-back.ts'

/** A click and its double, by one person. */
const doubleClickMs = 2_000

/** The endpoints by which people steer executions that have begun. */
export function controlRoutes(executions: Executions): Route[] {
  return [...restRoutes(executions), ...againRoutes(executions)]
}

async function findRow(scope: RequestScope, id: string): Promise<ExecutionRow> {
  const row = await findExecution(scope.db.pool('execution'), scope.workspaceId, id)
  if (row === undefined) throw executionError.not_found()
  return row
}

function restRoutes(executions: Executions): Route[] {
  const summary = async (scope: RequestScope, id: string) => summaryOf(await findRow(scope, id))

  return [
    route(cancelEndpoint, async ({ params, scope }) => {
      await findRow(scope, params.id)
      const cancelled = await cancelExecution(executions, params.id)
      const after = await summary(scope, params.id)
      if (!cancelled) throw executionError.already_over({ status: after.status })
      return after
    }),
    route(pauseEndpoint, async ({ params, scope }) => {
      await findRow(scope, params.id)
      const asked = await pauseExecution(executions, params.id)
      const after = await summary(scope, params.id)
      if (!asked && after.status !== 'paused') throw executionError.not_pausable({ status: after.status })
      return after
    }),
    route(resumeEndpoint, async ({ params, scope }) => {
      await findRow(scope, params.id)
      const resumed = await unpauseExecution(executions, params.id)
      const after = await summary(scope, params.id)
      if (!resumed) throw executionError.not_paused({ status: after.status })
      return after
    }),
  ]
}

function againRoutes(executions: Executions): Route[] {
  const intake = () => executions.queue.intake

  return [
    route(retryEndpoint, async ({ params, body, scope, request }) => {
      const row = await findRow(scope, params.id)
      if (row.status !== 'failed' && row.status !== 'cancelled') throw executionError.not_retryable({ status: row.status })
      const { entries, trigger, loaded, recorded } = await findWhole(scope, row, body.version)
      const startKey = againKey({ row, scope, header: request.headers['idempotency-key'], loaded, target: { retry: body } })
      const wish = { of: row.id, mode: row.mode, trigger, entries, loaded, createdBy: scope.actorId }
      const items = itemsOf(body.items)
      const retry =
        items === undefined
          ? retryRequest(wish)
          : restartRequest({ ...wish, recorded, items, index: failedIndex(recorded, trigger, entries) })
      await refuseTakenBack(executions, scope, retry)
      const { started } = await intake().accept({ ...retry, startKey })
      return summaryOf(await findRow(scope, started.id))
    }),
    route(restartEndpoint, async ({ params, body, scope, request }) => {
      const row = await findRow(scope, params.id)
      if (!isOver(row)) throw executionError.not_restartable({ status: row.status })
      const { entries, trigger, loaded, recorded } = await findWhole(scope, row, body.version)
      const startKey = againKey({ row, scope, header: request.headers['idempotency-key'], loaded, target: { restart: body } })
      const { index } = body
      const items = itemsOf(body.items)
      const wish = { of: row.id, mode: row.mode, trigger, entries, loaded, recorded, index, items, createdBy: scope.actorId }
      const restart = restartRequest(wish)
      await refuseTakenBack(executions, scope, restart)
      const { started } = await intake().accept({ ...restart, startKey })
      return summaryOf(await findRow(scope, started.id))
    }),
  ]

  async function findWhole({ db }: RequestScope, row: ExecutionRow, version: 'original' | 'current' | undefined) {
    const { load, loader } = executions
    if (row.mode === 'undo') throw undoError.not_again()
    const { trigger, entries } = await readEntries(db.pool('execution'), row.id)
    const recorded = await load(row.workflow_id, row.workflow_version, trigger)
    if (recorded === undefined) throw executionError.workflow_not_found()
    // What came with its call is stored in no other version.
    const current = version === 'current' && trigger.document === undefined
    const newest = current ? await loader.newest(row.workflow_id) : undefined
    // What was executed in part is executed in part again.
    const loaded = newest === undefined ? recorded : await load(row.workflow_id, newest.workflow.version, trigger)
    if (loaded === undefined) throw executionError.workflow_not_found()
    return { trigger, entries, recorded, loaded }
  }
}

/** Where a retry begins that is given other items; of several branches that failed the first one. */
function failedIndex({ plan }: LoadedWorkflow, trigger: Trigger, entries: readonly JournalEntry[]): number {
  const { records } = restore(plan, trigger, entries).state
  const failed = records.find(({ node, status }) => status === 'failed' && plan.nodes[node]?.view.onError === 'stopWorkflow')
  return failed?.index ?? records.length
}

const itemsOf = (given: readonly Readonly<Record<string, unknown>>[] | undefined) => given?.map((json) => ({ json }) as Item)

type Again = Pick<Parameters<typeof idempotencyKey>[0], 'header' | 'loaded'> & {
  readonly row: ExecutionRow
  readonly scope: RequestScope
  readonly target: unknown
}

/** The same wish of the same person is one execution: under the same key, or within the time of a double click. */
function againKey({ header, loaded, row, scope, target }: Again): StartKey {
  const content = [row.id, JSON.stringify(target)]
  const asked = idempotencyKey({ header, loaded, way: 'again', content: () => content })
  return asked ?? { key: ['again', scope.actorId, ...content].join(':'), windowMs: doubleClickMs }
}
