import { can, type PermissionName } from '@steward/contract/permission'
import type { Databases } from '#db'
import { findActiveWorkspaceName } from '../workspace-names.store.ts'
import { grantsOf } from '../holding.ts'
import { findHolders } from './find-holders.ts'

type Wanted = {
  readonly workspaceId: string
  /** Null: it is enough to be a member. */
  readonly permission: PermissionName | null
  /** Those among them; everybody in the workspace without it. */
  readonly among?: readonly string[]
  readonly now: Date
}

/** The members of a workspace who may do something everywhere in it at this moment: read anew, never from memory. Nobody in one that is deleted. */
export async function findWhoMay(db: Databases, { workspaceId, permission, among, now }: Wanted): Promise<string[]> {
  if ((await findActiveWorkspaceName(db, workspaceId)) === undefined) return []
  const { holders } = await findHolders({ db, workspaceId, actorId: null, now }, among)
  return holders
    .filter(({ holdings }) => permission === null || can(grantsOf(holdings, now), permission))
    .map(({ userId }) => userId)
}
