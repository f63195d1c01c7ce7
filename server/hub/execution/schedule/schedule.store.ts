import type { ScheduleSettings } from '@steward/contract/workflow'
import type pg from 'pg'
import type { Rhythm } from '#hub/workflow'
import type { Tick, Timing } from './plan-ticks.ts'

/** One rule of a schedule node of an active workflow. */
export type Schedule = Timing & {
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly nodeId: string
  readonly nodeName: string
  /** Ticks before it are nobody's. */
  readonly activeSince: Date
}

export type StoredSchedule = Schedule & {
  readonly lastTick: Date | undefined
  readonly nextTick: Date | undefined
  readonly zoneRules: string
}

/** The time zone rules of this process, such as `2026c`; a newer version is a later text. */
export const zoneRules = process.versions['tz'] ?? ''

/** All or nothing; what the work has locked is free afterwards. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

type Row = {
  trigger_id: string
  workspace_id: string
  workflow_id: string
  workflow_version: number
  node_id: string
  node_name: string
  rhythm: Rhythm
  policy: ScheduleSettings
  active_since: Date
  last_tick_at: Date | null
  next_tick_at: Date | null
  zone_rules: string
}

const columns = `trigger_id, workspace_id, workflow_id, workflow_version, node_id, node_name, rhythm, policy, active_since,
  last_tick_at, next_tick_at, zone_rules`

const asSchedule = (row: Row): StoredSchedule => ({
  triggerId: row.trigger_id,
  workspaceId: row.workspace_id,
  workflowId: row.workflow_id,
  version: row.workflow_version,
  nodeId: row.node_id,
  nodeName: row.node_name,
  rhythm: row.rhythm,
  policy: row.policy,
  activeSince: row.active_since,
  lastTick: row.last_tick_at ?? undefined,
  nextTick: row.next_tick_at ?? undefined,
  zoneRules: row.zone_rules,
})

/** Locks schedules that are due and that nobody else has locked, those due first first. `now` is the database's. */
export async function claimDue(client: pg.ClientBase, limit: number): Promise<{ now: Date; due: StoredSchedule[] }> {
  const { rows } = await client.query<Row & { now: Date }>({
    name: 'claim-schedules',
    text: `select ${columns}, statement_timestamp() as now from schedules
            where next_due_at <= statement_timestamp() order by next_due_at limit $1 for update skip locked`,
    values: [limit],
  })
  return { now: rows[0]?.now ?? new Date(0), due: rows.map(asSchedule) }
}

export type Advance = { readonly triggerId: string; readonly last: Date | undefined; readonly next: Tick | undefined }

/** Moves schedules on in time, reckoned with the rules of this process. */
export async function advance(client: pg.ClientBase, moves: readonly Advance[]): Promise<void> {
  if (moves.length === 0) return
  const of = <T>(pick: (move: Advance) => T) => moves.map(pick)
  await client.query({
    name: 'advance-schedules',
    text: `update schedules s set last_tick_at = m.last_tick_at, next_tick_at = m.next_tick_at, next_due_at = m.next_due_at, zone_rules = $5
             from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[])
               as m(trigger_id, last_tick_at, next_tick_at, next_due_at)
            where s.trigger_id = m.trigger_id`,
    values: [of((m) => m.triggerId), of((m) => time(m.last)), ...nextColumns(moves), zoneRules],
  })
}

/** Leaves a schedule that cannot be reckoned with alone for a while. */
export async function postpone(client: pg.ClientBase, triggerIds: readonly string[], seconds: number): Promise<void> {
  await client.query(
    `update schedules set next_due_at = statement_timestamp() + make_interval(secs => $2) where trigger_id = any($1::uuid[])`,
    [triggerIds, seconds],
  )
}

/** The clock of the database, and how long until a schedule is due; undefined when none will be. */
export async function readClock(client: pg.ClientBase): Promise<{ nowMs: number; dueInMs: number | undefined }> {
  const { rows } = await client.query<{ now: number; due: number | null }>({
    name: 'schedules-clock',
    text: `select (extract(epoch from statement_timestamp()) * 1000)::float8 as now,
             (extract(epoch from min(next_due_at) - statement_timestamp()) * 1000)::float8 as due
             from schedules where next_due_at is not null`,
  })
  return { nowMs: rows[0]?.now ?? 0, dueInMs: rows[0]?.due ?? undefined }
}

/**
 * Lets one at a time bring the schedules of a workflow up to date. Who comes second reads what the workflow hub says after
 * the first has finished, so an older answer never overwrites a newer one. In the order of the keys, so that nobody waits in a circle.
 */
