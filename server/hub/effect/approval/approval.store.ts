import type { ApprovalState } from '@steward/contract/api/approval'
import type { SubjectKind } from '@steward/contract/api/policy'
import { type Insertable, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { Approval } from './approval.ts'
import type { ApprovalTables } from './approval.tables.ts'

export type ApprovalTx = Transaction<ApprovalTables>

type Place = { readonly workspaceId: string; readonly id: string }

/** All but the payload, which may be long. */
const columns = [
  'id',
  'workspace_id',
  'subject_kind',
  'subject_id',
  'execution_id',
  'node_id',
  'node_name',
  'run_index',
  'workflow_id',
  'workflow_name',
  'workflow_version',
  'pod_id',
  'class',
  'environment',
  'connector',
  'connection_kind',
  'connection_id',
  'connection_name',
  'target',
  'title',
  'detail',
  'risk',
  'amount',
  'amount_currency',
  'cost',
  'cost_currency',
  'demands',
  'is_reason_required',
  'action_hash',
  'requester_id',
  'state',
  'is_broken_glass',
  'expires_at',
  'decided_at',
  'used_at',
  'reviewed_at',
  'created_at',
] as const satisfies readonly (keyof Approval)[]

const approvals = (db: Databases) => db.kysely<ApprovalTables>('effect').selectFrom('approvals')

export async function findApproval(db: Databases, { workspaceId, id }: Place): Promise<Approval | undefined> {
  return await approvals(db).select(columns).where('workspace_id', '=', workspaceId).where('id', '=', id).executeTakeFirst()
}

/** Of two who decide at once the second waits here, and sees what the first has done. */
export async function lockApproval(tx: ApprovalTx, { workspaceId, id }: Place): Promise<Approval | undefined> {
  return await tx
    .selectFrom('approvals')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

type Subject = { readonly workspaceId: string; readonly kind: SubjectKind; readonly id: string }

/** Whoever asks for the same subject waits for whoever is just asking. */
export async function lockSubject(tx: ApprovalTx, { workspaceId, kind, id }: Subject): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`approval of ${kind} ${id} in ${workspaceId}`}, 0))`.execute(tx)
}

/** What is open for a subject, else what was asked for it last. */
export async function lockLatest(tx: ApprovalTx, { workspaceId, kind, id }: Subject): Promise<Approval | undefined> {
  return await tx
    .selectFrom('approvals')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy(sql`(state in ('pending', 'approved'))`, 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** What was asked about a subject last. */
export async function findLatestId(db: Databases, { workspaceId, kind, id }: Subject): Promise<string | undefined> {
  const row = await approvals(db)
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** What was asked about the same subject before. */
export async function findReplaced(
  db: Databases,
  { id, workspace_id, subject_kind, subject_id }: Approval,
): Promise<Pick<Approval, 'id' | 'title' | 'state' | 'expires_at'> | undefined> {
  return await approvals(db)
    .select(['id', 'title', 'state', 'expires_at'])
    .where('workspace_id', '=', workspace_id)
    .where('subject_kind', '=', subject_kind)
    .where('subject_id', '=', subject_id)
    .where('id', '<', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertApproval(tx: ApprovalTx, row: Insertable<ApprovalTables['approvals']>): Promise<void> {
  await tx.insertInto('approvals').values(row).execute()
}

export type Change = {
  readonly state?: ApprovalState
  readonly is_broken_glass?: boolean
  readonly decided_at?: Date | null
  readonly used_at?: Date
  readonly reviewed_at?: Date
  readonly remind_at?: Date | null
  readonly escalate_at?: Date | null
}

export async function updateApproval(tx: ApprovalTx, { workspaceId, id }: Place, change: Change): Promise<void> {
  await tx.updateTable('approvals').set(change).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** Says in every process that something about an approval is different, when the transaction commits. */
export async function tellOfChange(tx: ApprovalTx, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${`effect.${channel}`}, ${payload})`.execute(tx)
}

