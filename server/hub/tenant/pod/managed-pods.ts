import type { Databases } from '#db'
import { sharedLookup } from '#hub/identity'
import { findManagedPods, type ManagedPod } from './pod.store.ts'

const lookup = sharedLookup<readonly ManagedPod[]>('tenant', 'pods_changed')

/** The pods that a member manages, from memory where it was asked a moment ago. */
export async function managedPods(
  db: Databases,
  member: { readonly memberId: string; readonly workspaceId: string; readonly userId: string },
  now: Date,
): Promise<readonly ManagedPod[]> {
  const { memberId, workspaceId, userId } = member
  return await lookup.find(db, { key: memberId, now }, () => findManagedPods(db, { workspaceId, userIds: [userId] }))
}

/** To be called after a commit that changed who manages a pod. */
export const forgetPods = lookup.forget
export const watchPods = lookup.watch
