import type { TickOutcome } from '@steward/contract/api/schedule'
import type pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import { tellMissed } from '../notify/tell-trouble.store.ts'
import { type PlannedTick, planTicks, type TickPlan } from './plan-ticks.ts'
import { advance, claimDue, inTransaction, postpone, type Schedule, type StoredSchedule } from './schedule.store.ts'
import { findStarted, logTicks, type TickLog } from './tick-log.store.ts'

/** A tick to start an execution for. The key makes sure that it happens once, whoever is faster. */
export type TickStart = { readonly schedule: Schedule; readonly startKey: string }

/** `repeated`: somebody has started it under this key before. */
export type StartOutcome =
  | { readonly kind: 'started'; readonly executionId: string }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused' | 'failed'; readonly reason: string }

/** Resolves, in order, once the starts are stored; rejects when nobody can tell, and then all may come again. */
export type StartTicks = (starts: readonly TickStart[]) => Promise<readonly StartOutcome[]>

/** What a batch has done, for people to see. */
export type Fired = {
  readonly schedules: number
  readonly ticks: readonly TickLog[]
  readonly runs: readonly { readonly triggerId: string; readonly lastRunAt: Date | null; readonly nextRunAt: Date | null }[]
}

const brokenPauseSeconds = 600

/**
 * Deals with schedules that are due: starts what is to start, writes every tick down and moves the schedules on, in one
 * transaction that keeps them locked meanwhile. A process that dies in the middle gives them back as they were; whoever
 * comes next starts the same ticks under the same keys, and those that had been started are not started again.
 */
export async function fireDue(
  client: pg.ClientBase,
  deps: { readonly start: StartTicks; readonly log: Logger },
  limit: number,
): Promise<Fired> {
  return inTransaction(client, async () => {
    const { now, due } = await claimDue(client, limit)
    const claimedMs = performance.now()
    const { planned, broken } = planAll(due, now, deps.log)
    const starts = planned.flatMap(({ schedule, plan }) =>
      plan.ticks.filter(starting).map((tick) => ({ schedule, tick, startKey: startKeyOf(schedule, tick) })),
    )
    const outcomes = starts.length === 0 ? [] : await deps.start(starts)
    // The clock of the database, carried on by one that nobody sets.
    const startedMs = Math.round(now.getTime() + performance.now() - claimedMs)
    const repeated = starts.filter((_, index) => outcomes[index]?.kind === 'repeated').map((one) => one.startKey)
    const known = await findStarted(client, repeated)
    const results = new Map(starts.map(({ tick, startKey }, index) => [tick, resultOf(outcomes[index], known.get(startKey))]))

    const ticks = planned.flatMap(({ schedule, plan }) => logsOf(schedule, plan, { results, startedMs }))
    await logTicks(client, ticks)
    await tellMissed(client, ticks)
    const moves = planned.map(({ schedule, plan }) => ({
      triggerId: schedule.triggerId,
      last: plan.last ?? schedule.lastTick,
      next: plan.next,
    }))
    await advance(client, moves)
    if (broken.length > 0) await postpone(client, broken, brokenPauseSeconds)
    return {
      schedules: due.length,
      ticks,
      runs: moves.map(({ triggerId, last, next }) => ({
        triggerId,
        lastRunAt: last ?? null,
        nextRunAt: next === undefined ? null : new Date(next.dueMs),
      })),
    }
  })
}

type Planned = { readonly schedule: StoredSchedule; readonly plan: TickPlan }

/** One schedule that cannot be reckoned with must not hold up the others. */
function planAll(due: readonly StoredSchedule[], now: Date, log: Logger): { planned: Planned[]; broken: string[] } {
  const planned: Planned[] = []
  const broken: string[] = []
  for (const schedule of due) {
    const { triggerId, workflowId, nodeName, nextTick } = schedule
    try {
      if (nextTick === undefined) throw new Error('It is due without a tick.')
      planned.push({ schedule, plan: planTicks(schedule, nextTick, now) })
    } catch (error) {
      broken.push(triggerId)
      log.error(
        { err: error, workflowId, node: nodeName },
        'A schedule cannot be reckoned with; it is looked at again in ten minutes.',
      )
    }
  }
  return { planned, broken }
}

const starting = (tick: PlannedTick) => tick.outcome === 'fired' || tick.outcome === 'made_up'

const startKeyOf = (schedule: Schedule, tick: PlannedTick) => `schedule:${schedule.triggerId}:${tick.at.toISOString()}`

type Result = { readonly outcome?: TickOutcome; readonly executionId: string | null; readonly reason: string | null }

function resultOf(outcome: StartOutcome | undefined, known: string | undefined): Result {
  switch (outcome?.kind) {
    case 'started':
      return { executionId: outcome.executionId, reason: null }
    case 'repeated':
      return { executionId: known ?? null, reason: null }
    case 'refused':
    case 'failed':
      return { outcome: outcome.kind, executionId: null, reason: outcome.reason }
    case undefined:
      break
  }
  return { outcome: 'failed', executionId: null, reason: 'Nobody knows what became of its start.' }
}

function logsOf(
  schedule: Schedule,
  plan: TickPlan,
  of: { readonly results: ReadonlyMap<PlannedTick, Result>; readonly startedMs: number },
): TickLog[] {
  const { workspaceId, workflowId, nodeId, triggerId } = schedule
  const owner = { workspaceId, workflowId, nodeId, triggerId }
  const nothing = { startedMs: null, executionId: null, reason: null }
  const { untold } = plan
  const before: TickLog[] =
    untold === undefined
      ? []
      : [
          {
            ...owner,
            ...nothing,
            id: newId(),
            at: untold.from,
            dueMs: untold.from.getTime(),
            outcome: untold.outcome,
            until: untold.until,
          },
        ]
  return [
    ...before,
    ...plan.ticks.map((tick): TickLog => {
      const result = of.results.get(tick)
      const started = result === undefined || result.executionId === null ? null : of.startedMs
      return {
        ...owner,
        id: newId(),
        at: tick.at,
        dueMs: tick.dueMs,
        outcome: result?.outcome ?? tick.outcome,
        startedMs: started,
        executionId: result?.executionId ?? null,
        reason: result?.reason ?? null,
        until: null,
      }
    }),
  ]
}
