import { type Insertable, type Kysely, sql, type Transaction, type Updateable } from 'kysely'
import type { Databases } from '#db'
import type { AccessTables, QueryRow } from '../access.tables.ts'

export type AccessTx = Transaction<AccessTables>

type Place = { readonly workspaceId: string; readonly uuid: string }

/** All that a request of a member may see: the key of what was there before is for who takes it back. */
export const columns = [
  'id',
  'uuid',
  'workspace_id',
  'user_id',
  'database_type',
  'instance_id',
  'instance_name',
  'environment',
  'database_name',
  'submission_type',
  'query_content',
  'script_filename',
  'script_content',
  'comments',
  'ticket_url',
  'pod_id',
  'pod_name',
  'recipients',
  'schedule_at',
  'version',
  'class',
  'effect',
  'analysis',
  'limits',
  'hash',
  'status',
  'changes_wanted',
  'approval_id',
  'grant_id',
  'policies',
  'approver_id',
  'approver_email',
  'approved_at',
  'rejection_reason',
  'cancelled_by',
  'expires_at',
  'execution_result',
  'execution_error',
  'execution_started_at',
  'execution_completed_at',
  'worker_id',
  'lease_until',
  'tries',
  'cancel_wanted_at',
  'is_in_doubt',
  'result_rows',
  'result_bytes',
  'result_is_truncated',
  'changed_rows',
  'duration_ms',
  'messages',
  'result_columns',
  'result_parts',
  'result_key',
  'result_expires_at',
  'before_parts',
  'undo_of',
  'cloned_from',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof QueryRow)[]

export const queries = (db: Databases): Kysely<AccessTables> => db.kysely<AccessTables>('access')

export async function findQueryRow(db: Databases, { workspaceId, uuid }: Place): Promise<QueryRow | undefined> {
  return await queries(db)
    .selectFrom('query_requests')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('uuid', '=', uuid)
    .executeTakeFirst()
}

/** Nobody else changes it before the transaction is over. */
export async function lockQuery(tx: AccessTx, { workspaceId, uuid }: Place): Promise<QueryRow | undefined> {
  return await tx
    .selectFrom('query_requests')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('uuid', '=', uuid)
    .forUpdate()
    .executeTakeFirst()
}

/** What was there before a change of a query, sealed; not for requests of members. */
export async function findBefore(db: Databases, { workspaceId, uuid }: Place) {
  return await queries(db)
    .selectFrom('query_requests')
    .select(['before_parts as parts', 'before_key as key'])
    .where('workspace_id', '=', workspaceId)
    .where('uuid', '=', uuid)
    .executeTakeFirst()
}

export async function insertQuery(tx: AccessTx, row: Insertable<AccessTables['query_requests']>): Promise<void> {
  await tx.insertInto('query_requests').values(row).execute()
}

export type QueryChange = Updateable<AccessTables['query_requests']>

/** Nobody executes it, or is about to. */
export const unclaimed = { worker_id: null, lease_until: null } as const satisfies QueryChange

export async function updateQuery(tx: AccessTx, { workspace_id, uuid }: QueryRow, change: QueryChange): Promise<void> {
  await tx.updateTable('query_requests').set(change).where('workspace_id', '=', workspace_id).where('uuid', '=', uuid).execute()
}

