import type pg from 'pg'
import type { WebhookAnswer } from '@steward/sdk/node'
import type { ExecutionStatus } from '@steward/contract/api/execution'
import type { Trigger } from '#engine/host'

/** Where a followed execution stands. */
export type FollowedRow = {
  readonly id: string
  readonly status: ExecutionStatus
  readonly workflow_id: string
  readonly workflow_version: number
  readonly error: string | null
  /** When a timer ends its wait, in milliseconds from now; null where none does. */
  readonly wait_ms: number | null
  readonly answered: boolean
}

export async function readFollowed(pool: pg.Pool, ids: readonly string[]): Promise<FollowedRow[]> {
  const { rows } = await pool.query<FollowedRow>(
    `select e.id, e.status, e.workflow_id, e.workflow_version, e.error,
            (extract(epoch from e.wait_until - now()) * 1000)::float8 as wait_ms, a.execution_id is not null as answered
       from workflow_executions e left join execution_answers a on a.execution_id = e.id
      where e.id = any($1::uuid[])`,
    [ids],
  )
  return rows
}

/** Stores what a respond node answered; the first answer counts. */
export async function storeAnswer(pool: pg.Pool, executionId: string, answer: string): Promise<void> {
  await pool.query('insert into execution_answers (execution_id, answer) values ($1, $2) on conflict do nothing', [
    executionId,
    answer,
  ])
}

/** The answers; several may wait for one, such as callers with the same idempotency key. */
export async function readAnswers(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, WebhookAnswer>> {
  const { rows } = await pool.query<{ execution_id: string; answer: string }>(
    'select execution_id, answer::text from execution_answers where execution_id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.execution_id, JSON.parse(row.answer) as WebhookAnswer]))
}

/** What started executions. */
export async function readTriggers(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, Trigger>> {
  const { rows } = await pool.query<{ id: string; trigger_data: string }>(
    'select id, trigger_data::text from workflow_executions where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map((row) => [row.id, JSON.parse(row.trigger_data) as Trigger]))
}

/** Forgets answers that everybody who waited for them has had. */
export async function forgetAnswers(pool: pg.Pool): Promise<void> {
  await pool.query(`delete from execution_answers where created_at < now() - interval '10 minutes'`)
}
