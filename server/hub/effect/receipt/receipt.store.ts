import type { EffectDecision, EffectOutcome } from '@steward/contract/api/effect'
import type { Environment, PolicyReference, SubjectKind } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { JsonValue } from '@steward/contract/item'
import { sql, type Transaction } from 'kysely'
import type pg from 'pg'

/** A receipt as it is written; the names are those of the columns, times are ISO texts, hashes hex, amounts digits. */
export type NewReceipt = {
  readonly id: string
  readonly workspace_id: string
  readonly subject_kind: SubjectKind
  readonly execution_id: string | null
  readonly workflow_id: string | null
  readonly workflow_name: string | null
  readonly workflow_version: number | null
  readonly node_id: string | null
  readonly node_name: string
  readonly run_index: number | null
  readonly class: EffectClass
  readonly environment: Environment | null
  readonly connector: string | null
  readonly policies: readonly PolicyReference[] | null
  readonly approval_id: string | null
  readonly actor_id: string | null
  readonly amount: string | null
  readonly amount_currency: string | null
  readonly cost: string | null
  readonly cost_currency: string | null
  readonly target: string | null
  readonly connection_kind: string | null
  readonly connection_id: string | null
  readonly connection_name: string | null
  readonly request_hash: string | null
  readonly request: JsonValue
  readonly response_status: number | null
  readonly response_hash: string | null
  readonly response_bytes: number | null
  readonly response: JsonValue
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
  readonly undoes: string | null
  readonly undone_by: string | null
  /** Where it stands among what is told of the same effect: the one with the highest place counts. */
  readonly place: number
}

/** A receipt of a batch, and how often it has been written. */
export type WrittenReceipt = NewReceipt & { readonly revision: number }

const plain = `id, workspace_id, subject_kind, execution_id, workflow_id, workflow_name, workflow_version, node_id, node_name, run_index,
  class, environment, connector, policies, approval_id, actor_id, amount, amount_currency, cost, cost_currency, target,
  connection_kind, connection_id, connection_name, response_status, response_bytes, tries, outcome, intended_at, settled_at,
  duration_ms, decision, decided_how, decided_by, decided_at, reason, undoes, undone_by, place`

/**
 * Writes receipts, one statement for any number. A fact may be told twice, and
 * an earlier one after a later one: the one further on in the journal counts.
 * No id may stand in the list twice. What was taken back stays so.
 * Resolves to what was written.
 */
export async function writeReceipts(
  tx: Transaction<unknown>,
  receipts: readonly NewReceipt[],
  batches: ReadonlyMap<string, string>,
): Promise<{ id: string; revision: number }[]> {
  // Excerpts go as texts of JSON: within the text of all of them PostgreSQL would refuse some of their strings.
  const given = receipts.map(({ request, response, ...rest }) => ({
    ...rest,
    request: asText(request),
    response: asText(response),
    batch_id: batches.get(rest.workspace_id),
  }))
  const { rows } = await sql<{ id: string; revision: number }>`
    insert into receipts (${sql.raw(plain)}, request_hash, request, response_hash, response, batch_id)
    select ${sql.raw(plain)}, decode(request_hash, 'hex'), request::json, decode(response_hash, 'hex'), response::json, batch_id
    from json_to_recordset(${JSON.stringify(given)}::json) as given (
      id uuid, workspace_id uuid, subject_kind text, execution_id uuid, workflow_id uuid, workflow_name text, workflow_version integer,
      node_id text, node_name text, run_index integer, class text, environment text, connector text, policies jsonb, approval_id uuid,
      actor_id uuid, amount numeric, amount_currency text, cost numeric, cost_currency text, target text, connection_kind text,
      connection_id text, connection_name text, request_hash text, request text, response_status integer, response_hash text,
      response_bytes bigint, response text, tries integer, outcome text, intended_at timestamptz, settled_at timestamptz,
      duration_ms bigint, decision text, decided_how text, decided_by uuid, decided_at timestamptz, reason text, undoes uuid,
      undone_by uuid, place bigint, batch_id uuid)
    on conflict (id) do update set
      class = excluded.class, target = excluded.target, request_hash = excluded.request_hash,
      environment = coalesce(excluded.environment, receipts.environment), connector = coalesce(excluded.connector, receipts.connector),
      policies = excluded.policies, approval_id = excluded.approval_id, actor_id = excluded.actor_id,
      amount = excluded.amount, amount_currency = excluded.amount_currency, cost = excluded.cost, cost_currency = excluded.cost_currency,
      connection_kind = excluded.connection_kind, connection_id = excluded.connection_id, connection_name = excluded.connection_name,
      request = coalesce(excluded.request, receipts.request), response_status = excluded.response_status,
      response_hash = excluded.response_hash, response_bytes = excluded.response_bytes, response = excluded.response,
      tries = excluded.tries, outcome = case when receipts.undone_by is null then excluded.outcome else receipts.outcome end,
      intended_at = least(receipts.intended_at, excluded.intended_at), settled_at = excluded.settled_at,
      duration_ms = excluded.duration_ms, decision = excluded.decision, decided_how = excluded.decided_how,
      decided_by = excluded.decided_by, decided_at = excluded.decided_at, reason = excluded.reason, undoes = excluded.undoes,
      place = excluded.place, batch_id = excluded.batch_id, revision = receipts.revision + 1, updated_at = now()
    where receipts.place <= excluded.place and receipts.workspace_id = excluded.workspace_id
    returning id, revision`.execute(tx)
  return rows
}

