import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetRoles } from './assigned-roles.ts'
import type { NewRole } from './create-role.ts'
import { type GiverScope, requireGivable, requireHeld } from './giver.ts'
import { roleName } from './role-name.ts'
import { findCustomRole, isNameTaken, updateRole } from './role.store.ts'
import type { RoleTables } from './role.tables.ts'
import { findSystemRole, type RoleRow } from './system-role.ts'

export type RoleChange = Partial<NewRole> & {
  readonly roleId: string
  /** Of the role that the change was made on. */
  readonly revision: number
}

/** Changes a role of the workspace; who has it holds what it holds from the next request on. Of two at once the second is told. */
export async function changeRole(giver: GiverScope, input: RoleChange): Promise<RoleRow> {
  if (findSystemRole(input.roleId) !== undefined) throw identityError.role_of_system()
  const { workspaceId } = giver
  const changed = await giver.db.transaction<RoleTables, RoleRow>('identity', async (tx) => {
    // The lock of the name comes first, as where a role is made, so that two of them never wait for each other.
    const name = input.name === undefined ? undefined : roleName(input.name)
    if (name !== undefined && (await isNameTaken(tx, { workspaceId, id: input.roleId, name })))
      throw identityError.role_name_taken({ name })
    const old = await findCustomRole(tx, { workspaceId, roleId: input.roleId }, 'update')
    if (old === undefined) throw identityError.role_not_found()
    if (old.revision !== input.revision) throw identityError.role_changed_meanwhile()
    const role = {
      ...old,
      name: name ?? old.name,
      description: input.description === undefined ? old.description : input.description,
      permissions: [...new Set(input.permissions ?? old.permissions)],
      revision: old.revision + 1,
    }
    requireHeld(giver, { permissions: old.permissions, podId: null, until: null })
    requireGivable(giver, role.permissions)
    await updateRole(tx, { ...role, workspaceId })
    await record(tx, giver, {
      action: 'role.changed',
      resourceType: 'role',
      resourceId: role.id,
      old: { name: old.name, description: old.description, permissions: [...old.permissions] },
      new: { name: role.name, description: role.description, permissions: role.permissions },
    })
    return role
  })
  await forgetRoles(giver.everywhere)
  return changed
}