export async function lockWorkflows(client: pg.ClientBase, workflowIds: readonly string[]): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(key) from (
       select distinct hashtextextended('schedules ' || id, 0) as key from unnest($1::text[]) id order by key offset 0
     ) keys`,
    [workflowIds],
  )
}

/** Waits for whoever is firing them. */
export async function lockSchedulesOf(client: pg.ClientBase, workflowIds: readonly string[]): Promise<StoredSchedule[]> {
  const { rows } = await client.query<Row>(
    `select ${columns} from schedules where workflow_id = any($1::uuid[]) order by trigger_id for update`,
    [workflowIds],
  )
  return rows.map(asSchedule)
}

export async function listSchedulesOf(pool: pg.Pool, workspaceId: string, workflowId: string): Promise<StoredSchedule[]> {
  const { rows } = await pool.query<Row>(
    `select ${columns} from schedules where workspace_id = $1 and workflow_id = $2 order by node_name, trigger_id`,
    [workspaceId, workflowId],
  )
  return rows.map(asSchedule)
}

export type Placed = Schedule & { readonly last: Date | undefined; readonly next: Tick | undefined }

/** Stores schedules as they are now, with their place in time. */
export async function saveSchedules(client: pg.ClientBase, schedules: readonly Placed[]): Promise<void> {
  if (schedules.length === 0) return
  const of = <T>(pick: (schedule: Placed) => T) => schedules.map(pick)
  await client.query(
    `insert into schedules (trigger_id, workspace_id, workflow_id, workflow_version, node_id, node_name, rhythm, policy, active_since,
       last_tick_at, next_tick_at, next_due_at, zone_rules)
     select *, $13 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::json[], $8::json[],
       $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[])
     on conflict (trigger_id) do update set workflow_version = excluded.workflow_version, node_name = excluded.node_name,
       rhythm = excluded.rhythm, policy = excluded.policy, active_since = excluded.active_since, last_tick_at = excluded.last_tick_at,
       next_tick_at = excluded.next_tick_at, next_due_at = excluded.next_due_at, zone_rules = excluded.zone_rules`,
    [
      of((s) => s.triggerId),
      of((s) => s.workspaceId),
      of((s) => s.workflowId),
      of((s) => s.version),
      of((s) => s.nodeId),
      of((s) => s.nodeName),
      of((s) => JSON.stringify(s.rhythm)),
      of((s) => JSON.stringify(s.policy)),
      of((s) => time(s.activeSince)),
      of((s) => time(s.last)),
      ...nextColumns(schedules),
      zoneRules,
    ],
  )
}

export async function deleteSchedules(client: pg.ClientBase, triggerIds: readonly string[]): Promise<void> {
  if (triggerIds.length > 0) await client.query('delete from schedules where trigger_id = any($1::uuid[])', [triggerIds])
}

export type KnownStamp = { trigger_id: string; workflow_id: string; workflow_version: number; active_since: Date }

/** What is known of the schedules with ids after one up to another; without an end of all after it. */
export async function listKnownStamps(
  pool: pg.Pool,
  range: { readonly after: string | undefined; readonly upTo: string | undefined },
): Promise<KnownStamp[]> {
  const { rows } = await pool.query<KnownStamp>(
    `select trigger_id, workflow_id, workflow_version, active_since from schedules
      where ($1::uuid is null or trigger_id > $1) and ($2::uuid is null or trigger_id <= $2)`,
    [range.after ?? null, range.upTo ?? null],
  )
  return rows
}

/** Locks schedules whose next tick is not to be trusted: older zone rules, or a last tick that lies in the future. */
export async function claimDoubtful(client: pg.ClientBase, limit: number): Promise<{ now: Date; doubtful: StoredSchedule[] }> {
  const { rows } = await client.query<Row & { now: Date }>(
    `select ${columns}, statement_timestamp() as now from schedules
      where last_tick_at > statement_timestamp() + interval '1 minute' or zone_rules < $1
      limit $2 for update skip locked`,
    [zoneRules, limit],
  )
  return { now: rows[0]?.now ?? new Date(0), doubtful: rows.map(asSchedule) }
}

const nextColumns = (list: readonly { readonly next: Tick | undefined }[]) => [
  list.map(({ next }) => time(next?.at)),
  list.map(({ next }) => (next === undefined ? null : new Date(next.dueMs).toISOString())),
]

const time = (date: Date | undefined) => date?.toISOString() ?? null
