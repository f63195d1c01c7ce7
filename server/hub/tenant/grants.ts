import type { Grants } from '@steward/contract/permission'
import type { Databases } from '#db'
import { assignedRoles, type User, watchRoles } from '#hub/identity'
import { grantsOf, holdingsOf } from './holding.ts'
import { managedPods, watchPods } from './pod/managed-pods.ts'
import type { Membership } from './workspace.store.ts'

type Who = {
  readonly user: Pick<User, 'id' | 'isAdmin'>
  readonly membership: Pick<Membership, 'memberId' | 'workspaceId' | 'role'>
  readonly now: Date
}

/**
 * What a member may do at this moment: by their role, by the roles they were given beside it and have not lost, by the
 * pods they manage; and, for an administrator of the installation, what holds for all of it. The databases are those
 * without the wall, by which changes are heard of.
 */
export async function findGrants(db: Databases, { user, membership, now }: Who): Promise<Grants> {
  const { memberId, workspaceId, role } = membership
  const [assigned, managed] = await Promise.all([
    assignedRoles(db, memberId, now),
    managedPods(db, { memberId, workspaceId, userId: user.id }, now),
  ])
  return grantsOf(holdingsOf({ role, isAdmin: user.isAdmin, assigned, managed }), now)
}

/** Hears when any process changes what somebody may do. */
export async function watchGrants(db: Databases, heard: () => void): Promise<() => Promise<void>> {
  const hearing = [await watchRoles(db, heard), await watchPods(db, heard)]
  return async () => {
    await Promise.all(hearing.map(async (stop) => stop()))
  }
}
