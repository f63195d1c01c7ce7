import { isPermissionName, type PermissionName } from '@steward/contract/permission'
import { sql, type Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'
import { allSystemRoles, findSystemRole, type RoleRow } from './system-role.ts'
import type { RoleTables } from './role.tables.ts'

export type RoleTx = Transaction<RoleTables>

const columns = ['id', 'name', 'description', 'permissions', 'is_system as isSystem', 'revision'] as const

/** A permission that this version does not know allows nothing. */
export const knownPermissions = (stored: unknown): PermissionName[] =>
  Array.isArray(stored) ? stored.filter(isPermissionName) : []

type Stored = Omit<RoleRow, 'permissions'> & { readonly permissions: unknown }
const asRole = (row: Stored): RoleRow => ({ ...row, permissions: knownPermissions(row.permissions) })

/** The roles that the workspace made, by name. */
export async function listCustomRoles(db: Databases, workspaceId: string): Promise<RoleRow[]> {
  const rows = await db
    .kysely<RoleTables>('identity')
    .selectFrom('user_roles')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .orderBy(sql`lower(name)`)
    .execute()
  return rows.map(asRole)
}

/** A role that can be assigned in the workspace. It cannot be changed or deleted before the transaction is over. */
export async function holdRole(tx: RoleTx, of: { workspaceId: string; roleId: string }): Promise<RoleRow | undefined> {
  const system = findSystemRole(of.roleId)
  if (system !== undefined) return system
  return await findCustomRole(tx, of, 'share')
}

/** A role that the workspace made; undefined for those of the system and of others. */
export async function findCustomRole(
  tx: RoleTx,
  { workspaceId, roleId }: { workspaceId: string; roleId: string },
  lock: 'share' | 'update',
): Promise<RoleRow | undefined> {
  const query = tx.selectFrom('user_roles').select(columns).where('workspace_id', '=', workspaceId).where('id', '=', roleId)
  const row = await (lock === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst()
  return row === undefined ? undefined : asRole(row)
}

export async function countCustomRoles(tx: RoleTx, workspaceId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('user_roles')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Another role of the workspace that has this name, however it is cased. */
export async function isNameTaken(
  tx: RoleTx,
  role: { readonly workspaceId: string; readonly id: string; readonly name: string },
): Promise<boolean> {
  // Whoever gives a name waits for whoever is just giving one, so the look below sees it.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`roles of ${role.workspaceId}`}, 0))`.execute(tx)
  const found = await tx
    .selectFrom('user_roles')
    .select('id')
    .where('workspace_id', '=', role.workspaceId)
    .where((where) => where(where.fn<string>('lower', ['name']), '=', where.fn<string>('lower', [where.val(role.name)])))
    .where('id', '<>', role.id)
    .executeTakeFirst()
  return found !== undefined
}

export async function insertRole(tx: RoleTx, role: RoleRow & { readonly workspaceId: string }): Promise<void> {
  const { id, workspaceId, name, description, permissions } = role
  await tx
    .insertInto('user_roles')
    .values({ id, workspace_id: workspaceId, name, description, permissions: jsonb([...permissions]) })
    .execute()
}

export async function updateRole(tx: RoleTx, role: RoleRow & { readonly workspaceId: string }): Promise<void> {
  const { id, workspaceId, name, description, permissions, revision } = role
  await tx
    .updateTable('user_roles')
    .set({ name, description, permissions: jsonb([...permissions]), revision })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function removeRole(tx: RoleTx, of: { workspaceId: string; roleId: string }): Promise<void> {
  await tx.deleteFrom('user_roles').where('workspace_id', '=', of.workspaceId).where('id', '=', of.roleId).execute()
}

/** Brings the rows of the system's roles in step with the code. Writes only what differs. */
export async function keepSystemRoles(db: Databases): Promise<void> {
  const wanted = allSystemRoles.map(({ id, name, description, permissions }) => ({ id, name, description, permissions }))
  await db.pool('identity').query(
    `insert into user_roles (id, name, description, permissions, is_system)
     select id, name, description, permissions, true
       from jsonb_to_recordset($1::jsonb) as wanted (id uuid, name text, description text, permissions jsonb)
     on conflict (id) do update
       set name = excluded.name, description = excluded.description, permissions = excluded.permissions
       where (user_roles.name, user_roles.description, user_roles.permissions)
         is distinct from (excluded.name, excluded.description, excluded.permissions)`,
    [JSON.stringify(wanted)],
  )
}
