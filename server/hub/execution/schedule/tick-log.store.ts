import type { TickOutcome } from '@steward/contract/api/schedule'
import type pg from 'pg'

export type TickLog = {
  readonly id: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly nodeId: string
  readonly triggerId: string
  readonly at: Date
  readonly dueMs: number
  readonly outcome: TickOutcome
  readonly startedMs: number | null
  readonly executionId: string | null
  readonly reason: string | null
  /** Set when it stands for all ticks from `at` until before then. */
  readonly until: Date | null
}

/** Writes ticks down. Of one that is known already only "nobody was there" is overwritten, when it starts after all. */
export async function logTicks(client: pg.ClientBase, ticks: readonly TickLog[]): Promise<void> {
  if (ticks.length === 0) return
  const of = <T>(pick: (tick: TickLog) => T) => ticks.map(pick)
  await client.query({
    name: 'log-ticks',
    text: `
      insert into trigger_logs (id, workspace_id, workflow_id, node_id, trigger_id, due_at, jitter_ms, outcome, started_at, lag_ms,
        execution_id, reason, until_at)
      select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::int[], $8::text[],
        $9::timestamptz[], $10::bigint[], $11::uuid[], $12::text[], $13::timestamptz[])
      on conflict (trigger_id, due_at) do update set jitter_ms = excluded.jitter_ms, outcome = excluded.outcome,
        started_at = excluded.started_at, lag_ms = excluded.lag_ms, execution_id = excluded.execution_id, reason = excluded.reason
      where trigger_logs.outcome in ('missed', 'skipped') and excluded.outcome not in ('missed', 'skipped')`,
    values: [
      of((t) => t.id),
      of((t) => t.workspaceId),
      of((t) => t.workflowId),
      of((t) => t.nodeId),
      of((t) => t.triggerId),
      of((t) => t.at.toISOString()),
      of((t) => t.dueMs - t.at.getTime()),
      of((t) => t.outcome),
      of((t) => (t.startedMs === null ? null : new Date(t.startedMs).toISOString())),
      of((t) => (t.startedMs === null ? null : Math.max(0, t.startedMs - t.dueMs))),
      of((t) => t.executionId),
      of((t) => t.reason?.replaceAll('\u0000', '\uFFFD').slice(0, 1_000) ?? null),
      of((t) => t.until?.toISOString() ?? null),
    ],
  })
}

/** The last tick of each of these triggers, no later than a time, where one is given. */
export async function lastTicks(client: pg.ClientBase, triggerIds: readonly string[], until?: Date): Promise<Map<string, Date>> {
  if (triggerIds.length === 0) return new Map()
  const { rows } = await client.query<{ trigger_id: string; due_at: Date }>(
    `select t.trigger_id, l.due_at from unnest($1::uuid[]) as t(trigger_id)
      cross join lateral (
        select due_at from trigger_logs where trigger_id = t.trigger_id and ($2::timestamptz is null or due_at <= $2)
         order by due_at desc limit 1
      ) l`,
    [triggerIds, until?.toISOString() ?? null],
  )
  return new Map(rows.map((row) => [row.trigger_id, row.due_at]))
}

/** The executions that start keys were used for. */
export async function findStarted(client: pg.ClientBase, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await client.query<{ key: string; execution_id: string }>(
    'select key, execution_id from execution_starts where key = any($1::text[])',
    [keys],
  )
  return new Map(rows.map((row) => [row.key, row.execution_id]))
}

export type TickRow = {
  id: string
  trigger_id: string
  node_id: string
  due_at: Date
  jitter_ms: number
  outcome: TickOutcome
  started_at: Date | null
  lag_ms: string | null
  execution_id: string | null
  reason: string | null
  until_at: Date | null
}

const columns = 'id, trigger_id, node_id, due_at, jitter_ms, outcome, started_at, lag_ms, execution_id, reason, until_at'

export type TickFilter = {
  readonly workspaceId: string
  readonly workflowId: string
  readonly outcomes: readonly string[] | undefined
  readonly triggerId: string | undefined
  /** The last tick of the page before. */
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first. */
export async function listTickRows(pool: pg.Pool, filter: TickFilter): Promise<TickRow[]> {
  const { rows } = await pool.query<TickRow>(
    `select ${columns} from trigger_logs
      where workspace_id = $1 and workflow_id = $2 and trigger_id is not null
        and ($3::text[] is null or outcome = any($3)) and ($4::uuid is null or trigger_id = $4)
        and ($5::timestamptz is null or (due_at, id) < ($5, $6::uuid))
      order by due_at desc, id desc limit $7`,
    [
      filter.workspaceId,
      filter.workflowId,
      filter.outcomes ?? null,
      filter.triggerId ?? null,
      filter.after?.at ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
  return rows
}

/** The newest tick of each of these triggers. */
export async function newestTickRows(pool: pg.Pool, triggerIds: readonly string[]): Promise<TickRow[]> {
  const { rows } = await pool.query<TickRow>(
    `select l.* from unnest($1::uuid[]) as t(trigger_id)
      cross join lateral (select ${columns} from trigger_logs where trigger_id = t.trigger_id order by due_at desc limit 1) l`,
    [triggerIds],
  )
  return rows
}
