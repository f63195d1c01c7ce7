import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetRoles } from './assigned-roles.ts'
import { removeAssignments } from './assignment.store.ts'
import { type GiverScope, requireHeld } from './giver.ts'
import { findCustomRole, removeRole } from './role.store.ts'
import type { RoleTables } from './role.tables.ts'
import { findSystemRole } from './system-role.ts'

/** Deletes a role of the workspace. Who has it loses it at once; the audit line says who that was. */
export async function deleteRole(giver: GiverScope, roleId: string): Promise<void> {
  if (findSystemRole(roleId) !== undefined) throw identityError.role_of_system()
  const { workspaceId } = giver
  await giver.db.transaction<RoleTables, void>('identity', async (tx) => {
    const role = await findCustomRole(tx, { workspaceId, roleId }, 'update')
    if (role === undefined) throw identityError.role_not_found()
    requireHeld(giver, { permissions: role.permissions, podId: null, until: null })
    const ended = await removeAssignments(tx, workspaceId, 'role_id', role.id)
    await removeRole(tx, { workspaceId, roleId: role.id })
    await record(tx, giver, {
      action: 'role.deleted',
      resourceType: 'role',
      resourceId: role.id,
      old: { name: role.name, permissions: [...role.permissions] },
      metadata: { takenFrom: ended.map(({ userId }) => userId) },
    })
  })
  await forgetRoles(giver.everywhere)
}
