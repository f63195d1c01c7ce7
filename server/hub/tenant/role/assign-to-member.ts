import { type AssignedRole, assignRole, type GiverScope } from '#hub/identity'
import { tenantError } from '../errors.ts'
import { holdMembership, holdPod } from '../pod/pod.store.ts'
import type { PodTables } from '../pod/pod.tables.ts'

type Wanted = {
  readonly userId: string
  readonly roleId: string
  readonly podId: string | null
  readonly expiresAt: Date | null
}

/**
 * Gives a member a role. Membership and pod are held meanwhile: whoever ends one of them at the same moment waits,
 * and then takes the role away as well.
 */
export async function assignToMember(giver: GiverScope, input: Wanted): Promise<AssignedRole> {
  const { workspaceId } = giver
  return await giver.db.transaction<PodTables, AssignedRole>('tenant', async (tx) => {
    const memberId = await holdMembership(tx, { workspaceId, userId: input.userId })
    if (memberId === undefined) throw tenantError.member_not_found()
    if (input.podId !== null && (await holdPod(tx, { workspaceId, id: input.podId }, 'use')) === undefined)
      throw tenantError.pod_not_found()
    return await assignRole(giver, { ...input, memberId })
  })
}
