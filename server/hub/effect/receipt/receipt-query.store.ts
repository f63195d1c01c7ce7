import type { EffectOutcome } from '@steward/contract/api/effect'
import type { EffectClass } from '@steward/contract/effect'
import type pg from 'pg'
import { asWritten, type WrittenReceipt, writtenColumns, type WrittenRow } from './receipt.store.ts'

/** A stored receipt, with the batch that covers what it says. */
export type StoredReceipt = WrittenReceipt & { readonly batch_id: string | null }

export type ReceiptFilter = {
  readonly workspaceId: string
  readonly workflowId: string | undefined
  readonly executionId: string | undefined
  readonly classes: readonly string[] | undefined
  readonly outcomes: readonly string[] | undefined
  readonly environments: readonly string[] | undefined
  readonly subjects: readonly string[] | undefined
  readonly connector: string | undefined
  readonly connection: string | undefined
  readonly approvalId: string | undefined
  readonly actor: string | undefined
  readonly target: string | undefined
  readonly text: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
}

export type ReceiptPage = {
  /** The last receipt of the page before. */
  readonly after: { readonly intendedAt: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first; a page is a range of an index on time and id. */
export async function listReceiptRows(
  pool: pg.Pool,
  filter: ReceiptFilter,
  { after, limit }: ReceiptPage,
): Promise<StoredReceipt[]> {
  const { where, values } = conditionsOf(filter)
  if (after !== undefined) {
    values.push(after.intendedAt, after.id)
    where.push(`(intended_at, id) < ($${values.length - 1}, $${values.length})`)
  }
  values.push(limit)
  const { rows } = await pool.query<StoredRow>(
    `select ${writtenColumns}, batch_id from receipts where ${where.join(' and ')} order by intended_at desc, id desc limit $${values.length}`,
    values,
  )
  return rows.map(asStored)
}

export type ReceiptCount = { readonly class: EffectClass; readonly outcome: EffectOutcome; readonly count: number }

export async function countReceipts(pool: pg.Pool, filter: ReceiptFilter): Promise<ReceiptCount[]> {
  const { where, values } = conditionsOf(filter)
  const { rows } = await pool.query<{ class: EffectClass; outcome: EffectOutcome; count: string }>(
    `select class, outcome, count(*) from receipts where ${where.join(' and ')} group by class, outcome order by class, outcome`,
    values,
  )
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export async function findReceiptRow(pool: pg.Pool, workspaceId: string, id: string): Promise<StoredReceipt | undefined> {
  const { rows } = await pool.query<StoredRow>(
    `select ${writtenColumns}, batch_id from receipts where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  )
  return rows[0] === undefined ? undefined : asStored(rows[0])
}

/** Leaves (hex) of batches, by their ids. */
export async function findLeaves(
  pool: pg.Pool,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; leaves: string }[]> {
  const { rows } = await pool.query<{ id: string; leaves: string }>(
    `select id, encode(leaves, 'hex') as leaves from receipt_batches where workspace_id = $1 and id = any($2::uuid[]) order by id`,
    [workspaceId, ids],
  )
  return rows
}

/** All batches of a workspace in the order of their ids, page by page. */
export async function listBatches(
  pool: pg.Pool,
  workspaceId: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<{ id: string; leaves: string }[]> {
  const { rows } = await pool.query<{ id: string; leaves: string }>(
    `select id, encode(leaves, 'hex') as leaves from receipt_batches
      where workspace_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
    [workspaceId, after ?? null, limit],
  )
  return rows
}

type StoredRow = WrittenRow & { batch_id: string | null }

const asStored = ({ batch_id, ...row }: StoredRow): StoredReceipt => ({ ...asWritten(row), batch_id })

/** The conditions are written so that each finds the index that is made for it. */
function conditionsOf(filter: ReceiptFilter): { where: string[]; values: unknown[] } {
  const values: unknown[] = [filter.workspaceId]
  const where = ['workspace_id = $1']
  const also = (text: string, value: unknown) => {
    if (value === undefined) return
    values.push(value)
    where.push(text.replaceAll('?', `$${values.length}`))
  }
  const oneOf = (column: string, wanted: readonly string[] | undefined) =>
    wanted?.length === 1 ? also(`${column} = ?`, wanted[0]) : also(`${column} = any(?)`, wanted)
  also('workflow_id = ?', filter.workflowId)
  also('execution_id = ?', filter.executionId)
  // The receipts of an execution begin with its time: a short range of the primary key.
  also('id >= ?', filter.executionId && `${filter.executionId.slice(0, 13)}-0000-0000-000000000000`)
  also('id <= ?', filter.executionId && `${filter.executionId.slice(0, 13)}-ffff-ffff-ffffffffffff`)
  oneOf('class', filter.classes)
  oneOf('outcome', filter.outcomes)
  // An index of the rest is used where the statement says that it looks for the rest.
  if (filter.classes !== undefined && !filter.classes.includes('read')) where.push(`class <> 'read'`)
  if (filter.outcomes !== undefined && !filter.outcomes.includes('completed')) where.push(`outcome <> 'completed'`)
  oneOf('environment', filter.environments)
  oneOf('subject_kind', filter.subjects)
  also('connector = ?', filter.connector)
  also('connection_id = ?', filter.connection)
  also('approval_id = ?', filter.approvalId)
  also('actor_id = ?', filter.actor)
  also('target = ?', filter.target)
  also('(node_name ilike ? or workflow_name ilike ? or target ilike ?)', filter.text && `%${escapeLike(filter.text)}%`)
  also('intended_at >= ?', filter.from)
  also('intended_at < ?', filter.to)
  // An effect is intended after its execution began, so newer months hold nothing older; clocks may differ a little.
  also(`id < uuid_floor(greatest(?::timestamptz + interval '1 day', 'epoch'))`, filter.to)
  return { where, values }
}

const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&')