/** Open approvals of an execution, held. */
export async function lockOpenOf(tx: ApprovalTx, workspaceId: string, executionId: string): Promise<Approval[]> {
  return await tx
    .selectFrom('approvals')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('execution_id', '=', executionId)
    .where('state', 'in', ['pending', 'approved'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** An approval for which it is time; what another process is at is left to it. */
export async function lockDue(
  tx: ApprovalTx,
  column: 'expires_at' | 'remind_at' | 'escalate_at',
  now: Date,
): Promise<Approval | undefined> {
  return await tx
    .selectFrom('approvals')
    .select(columns)
    .where(column, '<=', now)
    .where('state', 'in', column === 'expires_at' ? ['pending', 'approved'] : ['pending'])
    .orderBy(column)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** Which approvals of queries somebody is shown: all, or these. All others are shown to whoever may see executions. */
export type Sight =
  | 'all'
  | {
      readonly userId: string | null
      readonly podsDecided: readonly string[]
      /** Whether they may see queries everywhere, but for those of databases that name who may. */
      readonly seesShared: boolean
      readonly podsSeen: readonly string[]
      /** Ids of those that they are asked about all the same. */
      readonly asked: readonly string[]
    }

function shown(sight: Sight): RawBuilder<boolean> {
  if (sight === 'all') return sql`true`
  const { userId, podsDecided, seesShared, podsSeen, asked } = sight
  return sql`(subject_kind <> 'query' or requester_id = ${userId} or pod_id = any(${[...podsDecided]}::uuid[])
    or (visible_to = 'workspace' and (${seesShared} or pod_id = any(${[...podsSeen]}::uuid[])))
    or id = any(${[...asked]}::uuid[])
    or exists (select from decisions own where own.workspace_id = approvals.workspace_id and own.approval_id = approvals.id
      and (own.user_id = ${userId} or own.delegated_to = ${userId})))`
}

export async function isShown(db: Databases, { workspaceId, id, sight }: Place & { readonly sight: Sight }): Promise<boolean> {
  const query = approvals(db).select('id').where('workspace_id', '=', workspaceId).where('id', '=', id)
  return (await query.where(shown(sight)).executeTakeFirst()) !== undefined
}

export type Filter = {
  readonly workspaceId: string
  readonly sight: Sight
  readonly states?: readonly ApprovalState[] | undefined
  readonly subject?: SubjectKind | undefined
  readonly workflowId?: string | undefined
  readonly executionId?: string | undefined
  readonly unreviewed?: boolean | undefined
  readonly now: Date
  readonly after: string | undefined
  readonly limit: number
}

/** Newest first; ids are made in the order of time. */
export async function listApprovalRows(db: Databases, filter: Filter): Promise<Approval[]> {
  let query = approvals(db).select(columns).where('workspace_id', '=', filter.workspaceId).where(shown(filter.sight))
  if (filter.subject !== undefined) query = query.where('subject_kind', '=', filter.subject)
  if (filter.workflowId !== undefined) query = query.where('workflow_id', '=', filter.workflowId)
  if (filter.executionId !== undefined) query = query.where('execution_id', '=', filter.executionId)
  if (filter.unreviewed === true) query = query.where('is_broken_glass', '=', true).where('reviewed_at', 'is', null)
  if (filter.states !== undefined)
    query = query.where(
      sql<boolean>`case when state in ('pending', 'approved') and expires_at <= ${filter.now} then 'expired' else state end
        = any(${[...filter.states]})`,
    )
  if (filter.after !== undefined) query = query.where('id', '<', filter.after)
  return await query.orderBy('id', 'desc').limit(filter.limit).execute()
}

export type PendingPlace = { readonly expiresAt: Date; readonly id: string }

type Waiting = {
  readonly workspaceId: string
  readonly now: Date
  readonly after: PendingPlace | undefined
  readonly limit: number
}

const pending = (db: Databases, { workspaceId, now, after, limit }: Waiting) => {
  let query = approvals(db).select(columns).where('workspace_id', '=', workspaceId).where('state', '=', 'pending')
  query = query.where('expires_at', '>', now)
  if (after !== undefined) query = query.where(sql<boolean>`(expires_at, id) > (${after.expiresAt}, ${after.id})`)
  return query.orderBy('expires_at').orderBy('id').limit(limit)
}

/** What waits, the one that expires first before the others. */
export async function listPendingRows(db: Databases, of: Waiting): Promise<Approval[]> {
  return await pending(db, of).execute()
}

/** Those of them that somebody is not shown. */
export async function listHiddenPending(db: Databases, of: Waiting & { readonly sight: Sight }): Promise<Approval[]> {
  return await pending(db, of)
    .where('subject_kind', '=', 'query')
    .where(sql<boolean>`${shown(of.sight)} is not true`)
    .execute()
}

export type SightChange = {
  readonly workspaceId: string
  readonly connectionId: string
  readonly visibleTo: 'workspace' | 'deciders'
}

/** Who is shown whatever was asked about the queries of a database. */
export async function updateSight(tx: ApprovalTx, of: SightChange): Promise<void> {
  await tx
    .updateTable('approvals')
    .set({ visible_to: of.visibleTo })
    .where('workspace_id', '=', of.workspaceId)
    .where('subject_kind', '=', 'query')
    .where('connection_id', '=', of.connectionId)
    .where('visible_to', '<>', of.visibleTo)
    .execute()
}

export async function countOpen(
  db: Databases,
  { workspaceId, now, sight }: { readonly workspaceId: string; readonly now: Date; readonly sight: Sight },
): Promise<{ pending: number; unreviewed: number }> {
  return await approvals(db)
    .select([
      sql<number>`(count(*) filter (where state = 'pending' and expires_at > ${now}))::int`.as('pending'),
      sql<number>`(count(*) filter (where is_broken_glass and reviewed_at is null))::int`.as('unreviewed'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`(state = 'pending' or (is_broken_glass and reviewed_at is null))`)
    .where(shown(sight))
    .executeTakeFirstOrThrow()
}

export async function readPayload(db: Databases, { workspaceId, id }: Place): Promise<unknown> {
  const row = await approvals(db)
    .select('payload')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.payload
}

/** Approvals about the same thing: the node of a workflow, else the subject itself. */
const alike = (db: Databases, { workspace_id, subject_kind, subject_id, workflow_id, node_id }: Approval) => {
  const same = approvals(db).where('workspace_id', '=', workspace_id).where('subject_kind', '=', subject_kind)
  if (workflow_id === null) return same.where('subject_id', '=', subject_id)
  const inWorkflow = same.where('workflow_id', '=', workflow_id)
  return node_id === null ? inWorkflow.where('node_id', 'is', null) : inWorkflow.where('node_id', '=', node_id)
}

export type Former = { readonly id: string; readonly decided_at: Date; readonly payload: unknown }

/** The last one about the same thing that was approved before this one was asked for. */
export async function findFormer(db: Databases, approval: Approval): Promise<Former | undefined> {
  const row = await alike(db, approval)
    .select(['id', 'decided_at', 'payload'])
    .where('state', 'in', ['approved', 'used'])
    .where('id', '<', approval.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.decided_at === null ? undefined : { ...row, decided_at: row.decided_at }
}

/** How often the same thing was approved and rejected since a time, this one left out. */
export async function countAlike(
  db: Databases,
  approval: Approval,
  since: Date,
): Promise<{ approved: number; rejected: number }> {
  return await alike(db, approval)
    .select([
      sql<number>`(count(*) filter (where state in ('approved', 'used')))::int`.as('approved'),
      sql<number>`(count(*) filter (where state = 'rejected'))::int`.as('rejected'),
    ])
    .where('id', '<>', approval.id)
    .where('decided_at', '>=', since)
    .executeTakeFirstOrThrow()
}
