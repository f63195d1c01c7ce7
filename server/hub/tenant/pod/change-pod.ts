import { newId } from '#base/id'
import { publish } from '#db'
import type { RequestScope } from '#http'
import { record } from '#hub/audit'
import { tenantError } from '../errors.ts'
import { podName, slugOf } from './pod-name.ts'
import { holdPod, insertPod, lockPodNames, podNames, type PodRow, removePod, updatePod } from './pod.store.ts'
import type { PodTables } from './pod.tables.ts'

/** More would help nobody to see who belongs where. */
const maxPods = 500

type NewPod = { readonly name: string; readonly description: string | null; readonly slug: string | undefined }

export async function createPod(scope: RequestScope, input: NewPod): Promise<PodRow> {
  const { workspaceId, actorId, now } = scope
  const name = podName(input.name)
  return await scope.db.transaction<PodTables, PodRow>('tenant', async (tx) => {
    await lockPodNames(tx, workspaceId)
    const id = newId()
    const others = await podNames(tx, workspaceId, id)
    if (others.length >= maxPods) throw tenantError.too_many_pods({ limit: maxPods })
    refuseTaken(name, others)
    const slugs = new Set(others.map((other) => other.slug))
    if (input.slug !== undefined && slugs.has(input.slug)) throw tenantError.pod_slug_taken({ slug: input.slug })
    const pod = { id, slug: input.slug ?? slugOf(name, slugs), name, description: input.description, createdAt: now }
    await insertPod(tx, { ...pod, workspaceId, by: actorId })
    await record(tx, scope, { action: 'pod.created', resourceType: 'pod', resourceId: id, new: { name, slug: pod.slug } })
    return pod
  })
}

type PodChange = { readonly id: string; readonly name?: string | undefined; readonly description?: string | null | undefined }

export async function changePod(scope: RequestScope, input: PodChange): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<PodTables, void>('tenant', async (tx) => {
    await lockPodNames(tx, workspaceId)
    const old = await holdPod(tx, { workspaceId, id: input.id }, 'change')
    if (old === undefined) throw tenantError.pod_not_found()
    const name = input.name === undefined ? old.name : podName(input.name)
    refuseTaken(name, await podNames(tx, workspaceId, old.id))
    const description = input.description === undefined ? old.description : input.description
    await updatePod(tx, { ...old, workspaceId, name, description })
    await record(tx, scope, {
      action: 'pod.changed',
      resourceType: 'pod',
      resourceId: old.id,
      old: { name: old.name, description: old.description },
      new: { name, description },
    })
  })
}

/** Deletes a pod with its list of people. Roles that were given for it are taken away by whom they belong to. */
export async function deletePod(scope: RequestScope, id: string): Promise<void> {
  const { workspaceId } = scope
  await scope.db.transaction<PodTables, void>('tenant', async (tx) => {
    const pod = await holdPod(tx, { workspaceId, id }, 'change')
    if (pod === undefined) throw tenantError.pod_not_found()
    await removePod(tx, { workspaceId, id: pod.id })
    await publish(tx, { type: 'pod.deleted', key: pod.id, payload: { workspaceId, podId: pod.id } })
    await record(tx, scope, {
      action: 'pod.deleted',
      resourceType: 'pod',
      resourceId: pod.id,
      old: { name: pod.name, slug: pod.slug },
    })
  })
}

function refuseTaken(name: string, others: readonly { readonly name: string }[]): void {
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) throw tenantError.pod_name_taken({ name })
}
