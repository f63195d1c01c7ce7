import {
  cancelExecution,
  decideNodeExecution,
  executionStats,
  getExecution,
  getNodeExecution,
  listExecutions,
  retryExecution as retryEndpoint,
  startExecution as startEndpoint,
  watchEvents,
} from '@steward/contract/api/execution'
import type { Item } from '@steward/contract/item'
import { route, type Route, sendEvents } from '#http'
import { decide } from './decide.ts'
import { executionError } from './errors.ts'
import { cancelRow, findExecution, listRows, summaryOf } from './execution.store.ts'
import type { Executions } from './executions.ts'
import { readEntries, readExecution, readNodeExecution } from './read-execution.ts'
import { retryExecution } from './retry-execution.ts'
import { startExecution } from './start-execution.ts'
import { readTotals, readWorkflowStats } from './stats.store.ts'

/** The endpoints of executions. */
export function executionRoutes(executions: Executions): Route[] {
  return [...actRoutes(executions), ...readRoutes(executions)]
}

function actRoutes(executions: Executions): Route[] {
  const { pool, loader, host } = executions
  const summary = async (workspaceId: string, id: string) => {
    const row = await findExecution(pool, workspaceId, id)
    if (row === undefined) throw executionError.not_found()
    return summaryOf(row)
  }

  return [
    route(startEndpoint, async ({ params, body, scope }) => {
      const loaded = await loader.newest(params.id)
      if (loaded === undefined || loaded.workflow.workspaceId !== scope.workspaceId) throw executionError.workflow_not_found()
      const items = body.items?.map((json) => ({ json }) as Item)
      const started = startExecution(host, {
        loaded,
        trigger: body.trigger,
        items,
        mode: 'manual',
        usePins: body.usePins ?? true,
        createdBy: scope.actorId,
      })
      if (!(await started.accepted)) throw executionError.not_accepted()
      return summary(scope.workspaceId, started.id)
    }),
    route(cancelExecution, async ({ params, scope }) => {
      const row = await cancelRow(pool, scope.workspaceId, params.id)
      if (row === undefined) throw executionError.already_over({ status: (await summary(scope.workspaceId, params.id)).status })
      executions.cancelLive(params.id)
      return summaryOf(row)
    }),
    route(retryEndpoint, async ({ params, body, scope }) => {
      const row = await findExecution(pool, scope.workspaceId, params.id)
      if (row === undefined) throw executionError.not_found()
      if (row.status !== 'failed' && row.status !== 'cancelled') throw executionError.not_retryable({ status: row.status })
      const original = body.version !== 'current'
      const loaded = original ? await loader.version(row.workflow_id, row.workflow_version) : await loader.newest(row.workflow_id)
      if (loaded === undefined) throw executionError.workflow_not_found()
      const { trigger, entries } = await readEntries(pool, row.id)
      const started = retryExecution(host, { of: row.id, mode: row.mode, trigger, entries, loaded, createdBy: scope.actorId })
      if (!(await started.accepted)) throw executionError.not_accepted()
      return summary(scope.workspaceId, started.id)
    }),
    route(decideNodeExecution, async ({ params, body, scope }) => {
      await summary(scope.workspaceId, params.id)
      await decide(executions, { ...params, ...body, by: scope.actorId })
      return summary(scope.workspaceId, params.id)
    }),
  ]
}

function readRoutes(executions: Executions): Route[] {
  const { pool, feed } = executions
  return [
    route(listExecutions, async ({ query, scope }) => {
      const limit = query.limit ?? 50
      const { workflowId, mode, from, to, after } = query
      const rows = await listRows(pool, {
        workspaceId: scope.workspaceId,
        workflowId,
        statuses: query.status?.split(','),
        mode,
        from,
        to,
        after,
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      return { items: page.map(summaryOf), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    }),
    route(executionStats, async ({ query, scope }) => {
      const ids = (query.workflowIds ?? '')
        .split(',')
        .filter((id) => uuid.test(id))
        .slice(0, 200)
      const [totals, workflows] = await Promise.all([
        readTotals(pool, scope.workspaceId),
        readWorkflowStats(pool, scope.workspaceId, ids),
      ])
      return { ...totals, workflows }
    }),
    route(getExecution, ({ params, scope }) => readExecution(executions, scope.workspaceId, params.id)),
    route(getNodeExecution, ({ params, scope }) => readNodeExecution(executions, scope.workspaceId, params)),
    route(watchEvents, ({ query, scope, reply }) => {
      const filter = { workspaceId: scope.workspaceId, workflowId: query.workflowId, executionId: query.executionId }
      sendEvents(reply, (sink) => feed.listen(filter, (event) => void sink.send({ type: event.type, data: event })))
      return undefined as never
    }),
  ]
}

const uuid = /^[0-9a-f-]{36}$/i
