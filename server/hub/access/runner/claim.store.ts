import { sql } from 'kysely'
import type { Databases } from '#db'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import { type AccessTx, columns, queries } from '../query/query.store.ts'

/** By the clock of the database, the only one that all processes share. */
const leaseEnd = (leaseMs: number) => sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`

type Worker = { readonly workerId: string; readonly leaseMs: number }

/** Takes the approved query that has waited longest and whose time has come; nobody else is given it while the lease lasts. */
export async function claimNext(db: Databases, { workerId, leaseMs }: Worker): Promise<QueryRow | undefined> {
  return await queries(db)
    .updateTable('query_requests')
    .set({ worker_id: workerId, lease_until: leaseEnd(leaseMs) })
    .where('id', '=', (inner) =>
      inner
        .selectFrom('query_requests')
        .select('id')
        .where('status', '=', 'approved')
        .where(sql<boolean>`(schedule_at is null or schedule_at <= now())`)
        .where(sql<boolean>`(expires_at is null or expires_at > now())`)
        .where(sql<boolean>`(lease_until is null or lease_until < now())`)
        .orderBy(sql`coalesce(schedule_at, updated_at)`)
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(columns)
    .executeTakeFirst()
}

/** When the next one comes due, for who would rather sleep; null: none is known. */
export async function nextDueMs(db: Databases): Promise<number | null> {
  const row = await queries(db)
    .selectFrom('query_requests')
    .select(sql<number | null>`(extract(epoch from min(greatest(schedule_at, lease_until)) - now()) * 1000)::float8`.as('inMs'))
    .where('status', '=', 'approved')
    .executeTakeFirst()
  return row?.inMs ?? null
}

export type Beat = { readonly isHeld: boolean; readonly isCancelled: boolean }

/** Says that it is still being executed; whoever does not hold it any more is told so. */
export async function beat(db: Databases, { uuid }: Pick<QueryRow, 'uuid'>, { workerId, leaseMs }: Worker): Promise<Beat> {
  const row = await queries(db)
    .updateTable('query_requests')
    .set({ lease_until: leaseEnd(leaseMs) })
    .where('uuid', '=', uuid)
    .where('worker_id', '=', workerId)
    .returning('cancel_wanted_at')
    .executeTakeFirst()
  return { isHeld: row !== undefined, isCancelled: row !== undefined && row.cancel_wanted_at !== null }
}

/** The row of a query, held, if the worker still is the one that executes it in this try. */
export async function lockExecuting(
  tx: AccessTx,
  { uuid, tries }: Pick<QueryRow, 'uuid' | 'tries'>,
  workerId: string,
): Promise<QueryRow | undefined> {
  return await tx
    .selectFrom('query_requests')
    .select(columns)
    .where('uuid', '=', uuid)
    .where('worker_id', '=', workerId)
    .where('status', '=', 'executing')
    .where('tries', '=', tries)
    .forUpdate()
    .executeTakeFirst()
}

/** Those whose process has not been heard of for too long. */
export async function lockAbandoned(tx: AccessTx): Promise<QueryRow[]> {
  return await tx
    .selectFrom('query_requests')
    .select(columns)
    .where('status', '=', 'executing')
    .where(sql<boolean>`lease_until < now()`)
    .orderBy('id')
    .limit(20)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Approved ones that did not begin in time. */
export async function lockOverdue(tx: AccessTx): Promise<QueryRow[]> {
  return await tx
    .selectFrom('query_requests')
    .select(columns)
    .where('status', '=', 'approved')
    .where(sql<boolean>`expires_at <= now()`)
    .where(sql<boolean>`(lease_until is null or lease_until < now())`)
    .orderBy('id')
    .limit(20)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Takes the keys of results that are not kept any longer: from then on nobody can read them, wherever a copy may be. */
export async function forgetOldResults(tx: AccessTx): Promise<Pick<QueryRow, 'uuid' | 'workspace_id'>[]> {
  return await tx
    .updateTable('query_requests')
    .set({ result_key: null, result_parts: null, before_key: null, before_parts: null })
    .where('id', 'in', (inner) =>
      inner
        .selectFrom('query_requests')
        .select('id')
        .where(sql<boolean>`(result_key is not null or before_key is not null) and result_expires_at <= now()`)
        .limit(500)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['uuid', 'workspace_id'])
    .execute()
}

/** Whether nobody else sweeps; until the transaction is over nobody else will. */
export async function isAloneSweeping(tx: AccessTx): Promise<boolean> {
  const { rows } = await sql<{
    mine: boolean
  }>`select pg_try_advisory_xact_lock(hashtext('steward query results')) as mine`.execute(tx)
  return rows[0]?.mine ?? false
}

/** Those of these files that no query refers to. */
export async function unusedFiles(db: Databases, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select file.id from unnest(${[...ids]}::text[]) file(id) where not exists (
      select from query_requests, jsonb_array_elements(coalesce(result_parts, '[]') || coalesce(before_parts, '[]')) part
      where (result_key is not null or before_key is not null) and part ->> 'id' = file.id)`.execute(
    db.kysely<AccessTables>('access'),
  )
  return rows.map(({ id }) => id)
}
