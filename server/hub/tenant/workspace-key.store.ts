import type { Databases } from '#db'
import type { TenantTables } from './workspace.store.ts'

/** Who is a member of a workspace, by the ids of people. */
export async function findMemberIds(db: Databases, workspaceId: string): Promise<string[]> {
  const rows = await db
    .kysely<TenantTables>('tenant')
    .selectFrom('workspace_members')
    .select('user_id as userId')
    .where('workspace_id', '=', workspaceId)
    .execute()
  return rows.map((row) => row.userId)
}
