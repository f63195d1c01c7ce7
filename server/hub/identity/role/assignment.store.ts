import type { PermissionName } from '@steward/contract/permission'
import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import { knownPermissions, type RoleTx } from './role.store.ts'
import type { RoleTables } from './role.tables.ts'
import { findSystemRole } from './system-role.ts'

/** A role that a member was given beside the one they have as a member. */
export type AssignedRole = {
  readonly id: string
  readonly userId: string
  readonly memberId: string
  readonly roleId: string
  readonly roleName: string
  readonly permissions: readonly PermissionName[]
  /** Null: in the whole workspace. */
  readonly podId: string | null
  readonly assignedBy: string | null
  readonly assignedAt: Date
  /** Null: for ever. */
  readonly expiresAt: Date | null
}

/** What was given; the role's own row is missing where the wall hides those of the system. */
const selection = [
  'given.id',
  'given.user_id as userId',
  'given.member_id as memberId',
  'given.role_id as roleId',
  'role.name as roleName',
  'role.permissions',
  'given.pod_id as podId',
  'given.assigned_by as assignedBy',
  'given.assigned_at as assignedAt',
  'given.expires_at as expiresAt',
] as const

type Stored = Omit<AssignedRole, 'roleName' | 'permissions'> & { readonly roleName: string | null; readonly permissions: unknown }

function asAssigned({ permissions, ...row }: Stored): AssignedRole {
  const system = findSystemRole(row.roleId)
  return {
    ...row,
    roleName: system?.name ?? row.roleName ?? '',
    permissions: system?.permissions ?? knownPermissions(permissions),
  }
}

const given = (db: Databases | Transaction<RoleTables>) =>
  ('kysely' in db ? db.kysely<RoleTables>('identity') : db)
    .selectFrom('user_role_assignments as given')
    .leftJoin('user_roles as role', 'role.id', 'given.role_id')
    .select(selection)

/** What one member was given and has not lost. */
export async function findAssigned(db: Databases, memberId: string, now: Date): Promise<AssignedRole[]> {
  const rows = await given(db)
    .where('given.member_id', '=', memberId)
    .where((where) => where.or([where('given.expires_at', 'is', null), where('given.expires_at', '>', now)]))
    .execute()
  return rows.map(asAssigned)
}

/** What the members of a workspace were given and have not lost, by membership. */
export async function findAssignedByMember(
  db: Databases,
  of: { readonly workspaceId: string; readonly memberIds: readonly string[]; readonly now: Date },
): Promise<ReadonlyMap<string, AssignedRole[]>> {
  if (of.memberIds.length === 0) return new Map()
  const rows = await given(db)
    .where('given.workspace_id', '=', of.workspaceId)
    .where('given.member_id', 'in', [...of.memberIds])
    .where((where) => where.or([where('given.expires_at', 'is', null), where('given.expires_at', '>', of.now)]))
    .orderBy('given.id')
    .execute()
  return Map.groupBy(rows.map(asAssigned), (row) => row.memberId)
}

export type AssignmentFilter = {
  readonly workspaceId: string
  readonly now: Date
  readonly userId?: string | undefined
  readonly roleId?: string | undefined
  readonly podId?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Newest first; ids are made in the order of time. */
export async function listAssigned(db: Databases, filter: AssignmentFilter): Promise<AssignedRole[]> {
  let query = given(db)
    .where('given.workspace_id', '=', filter.workspaceId)
    .where((where) => where.or([where('given.expires_at', 'is', null), where('given.expires_at', '>', filter.now)]))
  if (filter.userId !== undefined) query = query.where('given.user_id', '=', filter.userId)
  if (filter.roleId !== undefined) query = query.where('given.role_id', '=', filter.roleId)
  if (filter.podId !== undefined) query = query.where('given.pod_id', '=', filter.podId)
  if (filter.after !== undefined) query = query.where('given.id', '<', filter.after)
  const rows = await query.orderBy('given.id', 'desc').limit(filter.limit).execute()
  return rows.map(asAssigned)
}

/** An assignment of the workspace, held until the transaction is over. */
export async function holdAssignment(
  tx: RoleTx,
  of: { readonly workspaceId: string; readonly id: string },
): Promise<AssignedRole | undefined> {
  const row = await given(tx)
    .where('given.workspace_id', '=', of.workspaceId)
    .where('given.id', '=', of.id)
    .forUpdate('given')
    .executeTakeFirst()
  return row === undefined ? undefined : asAssigned(row)
}

/** False when the member has this role for this place already. One that has expired gives way. */
export async function insertAssignment(
  tx: RoleTx,
  one: AssignedRole & { readonly workspaceId: string; readonly isSystem: boolean },
): Promise<boolean> {
  await tx
    .deleteFrom('user_role_assignments')
    .where('member_id', '=', one.memberId)
    .where('role_id', '=', one.roleId)
    .where(sql<boolean>`pod_id is not distinct from ${one.podId}::uuid`)
    .where('expires_at', '<=', one.assignedAt)
    .execute()
  const done = await tx
    .insertInto('user_role_assignments')
    .values({
      id: one.id,
      workspace_id: one.workspaceId,
      user_id: one.userId,
      member_id: one.memberId,
      role_id: one.roleId,
      role_scope_id: one.isSystem ? '00000000-0000-0000-0000-000000000000' : one.workspaceId,
      pod_id: one.podId,
      assigned_by: one.assignedBy,
      assigned_at: one.assignedAt,
      expires_at: one.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['member_id', 'role_id', 'pod_id']).doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export type Ended = Pick<AssignedRole, 'id' | 'userId' | 'roleId' | 'podId'> & { readonly workspaceId: string }

type Key = 'id' | 'member_id' | 'pod_id' | 'role_id'

/** Takes those assignments of a workspace away that have this id, or are of this member, pod or role. */
export async function removeAssignments(tx: RoleTx, workspaceId: string, key: Key, id: string): Promise<Ended[]> {
  return await tx
    .deleteFrom('user_role_assignments')
    .where('workspace_id', '=', workspaceId)
    .where(key, '=', id)
    .returning(ended)
    .execute()
}

const ended = ['id', 'user_id as userId', 'role_id as roleId', 'pod_id as podId', 'workspace_id as workspaceId'] as const

/** Takes some of those away whose time is over. What another process is at is left to it. */
export async function removeExpired(tx: RoleTx, now: Date, limit: number): Promise<Ended[]> {
  return await tx
    .deleteFrom('user_role_assignments')
    .where('id', 'in', (from) =>
      from
        .selectFrom('user_role_assignments')
        .select('id')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(ended)
    .execute()
}

/** Takes away what belongs to a workspace that is gone for good. A workspace has few roles, so one step is enough. */
export async function removeAllOfWorkspace(tx: RoleTx, workspaceId: string): Promise<void> {
  await tx.deleteFrom('user_role_assignments').where('workspace_id', '=', workspaceId).execute()
  await tx.deleteFrom('user_roles').where('workspace_id', '=', workspaceId).execute()
}
