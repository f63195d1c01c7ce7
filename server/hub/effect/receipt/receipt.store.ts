import type { EffectDecision, EffectOutcome } from '@steward/contract/api/effect'
import type { EffectClass } from '@steward/contract/effect'
import { sql, type Transaction } from 'kysely'
import type pg from 'pg'

/** A receipt as it is written; the names are those of the columns, times are ISO texts, hashes hex. */
export type NewReceipt = {
  readonly id: string
  readonly workspace_id: string
  readonly execution_id: string
  readonly workflow_id: string
  readonly workflow_name: string
  readonly workflow_version: number
  readonly node_id: string
  readonly node_name: string
  readonly run_index: number
  readonly class: EffectClass
  readonly target: string | null
  readonly connection_kind: string | null
  readonly connection_id: string | null
  readonly connection_name: string | null
  readonly request_hash: string | null
  /** Text of JSON: within the text of all of them PostgreSQL would refuse some of its strings. */
  readonly request: string | null
  readonly response_status: number | null
  readonly response_hash: string | null
  readonly response_bytes: number | null
  readonly tries: number
  readonly outcome: EffectOutcome
  readonly intended_at: string
  readonly settled_at: string | null
  readonly duration_ms: number | null
  readonly decision: EffectDecision | null
  readonly decided_how: 'person' | 'probe' | null
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly reason: string | null
  readonly place: number
}

/**
 * Writes receipts, one statement for any number. A fact may be told twice, and
 * an earlier one after a later one: the one further on in the journal counts.
 * No id may stand in the list twice.
 */
export async function writeReceipts(tx: Transaction<unknown>, receipts: readonly NewReceipt[]): Promise<void> {
  await sql`
    insert into receipts (id, workspace_id, execution_id, workflow_id, workflow_name, workflow_version, node_id, node_name, run_index,
      class, target, connection_kind, connection_id, connection_name, request_hash, request, response_status, response_hash,
      response_bytes, tries, outcome, intended_at, settled_at, duration_ms, decision, decided_how, decided_by, decided_at, reason, place)
    select id, workspace_id, execution_id, workflow_id, workflow_name, workflow_version, node_id, node_name, run_index,
      class, target, connection_kind, connection_id, connection_name, decode(request_hash, 'hex'), request::json, response_status,
      decode(response_hash, 'hex'), response_bytes, tries, outcome, intended_at, settled_at, duration_ms, decision, decided_how,
      decided_by, decided_at, reason, place
    from json_to_recordset(${JSON.stringify(receipts)}::json) as given (
      id uuid, workspace_id uuid, execution_id uuid, workflow_id uuid, workflow_name text, workflow_version integer, node_id text,
      node_name text, run_index integer, class text, target text, connection_kind text, connection_id text, connection_name text,
      request_hash text, request text, response_status integer, response_hash text, response_bytes bigint, tries integer,
      outcome text, intended_at timestamptz, settled_at timestamptz, duration_ms bigint, decision text, decided_how text,
      decided_by uuid, decided_at timestamptz, reason text, place bigint)
    on conflict (id) do update set
      class = excluded.class, target = excluded.target, request_hash = excluded.request_hash,
      connection_kind = excluded.connection_kind, connection_id = excluded.connection_id, connection_name = excluded.connection_name,
      request = coalesce(excluded.request, receipts.request), response_status = excluded.response_status,
      response_hash = excluded.response_hash, response_bytes = excluded.response_bytes, tries = excluded.tries,
      outcome = excluded.outcome, intended_at = least(receipts.intended_at, excluded.intended_at), settled_at = excluded.settled_at,
      duration_ms = excluded.duration_ms, decision = excluded.decision, decided_how = excluded.decided_how,
      decided_by = excluded.decided_by, decided_at = excluded.decided_at, reason = excluded.reason, place = excluded.place,
      updated_at = now()
    where receipts.place <= excluded.place and receipts.workspace_id = excluded.workspace_id`.execute(tx)
}

export type ReceiptRow = {
  id: string
  execution_id: string
  workflow_id: string
  workflow_name: string
  workflow_version: number
  node_id: string
  node_name: string
  run_index: number
  class: EffectClass
  target: string | null
  connection_kind: string | null
  connection_id: string | null
  connection_name: string | null
  request_hash: string | null
  request: unknown
  response_status: number | null
  response_hash: string | null
  response_bytes: string | null
  tries: number
  outcome: EffectOutcome
  intended_at: Date
  settled_at: Date | null
  duration_ms: string | null
  decision: EffectDecision | null
  decided_how: 'person' | 'probe' | null
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
}

const columns = `id, execution_id, workflow_id, workflow_name, workflow_version, node_id, node_name, run_index, class, target,
  connection_kind, connection_id, connection_name, encode(request_hash, 'hex') as request_hash, request, response_status,
  encode(response_hash, 'hex') as response_hash, response_bytes, tries, outcome, intended_at, settled_at, duration_ms, decision,
  decided_how, decided_by, decided_at, reason`

export type ReceiptFilter = {
  readonly workspaceId: string
  readonly workflowId: string | undefined
  readonly executionId: string | undefined
  readonly classes: readonly string[] | undefined
  readonly outcomes: readonly string[] | undefined
  readonly target: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  /** The last receipt of the page before. */
  readonly after: { readonly intendedAt: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first; a page is a range of the index on time and id. */
export async function listReceiptRows(pool: pg.Pool, filter: ReceiptFilter): Promise<ReceiptRow[]> {
  const values: unknown[] = [filter.workspaceId]
  const where = ['workspace_id = $1']
  const also = (text: string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(text.replace('?', `$${values.length}`))
  }
  also('workflow_id = ?', filter.workflowId)
  also('execution_id = ?', filter.executionId)
  // The receipts of an execution begin with its time: a short range of the primary key.
  also('id >= ?', filter.executionId && `${filter.executionId.slice(0, 13)}-0000-0000-000000000000`)
  also('id <= ?', filter.executionId && `${filter.executionId.slice(0, 13)}-ffff-ffff-ffffffffffff`)
  also('class = any(?)', filter.classes)
  also('outcome = any(?)', filter.outcomes)
  also('target = ?', filter.target)
  also('intended_at >= ?', filter.from)
  also('intended_at < ?', filter.to)
  // An effect is intended after its execution began, so newer months hold nothing older; clocks may differ a little.
  also(`id < uuid_floor(greatest(?::timestamptz + interval '1 day', 'epoch'))`, filter.to)
  if (filter.after !== undefined) {
    values.push(filter.after.intendedAt, filter.after.id)
    where.push(`(intended_at, id) < ($${values.length - 1}, $${values.length})`)
  }
  values.push(filter.limit)
  const { rows } = await pool.query<ReceiptRow>(
    `select ${columns} from receipts where ${where.join(' and ')} order by intended_at desc, id desc limit $${values.length}`,
    values,
  )
  return rows
}

export async function findReceiptRow(pool: pg.Pool, workspaceId: string, id: string): Promise<ReceiptRow | undefined> {
  const { rows } = await pool.query<ReceiptRow>(`select ${columns} from receipts where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ])
  return rows[0]
}

/** Makes the partitions of this month and the three after it. */
export async function ensurePartitions(pool: pg.Pool): Promise<void> {
  await pool.query(`select ensure_partitions((now() at time zone 'UTC')::date, 3)`)
}
