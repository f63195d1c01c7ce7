import type { FilteredPage, SavedFilter } from '@steward/contract/api/saved-filter'
import { newId } from '#base/id'
import type { Scope } from '#db'
import { type By, record } from '#hub/audit'
import { findUserNames } from '#hub/identity'
import { profileError } from '../errors.ts'
import type { ProfileTables } from '../profile.tables.ts'
import {
  deleteFilter,
  type FilterRow,
  insertFilter,
  listFilterRows,
  lockOwnFilters,
  lockVisibleFilter,
  type Owner,
  updateFilter,
} from './filter.store.ts'

export type FilterScope = Scope &
  Pick<By, 'from' | 'means'> & {
    readonly actorId: string
    /** Whether what others share may be changed, too. */
    readonly mayManage: boolean
  }
type ProfileTx = Parameters<typeof insertFilter>[0]

const filtersMax = 100

export async function listSavedFilters(scope: FilterScope, page?: FilteredPage): Promise<SavedFilter[]> {
  return await shown(scope, await listFilterRows(scope.db, ownerOf(scope), page))
}

type NewFilter = {
  readonly page: FilteredPage
  readonly name: string
  readonly search: string
  readonly isShared?: boolean | undefined
}

export async function saveFilter(
  scope: FilterScope,
  { page, search, isShared = false, ...wish }: NewFilter,
): Promise<SavedFilter> {
  const row = { id: newId(), userId: scope.actorId, page, search, isShared, name: nameOf(wish.name) }
  await scope.db.transaction<ProfileTables, void>('profile', async (tx) => {
    const own = await lockOwnFilters(tx, ownerOf(scope))
    if (own.length >= filtersMax) throw profileError.too_many_filters({ most: filtersMax })
    checkName(own, row)
    await insertFilter(tx, scope.workspaceId, row)
    if (isShared) await tell(tx, scope, { action: 'saved_filter.shared', row })
  })
  return await shownOne(scope, row)
}

type FilterChange = { readonly id: string; readonly name?: string | undefined; readonly isShared?: boolean | undefined }

export async function changeFilter(scope: FilterScope, { id, name, isShared }: FilterChange): Promise<SavedFilter> {
  const after = await scope.db.transaction<ProfileTables, FilterRow>('profile', async (tx) => {
    const seen = await lockChangeable(tx, scope, id)
    const row = { ...seen, name: name === undefined ? seen.name : nameOf(name), isShared: isShared ?? seen.isShared }
    // Names are those of the maker, whoever gives them.
    checkName(await lockOwnFilters(tx, { ...ownerOf(scope), userId: seen.userId }), row)
    await updateFilter(tx, row)
    if (row.isShared !== seen.isShared)
      await tell(tx, scope, { action: row.isShared ? 'saved_filter.shared' : 'saved_filter.unshared', row })
    else if (row.isShared && row.name !== seen.name) await tell(tx, scope, { action: 'saved_filter.renamed', row, before: seen })
    return row
  })
  return await shownOne(scope, after)
}

export async function deleteSavedFilter(scope: FilterScope, id: string): Promise<void> {
  await scope.db.transaction<ProfileTables, void>('profile', async (tx) => {
    const row = await lockChangeable(tx, scope, id)
    await deleteFilter(tx, id)
    if (row.isShared) await tell(tx, scope, { action: 'saved_filter.deleted', row })
  })
}

async function lockChangeable(tx: ProfileTx, scope: FilterScope, id: string): Promise<FilterRow> {
  const row = await lockVisibleFilter(tx, ownerOf(scope), id)
  if (row === undefined) throw profileError.filter_not_found()
  if (!mayChange(scope, row)) throw profileError.filter_of_somebody_else({ name: row.name })
  return row
}

const mayChange = ({ actorId, mayManage }: FilterScope, { userId }: FilterRow): boolean => userId === actorId || mayManage

function checkName(ofMaker: readonly FilterRow[], { id, page, name }: FilterRow): void {
  if (ofMaker.some((one) => one.id !== id && one.page === page && one.name === name))
    throw profileError.filter_name_taken({ name })
}

function nameOf(text: string): string {
  const name = text.trim().replaceAll('\0', '\uFFFD')
  if (name === '') throw profileError.empty_filter_name()
  return name
}

const ownerOf = ({ workspaceId, actorId }: FilterScope): Owner => ({ workspaceId, userId: actorId })

async function shown(scope: FilterScope, rows: readonly FilterRow[]): Promise<SavedFilter[]> {
  const names = await findUserNames(
    scope.db,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ userId, ...row }) => ({
    ...row,
    isOwn: userId === scope.actorId,
    mayChange: mayChange(scope, { userId, ...row }),
    maker: names.get(userId) ?? null,
  }))
}

async function shownOne(scope: FilterScope, row: FilterRow): Promise<SavedFilter> {
  const [filter] = await shown(scope, [row])
  if (filter === undefined) throw profileError.filter_not_found()
  return filter
}

type Told = {
  readonly action: 'saved_filter.shared' | 'saved_filter.unshared' | 'saved_filter.renamed' | 'saved_filter.deleted'
  readonly row: FilterRow
  readonly before?: FilterRow
}

/** What everybody sees is the affair of the workspace; what one person keeps for themselves is not. */
async function tell(tx: ProfileTx, scope: FilterScope, { action, row, before }: Told): Promise<void> {
  const { id, name, page, search } = row
  await record(tx, scope, {
    action,
    resourceType: 'saved_filter',
    resourceId: id,
    ...(before === undefined ? {} : { old: { name: before.name } }),
    ...(action === 'saved_filter.deleted' ? { old: { name, page, search } } : { new: { name, page, search } }),
  })
}
