import type pg from 'pg'

export type DepthRow = { readonly workflow_id: string; readonly state: string; readonly count: number; readonly first: string }
export type DueRow = { readonly workflow_id: string; readonly due_at: Date }
export type WorkerRow = {
  readonly id: string
  readonly host: string
  readonly pid: number
  readonly roles: string[]
  readonly live: number
  readonly started_at: Date
  readonly age_ms: number
  readonly alive: boolean
}

/** How many executions of each workflow are in which open state, and the first of them. */
export async function readDepths(pool: pg.Pool, workspaceId: string): Promise<DepthRow[]> {
  const { rows } = await pool.query<DepthRow>(
    `select q.workflow_id, coalesce(q.wait_kind, 'ready') as state, q.count, f.id as first
       from (select workflow_id, wait_kind, count(*)::int as count
               from workflow_executions where status = 'queued' and workspace_id = $1 group by 1, 2) q
       cross join lateral (
         select id from workflow_executions e
          where e.status = 'queued' and e.workspace_id = $1 and e.workflow_id = q.workflow_id
            and (e.wait_kind = q.wait_kind or (q.wait_kind is null and e.wait_kind is null))
          order by id limit 1) f
     union all
     select workflow_id, status, count(*)::int, (array_agg(id))[1]
       from workflow_executions where status in ('running', 'waiting', 'paused') and workspace_id = $1 group by 1, 2`,
    [workspaceId],
  )
  return rows
}

/** When the first of a workspace is due, whichever workflow it is of. */
export async function readFirstDue(pool: pg.Pool, workspaceId: string): Promise<Date | undefined> {
  const { rows } = await pool.query<{ due_at: Date }>(
    `select due_at from (
       (select wait_until as due_at from workflow_executions
         where status = 'queued' and wait_until is not null and workspace_id = $1 order by wait_until limit 1)
       union all
       (select wait_until from workflow_executions
         where status = 'waiting' and wait_until is not null and workspace_id = $1 order by wait_until limit 1)
     ) first order by due_at limit 1`,
    [workspaceId],
  )
  return rows[0]?.due_at
}

/** When the next of each workflow is due. */
export async function readNextDue(pool: pg.Pool, workspaceId: string): Promise<DueRow[]> {
  const { rows } = await pool.query<DueRow>(
    `select workflow_id, min(wait_until) as due_at from workflow_executions
      where status in ('queued', 'waiting') and wait_until is not null and workspace_id = $1 group by 1`,
    [workspaceId],
  )
  return rows
}

export async function readNames(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ workflow_id: string; workflow_name: string }>(
    'select workflow_id, workflow_name from workflow_executions where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.workflow_id, row.workflow_name]))
}

export async function readHoldsOf(pool: pg.Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ workflow_id: string }>('select workflow_id from queue_holds where workspace_id = $1', [
    workspaceId,
  ])
  return rows.map((row) => row.workflow_id)
}

export async function countStarted(pool: pg.Pool, workspaceId: string, seconds: number): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from workflow_executions
      where workspace_id = $1 and id >= uuid_floor(now() - $2 * interval '1 second')`,
    [workspaceId, seconds],
  )
  return rows[0]?.count ?? 0
}

export async function readWorkers(pool: pg.Pool): Promise<WorkerRow[]> {
  const { rows } = await pool.query<WorkerRow>(
    `select w.id, w.host, w.pid, w.roles, w.started_at, coalesce(r.live, 0)::int as live,
            (extract(epoch from now() - w.heartbeat_at) * 1000)::float8 as age_ms, w.lease_until > now() as alive
       from workers w
       left join (select worker_id, count(*) as live from workflow_executions where status = 'running' group by worker_id) r on r.worker_id = w.id
      order by w.started_at`,
  )
  return rows
}
