import { sql } from 'kysely'
import type { Databases } from '#db'
import type { Role } from '#http'
import type { PodTables } from '../pod/pod.tables.ts'

export type MemberStanding = {
  readonly memberId: string
  readonly userId: string
  readonly role: Role
  readonly invitedBy: string | null
  readonly joinedAt: Date
}

/** The members of a workspace in the order of joining, or those that are named, with the roles they have as members. */
export async function listStandings(
  db: Databases,
  of: { readonly workspaceId: string; readonly userIds?: readonly string[] },
  limit: number,
): Promise<MemberStanding[]> {
  let query = db
    .kysely<PodTables>('tenant')
    .selectFrom('workspace_members')
    .select(['id as memberId', 'user_id as userId', 'role', 'invited_by as invitedBy', 'created_at as joinedAt'])
    .where('workspace_id', '=', of.workspaceId)
  if (of.userIds !== undefined) query = query.where(sql<boolean>`user_id = any(${[...of.userIds]}::uuid[])`)
  return await query.orderBy('id').limit(limit).execute()
}
