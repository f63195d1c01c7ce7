import type { GrantState } from '@steward/contract/api/grant'
import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'

export type GrantRow = {
  readonly id: string
  readonly workspaceId: string
  readonly instanceId: string
  readonly database: string | null
  readonly podId: string | null
  readonly userId: string
  readonly class: 'read' | 'write'
  readonly reason: string
  readonly state: GrantState
  readonly until: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
  readonly createdAt: Date
}

const columns =
  sql.raw(`id, workspace_id as "workspaceId", instance_id as "instanceId", database_name as database, pod_id as "podId",
  user_id as "userId", class, reason, state, until_at as until, decided_by as "decidedBy", decided_at as "decidedAt",
  decision_reason as "decisionReason", created_at as "createdAt"`)

type Place = { readonly workspaceId: string; readonly id: string }

export async function findGrantRow(db: Databases, { workspaceId, id }: Place): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`select ${columns} from access_grants
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db.kysely('access'))
  return rows[0]
}

export async function lockGrant<T>(tx: Transaction<T>, { workspaceId, id }: Place): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`select ${columns} from access_grants
    where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function insertGrant<T>(tx: Transaction<T>, row: GrantRow): Promise<void> {
  await sql`insert into access_grants (id, workspace_id, instance_id, database_name, pod_id, user_id, class, reason, until_at,
      created_at, updated_at)
    values (${row.id}, ${row.workspaceId}, ${row.instanceId}, ${row.database}, ${row.podId}, ${row.userId}, ${row.class},
      ${row.reason}, ${row.until}, ${row.createdAt}, ${row.createdAt})`.execute(tx)
}

type Ending = Pick<GrantRow, 'state' | 'decidedBy' | 'decidedAt' | 'decisionReason'>

export async function updateGrant<T>(tx: Transaction<T>, { workspaceId, id }: Place, to: Ending, now: Date): Promise<void> {
  await sql`update access_grants set state = ${to.state}, decided_by = ${to.decidedBy}, decided_at = ${to.decidedAt},
      decision_reason = ${to.decisionReason}, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
}

export type Wanted = {
  readonly workspaceId: string
  readonly userId: string
  readonly instanceId: string
  readonly database: string
  readonly class: 'read' | 'write'
  readonly now: Date
}

/** The standing access that covers something at this moment, the one that lasts longest. */
export async function findGrantFor(db: Databases, wanted: Wanted): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from access_grants
    where workspace_id = ${wanted.workspaceId} and user_id = ${wanted.userId} and instance_id = ${wanted.instanceId}
      and state = 'approved' and until_at > ${wanted.now} and (database_name is null or database_name = ${wanted.database})
      and (class = 'write' or class = ${wanted.class})
    order by until_at desc limit 1`.execute(db.kysely('access'))
  return rows[0]?.id ?? null
}

export type GrantFilter = {
  readonly workspaceId: string
  readonly userId: string
  /** Of these whoever has it; of the others one's own only. */
  readonly instanceIds: readonly string[]
  readonly states: readonly string[] | undefined
  readonly isMine: boolean
  readonly instanceId: string | undefined
  readonly after: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first. */
export async function listGrantRows(db: Databases, filter: GrantFilter): Promise<GrantRow[]> {
  const { workspaceId, userId, instanceIds, states, isMine, instanceId, after, limit } = filter
  const { rows } = await sql<GrantRow>`select ${columns} from access_grants
    where workspace_id = ${workspaceId}
      and (user_id = ${userId} or (not ${isMine} and instance_id = any(${[...instanceIds]}::uuid[])))
      and (${states === undefined ? null : [...states]}::text[] is null or state = any(${states === undefined ? null : [...states]}::text[]))
      and (${instanceId ?? null}::uuid is null or instance_id = ${instanceId ?? null}::uuid)
      and (${after?.at ?? null}::timestamptz is null
        or (created_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${limit}`.execute(db.kysely('access'))
  return rows
}

/** Those whose time is over, written down as such. */
export async function expireGrants<T>(tx: Transaction<T>, now: Date): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`update access_grants set state = 'expired', updated_at = ${now}
    where state in ('pending', 'approved') and until_at <= ${now} returning ${columns}`.execute(tx)
  return rows
}

/** Ends whatever access somebody has or waits for, in one workspace or everywhere. */
export async function endGrantsOf<T>(
  tx: Transaction<T>,
  { userId, workspaceId, now }: { readonly userId: string; readonly workspaceId?: string; readonly now: Date },
): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`update access_grants set state = 'revoked', updated_at = ${now}
    where user_id = ${userId} and state in ('pending', 'approved')
      and (${workspaceId ?? null}::uuid is null or workspace_id = ${workspaceId ?? null}::uuid) returning ${columns}`.execute(tx)
  return rows
}
