import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import type { Databases } from '#db'
import { listLiveTriggers, listScheduleStamps, type LiveTrigger } from '#hub/workflow'
import { tickAfter } from './plan-ticks.ts'
import {
  advance,
  claimDoubtful,
  deleteSchedules,
  inTransaction,
  listKnownStamps,
  lockSchedulesOf,
  lockWorkflows,
  type Placed,
  saveSchedules,
  type Schedule,
  type StoredSchedule,
  zoneRules,
} from './schedule.store.ts'
import { lastTicks } from './tick-log.store.ts'

type Deps = { readonly db: Databases; readonly timezone: string }

/**
 * Brings the schedules of workflows up to what the workflow hub says now. When it resolves, no tick of a schedule that is
 * gone can start any more: whoever was about to has finished.
 */
export async function syncSchedules(deps: Deps, workflowIds: readonly string[]): Promise<void> {
  await withClient(deps.db, (client) =>
    inTransaction(client, async () => {
      await lockWorkflows(client, workflowIds)
      const wanted = (await listLiveTriggers(deps.db, { workflowIds, kind: 'schedule' })).flatMap((trigger) =>
        asSchedule(trigger, deps.timezone),
      )
      const stored = new Map((await lockSchedulesOf(client, workflowIds)).map((one) => [one.triggerId, one]))
      const changed = wanted.filter((schedule) => !isSame(schedule, stored.get(schedule.triggerId)))
      // A schedule that was known before this table was has its past in the log.
      const fresh = changed.filter((schedule) => !stored.has(schedule.triggerId)).map((schedule) => schedule.triggerId)
      const past = await lastTicks(client, fresh)
      await saveSchedules(
        client,
        changed.map((schedule) => place(schedule, stored.get(schedule.triggerId), past.get(schedule.triggerId))),
      )
      const kept = new Set(wanted.map((schedule) => schedule.triggerId))
      await deleteSchedules(
        client,
        [...stored.keys()].filter((id) => !kept.has(id)),
      )
    }),
  )
}

const stampPage = 5_000
const syncPage = 100

/**
 * Compares all schedules with those of the workflow hub, in pages, and brings up to date what differs. Nothing is left to
 * do unless a process died between a change and its sync, or a backup of one of the two was restored.
 */
export async function reconcileSchedules(deps: Deps, isStopped: () => boolean): Promise<number> {
  let after: string | undefined
  let differing = 0
  for (;;) {
    const live = await listScheduleStamps(deps.db, { after, limit: stampPage })
    const upTo = live.length < stampPage ? undefined : live.at(-1)?.triggerId
    const known = new Map((await listKnownStamps(deps.db.pool('execution'), { after, upTo })).map((one) => [one.trigger_id, one]))
    const differs = new Set<string>()
    for (const { triggerId, workflowId, version, activeSince } of live) {
      const one = known.get(triggerId)
      known.delete(triggerId)
      if (one?.workflow_version !== version || one.active_since.getTime() !== activeSince.getTime()) differs.add(workflowId)
    }
    for (const gone of known.values()) differs.add(gone.workflow_id)
    const ids = [...differs]
    for (let start = 0; start < ids.length && !isStopped(); start += syncPage)
      await syncSchedules(deps, ids.slice(start, start + syncPage))
    differing += ids.length
    if (upTo === undefined || isStopped()) return differing
    after = upTo
  }
}

const doubtfulPage = 200

/**
 * Reckons anew the next ticks that are not to be trusted: those that older time zone rules gave, and those of schedules that
 * went ahead while a clock was wrong. Ticks that fired meanwhile have used up their start keys and do not fire again.
 */
export async function reckonAnew(db: Databases, isStopped: () => boolean): Promise<number> {
  for (let moved = 0; ;) {
    const size = await withClient(db, (client) =>
      inTransaction(client, async () => {
        const { now, doubtful } = await claimDoubtful(client, doubtfulPage)
        const ahead = doubtful.filter((one) => one.lastTick !== undefined && one.lastTick > now).map((one) => one.triggerId)
        const before = await lastTicks(client, ahead, now)
        await advance(
          client,
          doubtful.map((schedule) => {
            const { triggerId, lastTick, activeSince } = schedule
            const last = lastTick !== undefined && lastTick > now ? before.get(triggerId) : lastTick
            const since = activeSince < now ? activeSince : now
            return { triggerId, last, next: tickAfter(schedule, last ?? since, last) }
          }),
        )
        return doubtful.length
      }),
    )
    moved += size
    if (size < doubtfulPage || isStopped()) return moved
  }
}

function asSchedule(trigger: LiveTrigger, timezone: string): Schedule[] {
  const { triggerId, workspaceId, workflowId, version, nodeId, nodeName, listen, activeSince, policy = {} } = trigger
  if (listen.kind !== 'schedule') return []
  const rhythm = { listen, timezone: trigger.timezone ?? timezone }
  return [{ triggerId, workspaceId, workflowId, version, nodeId, nodeName, rhythm, policy, activeSince }]
}

function isSame(wanted: Schedule, stored: StoredSchedule | undefined): boolean {
  if (stored === undefined) return false
  const { lastTick: _last, nextTick: _next, zoneRules: _rules, ...schedule } = stored
  return isDeepStrictEqual(wanted, schedule)
}

/** A rhythm that stays keeps its place in time, with the ticks that are owed; a new one begins when it was activated. */
function place(schedule: Schedule, stored: StoredSchedule | undefined, past: Date | undefined): Placed {
  const last = stored?.lastTick ?? past
  const { activeSince, rhythm } = schedule
  if (stored === undefined || !isDeepStrictEqual(stored.rhythm, rhythm)) {
    const after = last !== undefined && last > activeSince ? last : activeSince
    return { ...schedule, last, next: tickAfter(schedule, after, last) }
  }
  if (stored.nextTick === undefined) return { ...schedule, last, next: undefined }
  // The same tick, with the jitter of the policy as it is now.
  const before = new Date(stored.nextTick.getTime() - 1)
  const after = stored.zoneRules === zoneRules ? before : (last ?? stored.activeSince)
  return { ...schedule, last, next: tickAfter(schedule, after, last) }
}

async function withClient<T>(db: Databases, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool('execution').connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
