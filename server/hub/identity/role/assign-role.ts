import { newId } from '#base/id'
import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetRoles } from './assigned-roles.ts'
import { type AssignedRole, insertAssignment } from './assignment.store.ts'
import { type GiverScope, requireHeld } from './giver.ts'
import { holdRole } from './role.store.ts'
import type { RoleTables } from './role.tables.ts'
import { systemRoleId } from './system-role.ts'

export type NewAssignment = {
  readonly userId: string
  /** Their membership of the workspace; whoever calls holds it until this is done. */
  readonly memberId: string
  readonly roleId: string
  readonly podId: string | null
  readonly expiresAt: Date | null
}

/** Gives a member a role. Nobody gives one to themselves, or one that holds more than they do. */
export async function assignRole(giver: GiverScope, input: NewAssignment): Promise<AssignedRole> {
  const { workspaceId, actorId, now } = giver
  if (input.userId === actorId) throw identityError.role_for_oneself()
  if (input.roleId.toLowerCase() === systemRoleId('owner')) throw identityError.owner_not_assigned()
  if (input.expiresAt !== null && input.expiresAt <= now) throw identityError.role_expires_in_past()
  const assigned = await giver.db.transaction<RoleTables, AssignedRole>('identity', async (tx) => {
    const role = await holdRole(tx, { workspaceId, roleId: input.roleId })
    if (role === undefined) throw identityError.role_not_found()
    requireHeld(giver, { permissions: role.permissions, podId: input.podId, until: input.expiresAt })
    const made: AssignedRole = {
      ...input,
      id: newId(),
      roleId: role.id,
      roleName: role.name,
      permissions: role.permissions,
      assignedBy: actorId,
      assignedAt: now,
    }
    if (!(await insertAssignment(tx, { ...made, workspaceId, isSystem: role.isSystem })))
      throw identityError.role_already_assigned({ name: role.name })
    await record(tx, giver, {
      action: 'role.assigned',
      resourceType: 'role_assignment',
      resourceId: made.id,
      new: {
        userId: made.userId,
        role: role.name,
        roleId: role.id,
        podId: made.podId,
        expiresAt: made.expiresAt?.toISOString() ?? null,
      },
    })
    return made
  })
  await forgetRoles(giver.everywhere)
  return assigned
}
