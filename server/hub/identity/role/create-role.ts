import type { PermissionName } from '@steward/contract/permission'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { type GiverScope, requireGivable } from './giver.ts'
import { roleName } from './role-name.ts'
import { countCustomRoles, insertRole, isNameTaken } from './role.store.ts'
import type { RoleTables } from './role.tables.ts'
import type { RoleRow } from './system-role.ts'

/** More would help nobody to see who may what. */
const maxRoles = 200

export type NewRole = {
  readonly name: string
  readonly description: string | null
  readonly permissions: readonly PermissionName[]
}

/** Makes a role of the workspace. Nobody has it yet. */
export async function createRole(giver: GiverScope, input: NewRole): Promise<RoleRow> {
  requireGivable(giver, input.permissions)
  const { workspaceId } = giver
  const role: RoleRow = {
    id: newId(),
    name: roleName(input.name),
    description: input.description,
    permissions: [...new Set(input.permissions)],
    isSystem: false,
    revision: 1,
  }
  await giver.db.transaction<RoleTables, void>('identity', async (tx) => {
    if (await isNameTaken(tx, { ...role, workspaceId })) throw identityError.role_name_taken({ name: role.name })
    if ((await countCustomRoles(tx, workspaceId)) >= maxRoles) throw identityError.too_many_roles({ limit: maxRoles })
    await insertRole(tx, { ...role, workspaceId })
    await record(tx, giver, {
      action: 'role.created',
      resourceType: 'role',
      resourceId: role.id,
      new: { name: role.name, permissions: [...role.permissions] },
    })
  })
  return role
}
