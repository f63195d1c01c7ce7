import type pg from 'pg'
import type { ExecutionHead, JournalEntry, Trigger } from '#engine/host'
import { beginTurn, countRunning, lockLimitKeys } from './queue/queue.store.ts'

/** An execution this worker has just taken over, with everything needed to go on. */
export type Claimed = {
  readonly head: ExecutionHead
  readonly fence: number
  readonly entries: readonly JournalEntry[]
  readonly nextSeq: number
  /** The process at which somebody waits for its answer and end; null when nobody does. */
  readonly answerTo: string | null
  /** True where its concurrency limit is used up: it may not go on here, and what is stored for it puts it into the queue. */
  readonly mustQueue?: true
  /** True when somebody wants it to rest before its next node. */
  readonly pauseWanted?: boolean
  /** True where the database says that its time has come, whatever the clock of this process thinks. */
  readonly isDue?: true
  /** The clock of the database when it was taken, in milliseconds since 1970. */
  readonly atMs?: number
}

type Row = {
  id: string
  workspace_id: string
  workflow_id: string
  workflow_name: string
  workflow_version: number
  mode: string
  started_at: Date
  trigger_data: string
  created_by: string | null
  retry_of: string | null
  parent_id: string | null
  fence: number
  answer_to: string | null
  pause_wanted: boolean
  at_ms: number
}

const returned = `e.id, e.workspace_id, e.workflow_id, e.workflow_name, e.workflow_version, e.mode, e.started_at,
  e.trigger_data::text, e.created_by, e.retry_of, e.parent_id, e.fence, e.answer_to, e.pause_wanted,
  (extract(epoch from now()) * 1000)::float8 as at_ms`

/** Takes executions of workers that are dead, oldest first. They go on holding the places they had under their limits. */
export async function claimOrphans(client: pg.ClientBase, workerId: string, limit: number): Promise<Claimed[]> {
  return claim(
    client,
    `select id from workflow_executions
      where status = 'running' and (worker_id is null or not exists (select 1 from workers w where w.id = worker_id))
      order by id limit $2 for update skip locked`,
    [workerId, limit],
  )
}

/** Takes these out of the queue; those that somebody else has taken or cancelled meanwhile are left out. */
export async function claimQueued(client: pg.ClientBase, workerId: string, ids: readonly string[]): Promise<Claimed[]> {
  return claim(
    client,
    `select id from workflow_executions where id = any($2::uuid[]) and status = 'queued' and wait_kind is null for update skip locked`,
    [workerId, ids],
  )
}

/** Takes waiting executions whose time has come. Those under a concurrency limit go through the queue. */
export async function claimDue(client: pg.ClientBase, workerId: string, limit: number): Promise<Claimed[]> {
  const claimed = await claim(
    client,
    `select id from workflow_executions where status = 'waiting' and wait_until <= now() and limit_key is null
      order by wait_until limit $2 for update skip locked`,
    [workerId, limit],
  )
  return claimed.map((one) => ({ ...one, isDue: true }))
}

/**
 * Takes one waiting execution for a call, a decision, or an approval; empty when it does not
 * wait for that, or somebody was faster. One under a limit that is used up is
 * fenced only and goes on waiting, until what ended its wait is stored.
 */
export async function claimWaiting(
  client: pg.ClientBase,
  workerId: string,
  id: string,
  kind: 'webhook' | 'decision' | { readonly approvalId: string },
): Promise<Claimed | undefined> {
  const picked = `select id from workflow_executions
    where id = $2 and status = 'waiting' and case $3 when 'decision' then in_doubt > 0 when 'approval' then $4::uuid = any(approval_ids) else wait_kind = $3 end for update skip locked`
  const values = [workerId, id, ...(typeof kind === 'string' ? [kind, null] : ['approval', kind.approvalId])]
  const limit = await findLimit(client, id)
  if (limit === undefined) return (await claim(client, picked, values))[0]

  await beginTurn(client)
  try {
    await lockLimitKeys(client, [limit.key])
    const mustQueue = (await countRunning(client, limit.key)) >= limit.max
    const [claimed] = await claim(client, picked, values, mustQueue ? fencedOnly : takenOver)
    await client.query('commit')
    return claimed === undefined || !mustQueue ? claimed : { ...claimed, mustQueue }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function findLimit(client: pg.ClientBase, id: string): Promise<{ key: string; max: number } | undefined> {
  const { rows } = await client.query<{ key: string; max: number }>(
    'select limit_key as key, limit_max as max from workflow_executions where id = $1 and limit_key is not null',
    [id],
  )
  return rows[0]
}

const takenOver = `status = 'running', worker_id = $1, fence = e.fence + 1, wait_until = null, wait_kind = null,
  approval_ids = null, in_doubt = 0, updated_at = now()`
const fencedOnly = `worker_id = $1, fence = e.fence + 1, updated_at = now()`

/** A worker that has been declared dead takes nothing, also while it does not know: others would take it over at once. */
async function claim(client: pg.ClientBase, picked: string, values: unknown[], change = takenOver): Promise<Claimed[]> {
  const { rows } = await client.query<Row>(
    `update workflow_executions e
        set ${change}
       from (${picked}) p where e.id = p.id and exists (select 1 from workers w where w.id = $1) returning ${returned}`,
    values,
  )
  if (rows.length === 0) return []
  const journals = await readJournals(
    client,
    rows.map((row) => row.id),
  )
  return rows
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => {
      const segments = journals.get(row.id) ?? []
      return {
        head: headOf(row),
        fence: row.fence,
        entries: segments.flatMap((one) => one.entries),
        nextSeq: (segments.at(-1)?.seq ?? -1) + 1,
        answerTo: row.answer_to,
        pauseWanted: row.pause_wanted,
        atMs: row.at_ms,
      }
    })
}

type Segment = { readonly seq: number; readonly entries: readonly JournalEntry[] }

/** The journals of executions, segments in order. */
export async function readJournals(client: pg.ClientBase | pg.Pool, ids: readonly string[]): Promise<Map<string, Segment[]>> {
  const { rows } = await client.query<{ execution_id: string; seq: number; entries: string }>(
    'select execution_id, seq, entries::text from execution_journal where execution_id = any($1::uuid[]) order by execution_id, seq',
    [ids],
  )
  const journals = new Map<string, Segment[]>()
  for (const { execution_id, seq, entries } of rows) {
    const segments = journals.get(execution_id) ?? []
    segments.push({ seq, entries: JSON.parse(entries) as JournalEntry[] })
    journals.set(execution_id, segments)
  }
  return journals
}

export function headOf(row: Row): ExecutionHead {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    workflowVersion: row.workflow_version,
    mode: row.mode,
    startedMs: row.started_at.getTime(),
    trigger: JSON.parse(row.trigger_data) as Trigger,
    createdBy: row.created_by,
    retryOf: row.retry_of,
    parentId: row.parent_id,
  }
}

/** Milliseconds until the next timer of a waiting or delayed execution is due; undefined when none is set. */
export async function nextDueMs(client: pg.ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ ms: number | null }>(
    `select (extract(epoch from min(wait_until) - now()) * 1000)::float8 as ms from workflow_executions where status in ('waiting', 'queued') and wait_until is not null`,
  )
  return rows[0]?.ms ?? undefined
}

export async function ensurePartitions(client: pg.ClientBase | pg.Pool): Promise<void> {
  await client.query(`select ensure_partitions((now() at time zone 'UTC')::date, 3)`)
}
