import { listSchedules, listTicks, type Schedule, type Tick, tickOutcomes } from '@steward/contract/api/schedule'
import { route, type Route } from '#http'
import { nextTick } from '#hub/workflow'
import { executionError } from '../errors.ts'
import type { Executions } from '../executions.ts'
import { missedMaxDefault, tickAfter } from './plan-ticks.ts'
import { listSchedulesOf, type StoredSchedule } from './schedule.store.ts'
import { listTickRows, newestTickRows, type TickRow } from './tick-log.store.ts'

/** So many of the ticks to come are shown. */
const shownMax = 5

/** The endpoints of schedules and their ticks. */
export function scheduleRoutes({ loader }: Executions): Route[] {
  const mustOwn = async (workspaceId: string, id: string) => {
    const found = await loader.newest(id)
    if (found?.workflow.workspaceId !== workspaceId) throw executionError.workflow_not_found()
  }
  return [
    route(listSchedules, async ({ params, scope }) => {
      await mustOwn(scope.workspaceId, params.id)
      const pool = scope.db.pool('execution')
      const schedules = await listSchedulesOf(pool, scope.workspaceId, params.id)
      const ticks = await newestTickRows(
        pool,
        schedules.map((one) => one.triggerId),
      )
      const last = new Map(ticks.map((row) => [row.trigger_id, asTick(row)]))
      return { items: schedules.map((one) => asAnswer(one, last.get(one.triggerId) ?? null)) }
    }),
    route(listTicks, async ({ params, query, scope }) => {
      await mustOwn(scope.workspaceId, params.id)
      const limit = query.limit ?? 50
      const rows = await listTickRows(scope.db.pool('execution'), {
        workspaceId: scope.workspaceId,
        workflowId: params.id,
        outcomes: readOutcomes(query.outcome),
        triggerId: query.triggerId,
        after: readCursor(query.after),
        limit: limit + 1,
      })
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return { items: page.map(asTick), next: last === undefined ? null : `${last.due_at.toISOString()}_${last.id}` }
    }),
  ]
}

function asAnswer(schedule: StoredSchedule, lastTick: Tick | null): Schedule {
  const { triggerId, nodeId, nodeName, rhythm, policy } = schedule
  return {
    triggerId,
    nodeId,
    node: nodeName,
    text: rhythm.listen.text,
    timezone: ('timezone' in rhythm.listen ? rhythm.listen.timezone : undefined) ?? rhythm.timezone,
    missed: policy.missed ?? 'once',
    missedMax: policy.missedMax ?? missedMaxDefault,
    jitterSeconds: policy.jitterSeconds ?? 0,
    next: nextDue(schedule).map((due) => due.toISOString()),
    lastTick,
  }
}

function nextDue(schedule: StoredSchedule): Date[] {
  const due: Date[] = []
  let at = schedule.nextTick
  while (at !== undefined && due.length < shownMax) {
    // The tick after the moment before a tick is that tick, with its jitter.
    const tick = tickAfter(schedule, new Date(at.getTime() - 1), undefined)
    due.push(new Date(tick?.dueMs ?? at))
    at = nextTick(schedule.rhythm, at, at)
  }
  return due
}

const asTick = (row: TickRow): Tick => ({
  id: row.id,
  triggerId: row.trigger_id,
  nodeId: row.node_id,
  tickAt: row.due_at.toISOString(),
  dueAt: new Date(row.due_at.getTime() + row.jitter_ms).toISOString(),
  outcome: row.outcome,
  startedAt: row.started_at?.toISOString() ?? null,
  lagMs: row.lag_ms === null ? null : Number(row.lag_ms),
  executionId: row.execution_id,
  reason: row.reason,
  until: row.until_at?.toISOString() ?? null,
})

function readOutcomes(text: string | undefined): string[] | undefined {
  const outcomes = text?.split(',').filter((one) => one !== '')
  const strange = outcomes?.find((one) => !tickOutcomes.some((outcome) => outcome === one))
  if (strange !== undefined)
    throw executionError.unknown_outcome({ outcome: strange.slice(0, 50), outcomes: tickOutcomes.join(', ') })
  return outcomes
}

function readCursor(cursor: string | undefined): { at: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [, at = '', id] = /^(\d{4}-[\dT:.-]{5,24}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? []
  if (id === undefined || Number.isNaN(Date.parse(at))) throw executionError.bad_cursor()
  return { at, id }
}
