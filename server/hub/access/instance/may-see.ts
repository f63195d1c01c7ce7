import { can, type Grants } from '@steward/contract/permission'
import type { Databases } from '#db'
import { findPodsOf } from '#hub/tenant'
import type { InstanceRow } from './instance.store.ts'

/** Who looks, as far as it matters for what they may see. */
export type Viewer = { readonly userId: string; readonly workspaceId: string; readonly grants: Grants }

type Guarded = Pick<InstanceRow, 'podId' | 'readers'>

/**
 * Whether somebody may see an instance with its queries. Who manages it or decides about its queries may; of the
 * others who may see queries there, those whom it names, where it names any.
 */
export function maySee({ grants, userId }: Viewer, { podId, readers }: Guarded, pods: readonly string[]): boolean {
  if (can(grants, 'instance:manage') || can(grants, 'query:decide', { podId })) return true
  if (!can(grants, 'query:read', { podId })) return false
  return readers === null || readers.people.includes(userId) || readers.pods.some((pod) => pods.includes(pod))
}

/** Those of the instances that somebody may see. */
export async function visibleTo<T extends Guarded>(db: Databases, viewer: Viewer, instances: readonly T[]): Promise<T[]> {
  const isByPod = instances.some(({ readers }) => readers !== null && readers.pods.length > 0)
  const pods = isByPod ? await findPodsOf(db, viewer.workspaceId, viewer.userId) : []
  return instances.filter((one) => maySee(viewer, one, pods))
}
