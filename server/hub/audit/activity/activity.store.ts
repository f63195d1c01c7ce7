import { sql, type Transaction } from 'kysely'
import type pg from 'pg'
import type { AuditMeans } from '@steward/contract/api/audit'
import type { NewActivity } from './activity-of.ts'

type Named = Pick<NewActivity, 'workspaceId' | 'type' | 'resourceId'>

/** What things were called last, by `workspace type id`. */
export async function findLastNames<Tables>(tx: Transaction<Tables>, things: readonly Named[]): Promise<Map<string, string>> {
  const wanted = [...new Map(things.map((one) => [`${one.workspaceId} ${one.type} ${one.resourceId}`, one])).values()]
  const { rows } = await sql<{ key: string; name: string }>`
    select concat_ws(' ', wanted.workspace_id, wanted.type, wanted.resource_id) as key, named.resource_name as name
      from unnest(${wanted.map((one) => one.workspaceId)}::uuid[], ${wanted.map((one) => one.type)}::text[],
                  ${wanted.map((one) => one.resourceId)}::text[]) as wanted (workspace_id, type, resource_id)
     cross join lateral (
       select resource_name from activity_logs as a
        where a.workspace_id = wanted.workspace_id and a.type = wanted.type and a.resource_id = wanted.resource_id
          and a.resource_name is not null
        order by a.created_at desc limit 1) as named`.execute(tx)
  return new Map(rows.map(({ key, name }) => [key, name]))
}

export async function insertActivities<Tables>(tx: Transaction<Tables>, activities: readonly NewActivity[]): Promise<void> {
  await sql`
    insert into activity_logs (id, workspace_id, user_id, description, type, resource_id, resource_name, created_at)
    select id, "workspaceId", "userId", description, type, "resourceId", "resourceName", at
      from json_to_recordset(${JSON.stringify(activities)}::json) as given (id uuid, "workspaceId" uuid, "userId" uuid,
        description text, type text, "resourceId" text, "resourceName" text, at timestamptz)`.execute(tx)
}

export type ActivityRow = {
  id: string
  user_id: string | null
  description: string
  type: string
  resource_id: string | null
  resource_name: string | null
  means: AuditMeans | null
  created_at: Date
}

export type ActivityFilter = {
  readonly workspaceId: string
  readonly actor: string | undefined
  /** Undefined for all kinds of things. */
  readonly types: readonly string[] | undefined
  readonly resourceId: string | undefined
  readonly after: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first. */
export async function listActivityRows(pool: pg.Pool, filter: ActivityFilter): Promise<ActivityRow[]> {
  const { rows } = await pool.query<ActivityRow>(
    `select a.id, a.user_id, a.description, a.type, a.resource_id, a.resource_name, l.means, a.created_at
       from activity_logs a left join audit_logs l on l.id = a.id
      where a.workspace_id = $1 and ($2::uuid is null or a.user_id = $2) and ($3::text[] is null or a.type = any ($3))
        and ($4::text is null or a.resource_id = $4)
        and ($5::timestamptz is null or (a.created_at, a.id) < ($5, $6::uuid))
      order by a.created_at desc, a.id desc limit $7`,
    [
      filter.workspaceId,
      filter.actor ?? null,
      filter.types ?? null,
      filter.resourceId ?? null,
      filter.after?.at ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
  return rows
}
