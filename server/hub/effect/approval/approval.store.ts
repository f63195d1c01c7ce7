import type { ApprovalState } from '@steward/contract/api/approval'
import type { SubjectKind } from '@steward/contract/api/policy'
import { type Insertable, sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { Approval } from './approval.ts'
import type { ApprovalTables } from './approval.tables.ts'

export type ApprovalTx = Transaction<ApprovalTables>

export type Place = { readonly workspaceId: string; readonly id: string }

/** All but the payload, which may be long. */
export const approvalColumns = [
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

export const approvals = (db: Databases) => db.kysely<ApprovalTables>('effect').selectFrom('approvals')

export async function findApproval(db: Databases, { workspaceId, id }: Place): Promise<Approval | undefined> {
  return await approvals(db)
    .select(approvalColumns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Of two who decide at once the second waits here, and sees what the first has done. */
export async function lockApproval(tx: ApprovalTx, { workspaceId, id }: Place): Promise<Approval | undefined> {
  return await tx
    .selectFrom('approvals')
    .select(approvalColumns)
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
    .select(approvalColumns)
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
    .select(approvalColumns)
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
    .select(approvalColumns)
    .where(column, '<=', now)
    .where('state', 'in', column === 'expires_at' ? ['pending', 'approved'] : ['pending'])
    .orderBy(column)
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
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

export async function readPayload(db: Databases, { workspaceId, id }: Place): Promise<unknown> {
  const row = await approvals(db)
    .select('payload')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.payload
}
