import { sql } from 'kysely'
import type { Databases } from '#db'
import type { PodTables } from './pod/pod.tables.ts'

/** Those of these people who are members of the workspace. */
export async function membersAmong(db: Databases, workspaceId: string, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return []
  const rows = await db
    .kysely<PodTables>('tenant')
    .selectFrom('workspace_members')
    .select('user_id as userId')
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .execute()
  return rows.map((row) => row.userId)
}

/** Names of pods of a workspace by their ids; those that are gone are missing. */
export async function findPodNames(
  db: Databases,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .kysely<PodTables>('tenant')
    .selectFrom('pods')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The pods that somebody is in, as manager or not. */
export async function findPodsOf(db: Databases, workspaceId: string, userId: string): Promise<string[]> {
  const rows = await db
    .kysely<PodTables>('tenant')
    .selectFrom('pod_members')
    .select('pod_id as podId')
    .where('workspace_id', '=', workspaceId)
    .where('user_id', '=', userId)
    .execute()
  return rows.map((row) => row.podId)
}
