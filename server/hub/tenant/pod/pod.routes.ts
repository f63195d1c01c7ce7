import * as contract from '@steward/contract/api/pod'
import type { Scope } from '#db'
import { requirePermissionOn, route, type Route } from '#http'
import { findPeople } from '#hub/identity'
import { tenantError } from '../errors.ts'
import { giverOf } from '../role/giver-of.ts'
import { setPodMember, removePodMember } from './change-pod-members.ts'
import { changePod, createPod, deletePod } from './change-pod.ts'
import { forgetPods } from './managed-pods.ts'
import { type CountedPod, listPodMembers, listPods, type PodMemberRow } from './pod.store.ts'

export const podRoutes: readonly Route[] = [
  route(contract.listPods, async ({ scope }) => ({ items: (await listPods(scope.db, scope)).map(asAnswer) })),

  route(contract.createPod, async ({ scope, body }) => {
    const { name, description = null, slug } = body
    const pod = await createPod(scope, { name, description, slug })
    return asAnswer({ ...pod, members: 0, managers: 0 })
  }),

  route(contract.getPod, async ({ scope, params }) => {
    const pod = await showPod(scope, params.id)
    const members = await listPodMembers(scope.db, { workspaceId: scope.workspaceId, podId: params.id })
    return { pod, members: await withNames(scope, members) }
  }),

  route(contract.changePod, async ({ scope, actor, params, body }) => {
    requirePermissionOn(actor, 'pod:manage', { podId: params.id })
    await changePod(scope, { ...body, id: params.id })
    return await showPod(scope, params.id)
  }),

  route(contract.deletePod, async ({ db, scope, actor, params }) => {
    requirePermissionOn(actor, 'pod:manage', { podId: params.id })
    await deletePod(scope, params.id)
    await forgetPods(db)
  }),

  route(contract.setPodMember, async (call) => {
    const { id: podId, userId } = call.params
    requirePermissionOn(call.actor, 'pod:manage', { podId })
    const member = await setPodMember(await giverOf(call), { podId, userId, isManager: call.body.isManager })
    await forgetPods(call.db)
    const [named] = await withNames(call.scope, [member])
    if (named === undefined) throw tenantError.member_not_found()
    return named
  }),

  route(contract.removePodMember, async (call) => {
    const { id: podId, userId } = call.params
    requirePermissionOn(call.actor, 'pod:manage', { podId })
    await removePodMember(await giverOf(call), { podId, userId })
    await forgetPods(call.db)
  }),
]

async function showPod({ db, workspaceId }: Scope, id: string): Promise<contract.Pod> {
  const [pod] = await listPods(db, { workspaceId, id })
  if (pod === undefined) throw tenantError.pod_not_found()
  return asAnswer(pod)
}

async function withNames({ db }: Scope, members: readonly PodMemberRow[]): Promise<contract.PodMember[]> {
  const people = await findPeople(
    db,
    members.map((member) => member.userId),
  )
  return members.map(({ userId, isManager, since }) => ({
    user: { id: userId, name: people.get(userId)?.name ?? '', email: people.get(userId)?.email ?? '' },
    isManager,
    since: since.toISOString(),
  }))
}

function asAnswer({ id, slug, name, description, members, managers, createdAt }: CountedPod): contract.Pod {
  return { id, slug, name, description, members, managers, createdAt: createdAt.toISOString() }
}