/** Writes down on receipts that what they are of was taken back; resolves to those that it is new of. */
export async function markUndone(
  tx: Transaction<unknown>,
  undone: readonly { id: string; by: string; workspaceId: string; batchId: string }[],
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    update receipts r set outcome = 'undone', undone_by = given.by, batch_id = given."batchId", revision = r.revision + 1, updated_at = now()
    from json_to_recordset(${JSON.stringify(undone)}::json) as given (id uuid, by uuid, "workspaceId" uuid, "batchId" uuid)
    where r.id = given.id and r.workspace_id = given."workspaceId" and r.undone_by is null and r.outcome in ('completed', 'happened')
    returning r.id`.execute(tx)
  return rows
}

/** As they stand now, in no order. */
export async function findWritten(tx: Transaction<unknown>, ids: readonly string[]): Promise<WrittenReceipt[]> {
  const { rows } = await sql<WrittenRow>`select ${sql.raw(writtenColumns)} from receipts where id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return rows.map(asWritten)
}

/** A stored receipt with all that is attested of it. */
export const writtenColumns = `${plain}, encode(request_hash, 'hex') as request_hash, request, encode(response_hash, 'hex') as response_hash,
  response, revision`

/** `pg` gives large numbers as texts and times as dates. */
export type WrittenRow = { -readonly [Name in keyof WrittenReceipt]: unknown }

const times = ['intended_at', 'settled_at', 'decided_at'] as const
const numbers = ['response_bytes', 'duration_ms', 'place'] as const

/** A row as it was given when it was written. */
export function asWritten(row: WrittenRow): WrittenReceipt {
  const given: WrittenRow = { ...row }
  for (const name of times) if (given[name] instanceof Date) given[name] = given[name].toISOString()
  for (const name of numbers) if (given[name] !== null) given[name] = Number(given[name])
  return given as WrittenReceipt
}

export type NewBatch = {
  readonly id: string
  readonly workspaceId: string
  /** Hex. */
  readonly leaves: string
  readonly digest: string
}

export async function insertBatches(tx: Transaction<unknown>, batches: readonly NewBatch[]): Promise<void> {
  await sql`
    insert into receipt_batches (id, workspace_id, leaves, digest)
    select id, "workspaceId", decode(leaves, 'hex'), decode(digest, 'hex')
    from json_to_recordset(${JSON.stringify(batches)}::json) as given (id uuid, "workspaceId" uuid, leaves text, digest text)`.execute(
    tx,
  )
}

/** Makes the partitions of this month and the three after it. */
export async function ensurePartitions(pool: pg.Pool): Promise<void> {
  await pool.query(`select ensure_partitions((now() at time zone 'UTC')::date, 3)`)
}

const asText = (value: JsonValue) => (value === null ? null : JSON.stringify(value))
