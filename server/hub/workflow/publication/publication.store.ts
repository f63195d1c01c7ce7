import type { Kysely } from 'kysely'
import type { Databases } from '#db'
import type { WorkflowTx } from '../workflow.store.ts'
import type { WorkflowTables } from '../workflow.tables.ts'

type Place = { readonly workspaceId: string; readonly workflowId: string }

export type RecordingRow = {
  readonly executionId: string
  readonly name: string
  readonly addedBy: string | null
  readonly createdAt: Date
}

const tables = (db: Databases): Kysely<WorkflowTables> => db.kysely('workflow')

/** Oldest first. */
export async function listRecordingRows(db: Databases, { workspaceId, workflowId }: Place): Promise<RecordingRow[]> {
  return await tables(db)
    .selectFrom('workflow_recordings')
    .select(['execution_id as executionId', 'name', 'added_by as addedBy', 'created_at as createdAt'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .orderBy('created_at')
    .orderBy('execution_id')
    .execute()
}

type NewRecording = Place & {
  readonly executionId: string
  readonly name: string
  readonly by: string | null
  readonly now: Date
}

export async function upsertRecording(tx: WorkflowTx, recording: NewRecording): Promise<void> {
  const { workspaceId, workflowId, executionId, name, by, now } = recording
  await tx
    .insertInto('workflow_recordings')
    .values({
      workspace_id: workspaceId,
      workflow_id: workflowId,
      execution_id: executionId,
      name,
      added_by: by,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workflow_id', 'execution_id']).doUpdateSet({ name }))
    .execute()
}

export async function countRecordings(tx: WorkflowTx, { workspaceId, workflowId }: Place): Promise<number> {
  const { count } = await tx
    .selectFrom('workflow_recordings')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether there was one. */
export async function deleteRecording(tx: WorkflowTx, of: Place & { readonly executionId: string }): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('workflow_recordings')
    .where('workspace_id', '=', of.workspaceId)
    .where('workflow_id', '=', of.workflowId)
    .where('execution_id', '=', of.executionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

type Differences = Place & { readonly version: number; readonly hash: string }

export type AcceptanceRow = { readonly by: string | null; readonly at: Date; readonly reason: string }

export async function findAcceptance(db: Databases, of: Differences): Promise<AcceptanceRow | undefined> {
  return await tables(db)
    .selectFrom('accepted_differences')
    .select(['accepted_by as by', 'created_at as at', 'reason'])
    .where('workspace_id', '=', of.workspaceId)
    .where('workflow_id', '=', of.workflowId)
    .where('version_number', '=', of.version)
    .where('differences_hash', '=', Buffer.from(of.hash, 'hex'))
    .executeTakeFirst()
}

/** Said twice, the first one counts. */
export async function insertAcceptance(
  tx: WorkflowTx,
  of: Differences & { readonly by: string | null; readonly reason: string; readonly now: Date },
): Promise<void> {
  await tx
    .insertInto('accepted_differences')
    .values({
      workspace_id: of.workspaceId,
      workflow_id: of.workflowId,
      version_number: of.version,
      differences_hash: Buffer.from(of.hash, 'hex'),
      accepted_by: of.by,
      reason: of.reason,
      created_at: of.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export type ReviewRow = Place & {
  readonly version: number
  readonly approvalId: string
  readonly requestedBy: string | null
}

const reviewColumns = [
  'workspace_id as workspaceId',
  'workflow_id as workflowId',
  'version_number as version',
  'approval_id as approvalId',
  'requested_by as requestedBy',
] as const

export async function upsertReview(tx: WorkflowTx, review: ReviewRow & { readonly now: Date }): Promise<void> {
  const changed = {
    version_number: review.version,
    approval_id: review.approvalId,
    requested_by: review.requestedBy,
    created_at: review.now,
  }
  await tx
    .insertInto('publication_reviews')
    .values({ workspace_id: review.workspaceId, workflow_id: review.workflowId, ...changed })
    .onConflict((conflict) => conflict.column('workflow_id').doUpdateSet(changed))
    .execute()
}

export async function findReview(db: Databases, { workspaceId, workflowId }: Place): Promise<ReviewRow | undefined> {
  return await tables(db)
    .selectFrom('publication_reviews')
    .select(reviewColumns)
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', workflowId)
    .executeTakeFirst()
}

/** Of whichever workspace. */
export async function findReviewOf(db: Databases, approvalId: string): Promise<ReviewRow | undefined> {
  return await tables(db)
    .selectFrom('publication_reviews')
    .select(reviewColumns)
    .where('approval_id', '=', approvalId)
    .executeTakeFirst()
}

/** Only that one: another version may be asked for by now. */
export async function deleteReview(tx: WorkflowTx, { workflowId, approvalId }: ReviewRow): Promise<void> {
  await tx.deleteFrom('publication_reviews').where('workflow_id', '=', workflowId).where('approval_id', '=', approvalId).execute()
}