export type QueryFilter = {
  readonly workspaceId: string
  readonly userId: string
  /** Of these, whoever submitted or receives them; of the others their own only. */
  readonly instanceIds: readonly string[]
  readonly statuses: readonly string[] | undefined
  readonly isMine: boolean
  readonly podId: string | undefined
  readonly instanceId: string | undefined
  readonly text: string | undefined
  /** The last one of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

/** Newest first; a page is a range of the primary key. */
export async function listQueryRows(db: Databases, filter: QueryFilter): Promise<QueryRow[]> {
  const { workspaceId, userId, instanceIds, statuses, isMine, podId, instanceId, text, after, limit } = filter
  const own = sql<boolean>`(user_id = ${userId} or recipients @> array[${userId}::uuid])`
  let query = queries(db)
    .selectFrom('query_requests')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where(isMine ? own : sql<boolean>`(${own} or instance_id = any(${[...instanceIds]}::uuid[]))`)
  if (statuses !== undefined) query = query.where(sql<boolean>`status = any(${[...statuses]})`)
  if (podId !== undefined) query = query.where('pod_id', '=', podId)
  if (instanceId !== undefined) query = query.where('instance_id', '=', instanceId)
  if (after !== undefined) query = query.where('id', '<', after as never)
  if (text !== undefined) {
    const like = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
    query = query.where(
      sql<boolean>`(query_content ilike ${like} or script_content ilike ${like} or comments ilike ${like}
        or script_filename ilike ${like} or instance_name ilike ${like})`,
    )
  }
  return await query.orderBy('id', 'desc').limit(limit).execute()
}

/** The request that takes this one back: one that is on its way or did it. */
export async function findUndoOf(db: Databases, of: Place): Promise<string | null> {
  return (await undoesOf(queries(db), of).executeTakeFirst())?.uuid ?? null
}

const undoesOf = (kysely: Kysely<AccessTables>, { workspaceId, uuid }: Place) =>
  kysely
    .selectFrom('query_requests')
    .select('uuid')
    .where('workspace_id', '=', workspaceId)
    .where('undo_of', '=', uuid)
    .where('status', 'not in', ['rejected', 'failed', 'cancelled', 'expired'])

/** Of two who would take back the same one, the second waits for the first and is told so. */
export async function isTakenBack(tx: AccessTx, of: Place): Promise<boolean> {
  if ((await lockQuery(tx, of)) === undefined) return true
  return (await undoesOf(tx, of).executeTakeFirst()) !== undefined
}

/** Those that nobody has answered yet, because a process ended between storing them and asking. */
export async function findUnasked(db: Databases, before: Date): Promise<Place[]> {
  return await queries(db)
    .selectFrom('query_requests')
    .select(['workspace_id as workspaceId', 'uuid'])
    .where('status', '=', 'pending')
    .where('approval_id', 'is', null)
    .where('changes_wanted', 'is', null)
    .where('updated_at', '<', before)
    .orderBy('id')
    .limit(50)
    .execute()
}

/** The queries of a person that are not over, in one workspace or everywhere. */
export async function findOpenOf(
  tx: AccessTx,
  { userId, workspaceId }: { userId: string; workspaceId?: string },
): Promise<QueryRow[]> {
  let query = tx
    .selectFrom('query_requests')
    .select(columns)
    .where('user_id', '=', userId)
    .where('status', 'in', ['pending', 'approved', 'executing'])
  if (workspaceId !== undefined) query = query.where('workspace_id', '=', workspaceId)
  return await query.forUpdate().execute()
}

/** Nobody who is gone receives anything. */
export async function forgetRecipient(
  tx: AccessTx,
  { userId, workspaceId }: { userId: string; workspaceId?: string },
): Promise<void> {
  let update = tx
    .updateTable('query_requests')
    .set({ recipients: sql<string[]>`array_remove(recipients, ${userId}::uuid)` })
    .where(sql<boolean>`recipients @> array[${userId}::uuid]`)
  if (workspaceId !== undefined) update = update.where('workspace_id', '=', workspaceId)
  await update.execute()
}

/** Their address goes; ids stay and mean nobody. */
export async function forgetApprover(tx: AccessTx, userId: string): Promise<void> {
  await tx.updateTable('query_requests').set({ approver_email: null }).where('approver_id', '=', userId).execute()
}

export type CommentRow = { readonly id: string; readonly userId: string | null; readonly text: string; readonly at: Date }

export async function listComments(db: Databases, { workspaceId, uuid }: Place): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`select id, user_id as "userId", text, created_at as at from query_comments
    where workspace_id = ${workspaceId} and query_id = ${uuid} order by created_at, id limit 1000`.execute(queries(db))
  return rows
}

export async function insertComment(tx: AccessTx, { workspaceId, uuid }: Place, comment: CommentRow): Promise<void> {
  await sql`insert into query_comments (id, workspace_id, query_id, user_id, text, created_at)
    values (${comment.id}, ${workspaceId}, ${uuid}, ${comment.userId}, ${comment.text}, ${comment.at})`.execute(tx)
}
