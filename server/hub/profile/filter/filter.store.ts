import type { FilteredPage } from '@steward/contract/api/saved-filter'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { ProfileTables } from '../profile.tables.ts'

type ProfileTx = Transaction<ProfileTables>
export type Owner = { readonly workspaceId: string; readonly userId: string }

export type FilterRow = {
  readonly id: string
  readonly userId: string
  readonly page: FilteredPage
  readonly name: string
  readonly search: string
  readonly isShared: boolean
}

const columns = ['id', 'user_id as userId', 'page', 'name', 'search', 'is_shared as isShared'] as const

/** Those of a person, and those that are shared. */
export async function listFilterRows(db: Databases, { workspaceId, userId }: Owner, page?: FilteredPage): Promise<FilterRow[]> {
  const builder: Kysely<ProfileTables> = db.kysely('profile')
  return await builder
    .selectFrom('saved_filters')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('user_id', '=', userId), where('is_shared', '=', true)]))
    .$if(page !== undefined, (query) => query.where('page', '=', page ?? 'workflows'))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
}

/** What a person has saved in the workspace, kept still until the transaction ends. */
export async function lockOwnFilters(tx: ProfileTx, { workspaceId, userId }: Owner): Promise<FilterRow[]> {
  // Two that save the first one at once find no row to wait for.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`filters ${workspaceId} ${userId}`}, 0))`.execute(tx)
  return await tx
    .selectFrom('saved_filters')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
}

/** One that the person may see. */
export async function lockVisibleFilter(
  tx: ProfileTx,
  { workspaceId, userId }: Owner,
  id: string,
): Promise<FilterRow | undefined> {
  return await tx
    .selectFrom('saved_filters')
    .select(columns)
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .where((where) => where.or([where('user_id', '=', userId), where('is_shared', '=', true)]))
    .forUpdate()
    .executeTakeFirst()
}

export async function insertFilter(tx: ProfileTx, workspaceId: string, row: FilterRow): Promise<void> {
  const { id, userId, page, name, search, isShared } = row
  await tx
    .insertInto('saved_filters')
    .values({ id, workspace_id: workspaceId, user_id: userId, page, name, search, is_shared: isShared })
    .execute()
}

export async function updateFilter(tx: ProfileTx, { id, name, isShared }: FilterRow): Promise<void> {
  await tx.updateTable('saved_filters').set({ name, is_shared: isShared }).where('id', '=', id).execute()
}

export async function deleteFilter(tx: ProfileTx, id: string): Promise<void> {
  await tx.deleteFrom('saved_filters').where('id', '=', id).execute()
}

/** Of somebody who has left: what they share stays, because others work with it. */
export async function deleteUnsharedOf(tx: ProfileTx, { workspaceId, userId }: Owner): Promise<void> {
  await tx
    .deleteFrom('saved_filters')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .where('is_shared', '=', false)
    .execute()
}
