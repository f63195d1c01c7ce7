import type pg from 'pg'
import type { ExecutionStatus, ExecutionSummary } from '@steward/contract/api/execution'
import type { PartialRun, Trigger } from '#engine/host'

export type ExecutionRow = {
  id: string
  workspace_id: string
  workflow_id: string
  workflow_name: string
  workflow_version: number
  status: ExecutionStatus
  mode: string
  started_at: Date
  ended_at: Date | null
  duration_ms: string | null
  wait_until: Date | null
  wait_kind: string | null
  approval_ids: string[] | null
  pause_wanted: boolean
  in_doubt: number
  error: string | null
  error_node: string | null
  retry_of: string | null
  partial: PartialRun | null
}

export const columns = `id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, ended_at, duration_ms,
  wait_until, wait_kind, approval_ids, pause_wanted, in_doubt, error, error_node, retry_of, partial`

/** Whether nothing of it goes on any more, or will. */
export const isOver = ({ status }: Pick<ExecutionSummary, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'

export function summaryOf(row: ExecutionRow): ExecutionSummary {
  return {
    id: row.id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
    status: row.status,
    mode: row.mode,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    waitUntil: row.wait_until?.toISOString() ?? null,
    waitKind: row.wait_kind,
    approvalId: row.approval_ids?.[0] ?? null,
    pauseWanted: row.pause_wanted,
    inDoubt: row.in_doubt,
    error: row.error === null ? null : { message: row.error, node: row.error_node },
    retryOf: row.mode === 'undo' ? null : row.retry_of,
    undoes: row.mode === 'undo' ? row.retry_of : null,
    partial: partOf(row.partial),
  }
}

/** What people are told of the part of a workflow that was executed. */
export function partOf(partial: PartialRun | null | undefined): NonNullable<ExecutionSummary['partial']> | null {
  if (partial === null || partial === undefined) return null
  return { until: partial.until, name: partial.name, only: partial.only === true, from: partial.from ?? null }
}

export async function findExecution(pool: pg.Pool, workspaceId: string, id: string): Promise<ExecutionRow | undefined> {
  const { rows } = await pool.query<ExecutionRow>(
    `select ${columns} from workflow_executions where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0]
}

/** Whatever its workspace; for the engine, never for a request. */
export async function findAnyExecution(pool: pg.Pool, id: string): Promise<ExecutionRow | undefined> {
  const { rows } = await pool.query<ExecutionRow>(`select ${columns} from workflow_executions where id = $1`, [id])
  return rows[0]
}

export async function readTrigger(pool: pg.Pool, id: string): Promise<Trigger | undefined> {
  const { rows } = await pool.query<{ trigger_data: string }>(
    'select trigger_data::text from workflow_executions where id = $1',
    [id],
  )
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].trigger_data) as Trigger)
}

export type ListFilter = {
  readonly workspaceId: string
  readonly workflowId?: string | undefined
  readonly statuses?: readonly string[] | undefined
  readonly mode?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Part of its error, its failed node, its workflow or its id. */
  readonly text?: string | undefined
  /** Id of the last execution of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** Newest first. Ids grow with time, so the page is a range of an index that ends with the id. */
export async function listRows(pool: pg.Pool, filter: ListFilter): Promise<ExecutionRow[]> {
  const values: unknown[] = [filter.workspaceId, filter.limit]
  const where = ['workspace_id = $1']
  const also = (text: string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(text.replaceAll('?', `$${values.length}`))
  }
  also('workflow_id = ?', filter.workflowId)
  also('mode = ?', filter.mode)
  also(`id >= uuid_floor(greatest(?::timestamptz, 'epoch'))`, filter.from)
  also(`id < uuid_floor(greatest(?::timestamptz, 'epoch'))`, filter.to)
  also('id < ?', filter.after)
  also(
    '(error ilike ? or error_node ilike ? or workflow_name ilike ? or id::text like lower(?))',
    filter.text === undefined || filter.text === '' ? undefined : `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`,
  )
  const { statuses } = filter
  // What is not completed is rare and has an index of its own, in which each status is a range of its own.
  const isRare = statuses !== undefined && !statuses.includes('completed')
  if (!isRare) also('status = any(?)', statuses)
  const page = (more: string) =>
    `select ${columns} from workflow_executions where ${where.join(' and ')}${more} order by id desc limit $2`
  const text = isRare
    ? `select e.* from unnest($${values.push(statuses)}::text[]) as s(wanted)
       cross join lateral (${page(` and status = s.wanted and status <> 'completed'`)}) e order by id desc limit $2`
    : page('')
  const { rows } = await pool.query<ExecutionRow>(text, values)
  return rows
}

/** Those of these executions that have been cancelled. */
export async function cancelledAmong(pool: pg.Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from workflow_executions where id = any($1::uuid[]) and status = 'cancelled'`,
    [ids],
  )
  return rows.map((row) => row.id)
}

/** Executions that this worker holds on paper and has not written for a while; those that are not in its memory either are nobody's. */
export async function heldOnPaper(client: pg.ClientBase, workerId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from workflow_executions where status = 'running' and worker_id = $1 and updated_at < now() - interval '10 seconds'`,
    [workerId],
  )
  return rows.map((row) => row.id)
}

/** Frees executions that are held on paper only, so that they are taken over. */
export async function requeue(client: pg.ClientBase, ids: readonly string[], workerId: string): Promise<void> {
  await client.query(
    `update workflow_executions set status = 'queued', worker_id = null, fence = fence + 1, updated_at = now()
      where id = any($1::uuid[]) and worker_id = $2 and status = 'running'`,
    [ids, workerId],
  )
}

export async function readStaticData(pool: pg.Pool, workflowId: string): Promise<unknown> {
  const { rows } = await pool.query<{ data: string }>('select data::text from static_data where workflow_id = $1', [workflowId])
  return rows[0] === undefined ? undefined : (JSON.parse(rows[0].data) as unknown)
}

export async function writeStaticData(pool: pg.Pool, workflowId: string, data: unknown): Promise<void> {
  await pool.query(
    `insert into static_data (workflow_id, data) values ($1, $2)
     on conflict (workflow_id) do update set data = excluded.data, updated_at = now()`,
    [workflowId, JSON.stringify(data)],
  )
}
