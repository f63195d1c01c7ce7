import {
  executionStats,
  getExecution,
  executionStatuses,
  getNodeExecution,
  listenForTest,
  listExecutions,
  startExecution as startEndpoint,
} from '@steward/contract/api/execution'
import { decideNodeExecution } from '@steward/contract/api/execution-control'
import { type LiveEvent, watchEvents } from '@steward/contract/api/live-event'
import type { Item } from '@steward/contract/item'
import { can } from '@steward/contract/permission'
import type { Scope } from '#db'
import { effectClassesOf } from '#hub/effect'
import { route, type Route, sendEvents } from '#http'
import { controlRoutes } from './control.routes.ts'
import { decide } from './decide.ts'
import { executionError } from './errors.ts'
import { findEarlier } from './partial/find-earlier.ts'
import { partialStart } from './partial/partial-start.ts'
import { findExecution, listRows, summaryOf } from './execution.store.ts'
import type { Executions } from './executions.ts'
import { readExecution, readNodeExecution, type Reading } from './read-execution.ts'
import { idempotencyKey } from './queue/idempotency-key.ts'
import { queueRoutes } from './queue/queue.routes.ts'
import { acceptExecution, acceptPart } from './start-execution.ts'
import { undoRoutes } from './undo/undo.routes.ts'
import { readTotals, readWorkflowStats } from './stats.store.ts'

/** The endpoints of executions. */
export function executionRoutes(executions: Executions): Route[] {
  return [
    ...queueRoutes(executions),
    ...startRoutes(executions),
    ...controlRoutes(executions),
    ...undoRoutes(executions),
    ...decisionRoutes(executions),
    ...readRoutes(executions),
  ]
}

const findSummary = async ({ db, workspaceId }: Scope, id: string) => {
  const row = await findExecution(db.pool('execution'), workspaceId, id)
  if (row === undefined) throw executionError.not_found()
  return summaryOf(row)
}

/** What is stored is read within the workspace; what goes on in this process belongs to an execution that was found there. */
const readingIn = ({ host, load }: Executions, { db }: Scope): Reading => ({ pool: db.pool('execution'), host, load })

function startRoutes(executions: Executions): Route[] {
  const { loader } = executions
  const ownWorkflow = async (workspaceId: string, id: string) => {
    const loaded = await loader.newest(id)
    if (loaded === undefined || loaded.workflow.workspaceId !== workspaceId) throw executionError.workflow_not_found()
    return loaded
  }

  const earlierOf = async ({ db, workspaceId }: Scope, workflowId: string, from: { executionId: string } | undefined) =>
    from === undefined ? undefined : findEarlier(executions, { db, workspaceId, workflowId, id: from.executionId })

  return [
    route(startEndpoint, async ({ params, body, scope, actor, request }) => {
      const loaded = await ownWorkflow(scope.workspaceId, params.id)
      const items = body.items?.map((json) => ({ json }) as Item)
      const header = request.headers['idempotency-key']
      const { trigger, until, usePins = true } = body
      const startKey = idempotencyKey({ header, loaded, way: 'manual', content: () => [JSON.stringify(body)] })
      const { intake } = executions.queue
      const common = { startKey, createdBy: scope.actorId }
      if (until === undefined) {
        if (body.only === true || body.from !== undefined) throw executionError.needs_until()
        const wish = { ...common, loaded, trigger, items, mode: 'manual', usePins } as const
        return findSummary(scope, (await acceptExecution(intake, wish)).started.id)
      }
      if (body.from !== undefined && !can(actor.grants, 'execution:read')) throw executionError.needs_reading()
      const earlier = await earlierOf(scope, params.id, body.from)
      const only = body.only === true
      const part = partialStart({ loaded, catalog: executions.catalog, until, only, trigger, items, usePins, earlier })
      return findSummary(scope, (await acceptPart(intake, { ...common, part })).started.id)
    }),
    route(listenForTest, async ({ params, scope }) => {
      const loaded = await ownWorkflow(scope.workspaceId, params.id)
      const { hooks, until } = await executions.tests.listen(loaded, scope.actorId)
      return {
        until: until.toISOString(),
        addresses: hooks.map(({ node, hook }) => ({
          node: node.node.name,
          method: hook.listen.method,
          url: `${executions.publicUrl}/webhook-test/${hook.listen.path}`,
        })),
      }
    }),
  ]
}

function decisionRoutes(executions: Executions): Route[] {
  return [
    route(decideNodeExecution, async ({ params, body, scope }) => {
      const node = await readNodeExecution(readingIn(executions, scope), scope.workspaceId, params)
      if (node.status !== 'in_doubt') throw executionError.not_in_doubt()
      const { nodeId, runIndex } = node
      await decide(executions, { ...scope, id: params.id, nodeId, runIndex, ...body, by: scope.actorId })
      return findSummary(scope, params.id)
    }),
  ]
}

function readRoutes(executions: Executions): Route[] {
  const { feed } = executions
  return [
    route(listExecutions, async ({ query, scope }) => {
      const limit = query.limit ?? 50
      const { workflowId, mode, from, to, after, text } = query
      const rows = await listRows(scope.db.pool('execution'), {
        workspaceId: scope.workspaceId,
        workflowId,
        statuses: readStatuses(query.status),
        mode,
        from,
        to,
        after,
        text,
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const classes = await effectClassesOf(
        scope.db,
        scope.workspaceId,
        page.map(({ id }) => id),
      )
      const items = page.map((row) => ({ ...summaryOf(row), effects: classes.get(row.id) ?? [] }))
      return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
    }),
    route(executionStats, async ({ query, scope }) => {
      const ids = (query.workflowIds ?? '')
        .split(',')
        .filter((id) => uuid.test(id))
        .slice(0, 200)
      const pool = scope.db.pool('execution')
      const [totals, workflows] = await Promise.all([
        readTotals(pool, scope.workspaceId),
        readWorkflowStats(pool, scope.workspaceId, ids),
      ])
      return { ...totals, workflows }
    }),
    route(getExecution, ({ params, scope }) => readExecution(readingIn(executions, scope), scope.workspaceId, params.id)),
    route(getNodeExecution, ({ params, scope }) => readNodeExecution(readingIn(executions, scope), scope.workspaceId, params)),
    route(watchEvents, ({ query, scope, actor, reply }) => {
      const filter = { workspaceId: scope.workspaceId, workflowId: query.workflowId, executionId: query.executionId }
      const hears = can(actor.grants, 'workflow:read') ? () => true : isNoDraft
      sendEvents(reply, (sink) =>
        feed.listen(filter, (event) => {
          if (hears(event)) sink.send({ type: event.type, data: event })
        }),
      )
      return undefined as never
    }),
  ]
}

/** Who works on a workflow is told to nobody who may not read it. */
const isNoDraft = ({ type }: LiveEvent) => type !== 'workflow.edited' && type !== 'workflow.presence'

function readStatuses(text: string | undefined): string[] | undefined {
  const statuses = text?.split(',').filter((one) => one !== '')
  const strange = statuses?.find((one) => !executionStatuses.some((status) => status === one))
  if (strange !== undefined)
    throw executionError.unknown_status({ status: strange.slice(0, 50), statuses: executionStatuses.join(', ') })
  return statuses
}

const uuid = /^[0-9a-f-]{36}$/i
