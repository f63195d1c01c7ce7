import type { Transaction } from 'kysely'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetRoles } from './assigned-roles.ts'
import { type Ended, holdAssignment, removeAssignments } from './assignment.store.ts'
import { type GiverScope, requireHeld } from './giver.ts'
import type { RoleTables } from './role.tables.ts'

/** Takes an assigned role away, from the next request on. Everybody may give up their own. */
export async function endAssignment(giver: GiverScope, id: string): Promise<void> {
  const { workspaceId } = giver
  await giver.db.transaction<RoleTables, void>('identity', async (tx) => {
    const given = await holdAssignment(tx, { workspaceId, id })
    if (given === undefined) throw identityError.assignment_not_found()
    if (given.userId !== giver.actorId)
      requireHeld(giver, { permissions: given.permissions, podId: given.podId, until: given.expiresAt })
    await recordEnds(tx, giver, { ended: await removeAssignments(tx, workspaceId, 'id', given.id), reason: 'taken' })
  })
  await forgetRoles(giver.everywhere)
}

type End = {
  readonly ended: readonly Ended[]
  readonly reason: 'taken' | 'expired' | 'member_ended' | 'pod_deleted'
}

/** A line for each role that somebody has no longer. */
export async function recordEnds(
  tx: Transaction<RoleTables>,
  by: Pick<By, 'actorId' | 'now' | 'from'>,
  { ended, reason }: End,
): Promise<void> {
  for (const { id, userId, roleId, podId, workspaceId } of ended) {
    await record(
      tx,
      { ...by, workspaceId },
      {
        action: reason === 'expired' ? 'role.expired' : 'role.unassigned',
        resourceType: 'role_assignment',
        resourceId: id,
        old: { userId, roleId, podId },
        metadata: { reason },
      },
    )
  }
}
