import { can } from '@steward/contract/permission'
import type { Databases } from '#db'
import { findHolders, grantsOf } from '#hub/tenant'
import type { QueryRow } from '../access.tables.ts'
import type { InstanceRow } from './instance.store.ts'
import { visibleTo } from './may-see.ts'

/** Whether who submitted a query might submit it at this moment: as a member, with the right to, at an instance that they see. */
export async function mayStillSubmit(
  db: Databases,
  { workspace_id: workspaceId, user_id: userId }: Pick<QueryRow, 'workspace_id' | 'user_id'>,
  instance: InstanceRow,
  now: Date,
): Promise<boolean> {
  const [holder] = (await findHolders({ db, workspaceId, actorId: null, now }, [userId])).holders
  if (holder === undefined) return false
  const grants = grantsOf(holder.holdings, now)
  if (!can(grants, 'query:submit', { podId: instance.podId })) return false
  return (await visibleTo(db, { userId, workspaceId, grants }, [instance])).length > 0
}
