import { podManagerRole, systemRoles } from '@steward/contract/permission'
import { record } from '#hub/audit'
import { type GiverScope, requireHeld } from '#hub/identity'
import { tenantError } from '../errors.ts'
import {
  deletePodMember,
  findPodMember,
  holdMembership,
  holdPod,
  type PodMemberRow,
  type PodTx,
  upsertPodMember,
} from './pod.store.ts'
import type { PodTables } from './pod.tables.ts'

type Place = { readonly podId: string; readonly userId: string }

/** Puts a member of the workspace into a pod, as manager or not. A manager gets a role by it, so it is given like one. */
export async function setPodMember(giver: GiverScope, input: Place & { readonly isManager: boolean }): Promise<PodMemberRow> {
  const { workspaceId, actorId, now } = giver
  const { podId, userId, isManager } = input
  return await giver.db.transaction<PodTables, PodMemberRow>('tenant', async (tx) => {
    await requirePod(tx, workspaceId, podId)
    if ((await holdMembership(tx, { workspaceId, userId })) === undefined) throw tenantError.member_not_found()
    const old = await findPodMember(tx, { workspaceId, podId, userId })
    if ((old?.isManager ?? false) !== isManager) requireMayManage(giver, { podId, userId, isManager })
    await upsertPodMember(tx, { workspaceId, podId, userId, isManager, by: actorId, now })
    await record(tx, giver, {
      action: old === undefined ? 'pod.member_added' : 'pod.member_changed',
      resourceType: 'pod',
      resourceId: podId,
      ...(old === undefined ? {} : { old: { userId, isManager: old.isManager } }),
      new: { userId, isManager },
    })
    return { userId, isManager, since: old?.since ?? now }
  })
}

export async function removePodMember(giver: GiverScope, { podId, userId }: Place): Promise<void> {
  const { workspaceId } = giver
  await giver.db.transaction<PodTables, void>('tenant', async (tx) => {
    await requirePod(tx, workspaceId, podId)
    const old = await findPodMember(tx, { workspaceId, podId, userId })
    if (old === undefined) throw tenantError.member_not_found()
    if (old.isManager) requireMayManage(giver, { podId, userId, isManager: false })
    await deletePodMember(tx, { workspaceId, podId, userId })
    await record(tx, giver, {
      action: 'pod.member_removed',
      resourceType: 'pod',
      resourceId: podId,
      old: { userId, isManager: old.isManager },
    })
  })
}

async function requirePod(tx: PodTx, workspaceId: string, podId: string): Promise<void> {
  if ((await holdPod(tx, { workspaceId, id: podId }, 'use')) === undefined) throw tenantError.pod_not_found()
}

/** Whoever stops managing needs nobody's right for it. */
function requireMayManage(giver: GiverScope, { podId, userId, isManager }: Place & { readonly isManager: boolean }): void {
  if (userId === giver.actorId) {
    if (isManager) throw tenantError.pod_manager_self()
    return
  }
  requireHeld(giver, { permissions: systemRoles[podManagerRole], podId, until: null })
}
