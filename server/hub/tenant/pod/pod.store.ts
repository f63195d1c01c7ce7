import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { PodTables } from './pod.tables.ts'

export type PodTx = Transaction<PodTables>

export type PodRow = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly createdAt: Date
}

export type CountedPod = PodRow & { readonly members: number; readonly managers: number }

export type PodMemberRow = { readonly userId: string; readonly isManager: boolean; readonly since: Date }

const columns = ['pods.id', 'pods.slug', 'pods.name', 'pods.description', 'pods.created_at as createdAt'] as const

/** The pods of a workspace by name, or one of them, with how many are in it. */
export async function listPods(db: Databases, of: { readonly workspaceId: string; readonly id?: string }): Promise<CountedPod[]> {
  let query = db
    .kysely<PodTables>('tenant')
    .selectFrom('pods')
    .leftJoin('pod_members as member', (join) =>
      join.onRef('member.workspace_id', '=', 'pods.workspace_id').onRef('member.pod_id', '=', 'pods.id'),
    )
    .select(columns)
    .select((select) => [
      select.fn.count<string>('member.user_id').as('members'),
      select.fn.count<string>('member.user_id').filterWhere('member.is_manager', '=', true).as('managers'),
    ])
    .where('pods.workspace_id', '=', of.workspaceId)
    .groupBy('pods.id')
  if (of.id !== undefined) query = query.where('pods.id', '=', of.id)
  const rows = await query.orderBy(sql`lower(pods.name)`).execute()
  return rows.map((row) => ({ ...row, members: Number(row.members), managers: Number(row.managers) }))
}

export async function listPodMembers(
  db: Databases,
  of: { readonly workspaceId: string; readonly podId: string },
): Promise<PodMemberRow[]> {
  return await db
    .kysely<PodTables>('tenant')
    .selectFrom('pod_members')
    .select(['user_id as userId', 'is_manager as isManager', 'created_at as since'])
    .where('workspace_id', '=', of.workspaceId)
    .where('pod_id', '=', of.podId)
    .orderBy('is_manager', 'desc')
    .orderBy('created_at')
    .execute()
}

/** Whoever makes or renames a pod waits for whoever is at it in the same workspace. */
export async function lockPodNames(tx: PodTx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`pods of ${workspaceId}`}, 0))`.execute(tx)
}

/** What the other pods of the workspace are called. */
export async function podNames(tx: PodTx, workspaceId: string, exceptId: string): Promise<{ name: string; slug: string }[]> {
  return await tx
    .selectFrom('pods')
    .select(['name', 'slug'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '<>', exceptId)
    .execute()
}

/** A pod that is not deleted before the transaction is over; to change it, nobody else does either. */
export async function holdPod(
  tx: PodTx,
  of: { readonly workspaceId: string; readonly id: string },
  why: 'change' | 'use',
): Promise<PodRow | undefined> {
  const query = tx.selectFrom('pods').select(columns).where('pods.workspace_id', '=', of.workspaceId).where('pods.id', '=', of.id)
  return await (why === 'change' ? query.forUpdate() : query.forKeyShare()).executeTakeFirst()
}

/** The membership of somebody, which does not end before the transaction is over; undefined when they are no member. */
export async function holdMembership(
  tx: PodTx,
  of: { readonly workspaceId: string; readonly userId: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('workspace_members')
    .select('id')
    .where('workspace_id', '=', of.workspaceId)
    .where('user_id', '=', of.userId)
    .forKeyShare()
    .executeTakeFirst()
  return row?.id
}

export async function insertPod(tx: PodTx, pod: PodRow & { readonly workspaceId: string; readonly by: string | null }) {
  const { id, workspaceId, slug, name, description, by, createdAt } = pod
  await tx
    .insertInto('pods')
    .values({ id, workspace_id: workspaceId, slug, name, description, created_by: by, created_at: createdAt })
    .execute()
}

export async function updatePod(tx: PodTx, pod: PodRow & { readonly workspaceId: string }): Promise<void> {
  await tx
    .updateTable('pods')
    .set({ name: pod.name, description: pod.description })
    .where('workspace_id', '=', pod.workspaceId)
    .where('id', '=', pod.id)
    .execute()
}

export async function removePod(tx: PodTx, of: { readonly workspaceId: string; readonly id: string }): Promise<void> {
  await tx.deleteFrom('pods').where('workspace_id', '=', of.workspaceId).where('id', '=', of.id).execute()
}

type Place = { readonly workspaceId: string; readonly podId: string; readonly userId: string }

/** Whether somebody manages the pod, or is in it at all (undefined when they are not), held for a change. */
export async function findPodMember(tx: PodTx, place: Place): Promise<{ isManager: boolean; since: Date } | undefined> {
  return await tx
    .selectFrom('pod_members')
    .select(['is_manager as isManager', 'created_at as since'])
    .where('workspace_id', '=', place.workspaceId)
    .where('pod_id', '=', place.podId)
    .where('user_id', '=', place.userId)
    .forUpdate()
    .executeTakeFirst()
}

export async function upsertPodMember(
  tx: PodTx,
  member: Place & { readonly isManager: boolean; readonly by: string | null; readonly now: Date },
): Promise<void> {
  await tx
    .insertInto('pod_members')
    .values({
      workspace_id: member.workspaceId,
      pod_id: member.podId,
      user_id: member.userId,
      is_manager: member.isManager,
      added_by: member.by,
      created_at: member.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'pod_id', 'user_id']).doUpdateSet({ is_manager: member.isManager, added_by: member.by }),
    )
    .execute()
}

export async function deletePodMember(tx: PodTx, place: Place): Promise<void> {
  await tx
    .deleteFrom('pod_members')
    .where('workspace_id', '=', place.workspaceId)
    .where('pod_id', '=', place.podId)
    .where('user_id', '=', place.userId)
    .execute()
}

export type ManagedPod = { readonly podId: string; readonly userId: string; readonly by: string | null; readonly since: Date }

/** The pods that people of a workspace manage. */
export async function findManagedPods(
  db: Databases,
  of: { readonly workspaceId: string; readonly userIds: readonly string[] },
): Promise<ManagedPod[]> {
  if (of.userIds.length === 0) return []
  return await db
    .kysely<PodTables>('tenant')
    .selectFrom('pod_members')
    .select(['pod_id as podId', 'user_id as userId', 'added_by as by', 'created_at as since'])
    .where('workspace_id', '=', of.workspaceId)
    .where(sql<boolean>`user_id = any(${[...of.userIds]}::uuid[])`)
    .where('is_manager', '=', true)
    .execute()
}
