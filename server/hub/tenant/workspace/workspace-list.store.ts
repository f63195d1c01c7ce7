import { sql } from 'kysely'
import type { Databases } from '#db'
import type { Role } from '#http'
import type { TenantTables } from '../tenant.tables.ts'

export type MyWorkspaceRow = {
  readonly id: string
  readonly name: string
  readonly slug: string | null
  readonly role: Role
  readonly members: number
  readonly logo: string | null
  readonly purgeAt: Date | null
}

/** The workspaces of a person, in the order in which they joined, and those of theirs that wait to be deleted. */
export async function listWorkspacesOf(db: Databases, userId: string): Promise<MyWorkspaceRow[]> {
  return await tables(db)
    .selectFrom('workspace_members as mine')
    .innerJoin('workspaces', 'workspaces.id', 'mine.workspace_id')
    .leftJoin('workspace_logos as logo', 'logo.workspace_id', 'workspaces.id')
    .select(['workspaces.id', 'workspaces.name', 'workspaces.slug', 'mine.role', 'logo.digest as logo', 'purge_at as purgeAt'])
    .select(sql<number>`(select count(*)::int from workspace_members m where m.workspace_id = workspaces.id)`.as('members'))
    .where('mine.user_id', '=', userId)
    .where((where) => where.or([where('workspaces.is_active', '=', true), where('mine.role', '=', 'owner')]))
    .orderBy('mine.created_at')
    .orderBy('mine.id')
    .execute()
}

export async function countOwned(db: Databases, userId: string): Promise<number> {
  const { count } = await tables(db)
    .selectFrom('workspaces')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('owner_id', '=', userId)
    .executeTakeFirstOrThrow()
  return count
}

export type PublicWorkspaceRow = {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly industry: string | null
  readonly ownerId: string
  readonly logo: string | null
  readonly isMember: boolean
}

export async function listPublicRows(
  db: Databases,
  userId: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<PublicWorkspaceRow[]> {
  let query = tables(db)
    .selectFrom('workspaces')
    .leftJoin('tenant_profiles as profile', 'profile.workspace_id', 'workspaces.id')
    .leftJoin('workspace_logos as logo', 'logo.workspace_id', 'workspaces.id')
    .select(['workspaces.id', 'name', 'description', 'industry', 'owner_id as ownerId', 'logo.digest as logo'])
    .select(
      sql<boolean>`exists (select from workspace_members m where m.workspace_id = workspaces.id and m.user_id = ${userId})`.as(
        'isMember',
      ),
    )
    .where('visibility', '=', 'PUBLIC')
    .where('is_active', '=', true)
  if (page.after !== undefined) query = query.where('workspaces.id', '>', page.after)
  return await query.orderBy('workspaces.id').limit(page.limit).execute()
}

export type LogoRow = { readonly mediaType: string; readonly image: Buffer; readonly digest: string }

/** The logo of a workspace that the person is a member of, is invited to, or that everybody may find. */
export async function findVisibleLogo(
  db: Databases,
  which: { readonly workspaceId: string; readonly userId: string },
): Promise<LogoRow | undefined> {
  return await tables(db)
    .selectFrom('workspace_logos as logo')
    .innerJoin('workspaces', 'workspaces.id', 'logo.workspace_id')
    .select(['media_type as mediaType', 'image', 'digest'])
    .where('logo.workspace_id', '=', which.workspaceId)
    .where((where) =>
      where.or([
        where('visibility', '=', 'PUBLIC'),
        sql<boolean>`exists (select from workspace_members m where m.workspace_id = workspaces.id and m.user_id = ${which.userId})`,
      ]),
    )
    .executeTakeFirst()
}

const tables = (db: Databases) => db.kysely<TenantTables>('tenant')
