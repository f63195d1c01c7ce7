import type { PersonalActivity } from '@steward/contract/api/profile'
import { sql, type Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { ProfileTables } from './profile.tables.ts'

/** The newest of a person; older ones make room. */
const keptMax = 1_000

export type NewActivity = {
  readonly id: string
  readonly userId: string
  readonly type: string
  readonly description: string | null
  readonly address: string | null
  readonly agent: string | null
  readonly metadata: { readonly workspaceId: string | null; readonly resourceId: string | null }
  readonly at: Date
}

export async function insertActivity(tx: Transaction<ProfileTables>, activity: NewActivity): Promise<void> {
  const { id, userId, type, description, address, agent, metadata, at } = activity
  await tx
    .insertInto('user_activities')
    .values({
      id,
      user_id: userId,
      activity_type: type.slice(0, 50),
      description,
      ip_address: address,
      user_agent: agent,
      metadata: jsonb({ ...metadata }),
      created_at: at,
    })
    .execute()
  // Looked for now and then: a few too many do no harm.
  if (at.getTime() % 20 !== 0) return
  await sql`delete from user_activities where user_id = ${userId} and id in (
    select id from user_activities where user_id = ${userId} order by created_at desc, id desc offset ${keptMax}
  )`.execute(tx)
}

export async function clearActivities(tx: Transaction<ProfileTables>, userId: string): Promise<void> {
  await tx.deleteFrom('user_activities').where('user_id', '=', userId).execute()
}

export async function listActivityRows(
  db: Databases,
  userId: string,
  page: { readonly after: { at: Date; id: string } | undefined; readonly limit: number },
): Promise<PersonalActivity[]> {
  const { after, limit } = page
  let query = db
    .kysely<ProfileTables>('profile')
    .selectFrom('user_activities')
    .select(['id', 'activity_type as type', 'description', 'ip_address as address', 'user_agent as agent', 'created_at as at'])
    .where('user_id', '=', userId)
  if (after !== undefined) query = query.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id})`)
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
