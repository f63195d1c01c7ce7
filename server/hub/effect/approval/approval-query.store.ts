import type { ApprovalState } from '@steward/contract/api/approval'
import type { SubjectKind } from '@steward/contract/api/policy'
import { type RawBuilder, sql } from 'kysely'
import type { Databases } from '#db'
import type { Approval } from './approval.ts'
import { approvalColumns, approvals, type Place } from './approval.store.ts'

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

/** So many are looked through: older ones are found by what they were about. */
const searchedMax = 2_000

/** Of the newest that somebody is shown those whose title holds each word. */
export async function searchApprovalRows(
  db: Databases,
  filter: { readonly workspaceId: string; readonly sight: Sight; readonly text: string; readonly limit: number },
): Promise<Approval[]> {
  const words = filter.text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10)
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  const newest = approvals(db)
    .select('id')
    .where('workspace_id', '=', filter.workspaceId)
    .orderBy('id', 'desc')
    .limit(searchedMax)
  return await approvals(db)
    .select(approvalColumns)
    .where('workspace_id', '=', filter.workspaceId)
    .where('id', 'in', newest)
    .where(sql<boolean>`title ilike all (${patterns}::text[])`)
    .where(shown(filter.sight))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
}

/** The states in the database of what may be shown in these: what is open is shown as expired once its time is over. */
const storedAs = (states: readonly ApprovalState[]): ApprovalState[] =>
  states.includes('expired') ? [...states, 'pending', 'approved'] : [...states]

/** Newest first; ids are made in the order of time. */
export async function listApprovalRows(db: Databases, filter: Filter): Promise<Approval[]> {
  let query = approvals(db).select(approvalColumns).where('workspace_id', '=', filter.workspaceId).where(shown(filter.sight))
  if (filter.subject !== undefined) query = query.where('subject_kind', '=', filter.subject)
  if (filter.workflowId !== undefined) query = query.where('workflow_id', '=', filter.workflowId)
  if (filter.executionId !== undefined) query = query.where('execution_id', '=', filter.executionId)
  if (filter.unreviewed === true) query = query.where('is_broken_glass', '=', true).where('reviewed_at', 'is', null)
  if (filter.states !== undefined)
    query = query.where(
      // The first finds the indexes, which know the stored state alone.
      sql<boolean>`(state = any(${storedAs(filter.states)}::text[])
        and case when state in ('pending', 'approved') and expires_at <= ${filter.now} then 'expired' else state end
          = any(${[...filter.states]}))`,
    )
  if (filter.after !== undefined) query = query.where('id', '<', filter.after)
  return await query.orderBy('id', 'desc').limit(filter.limit).execute()
}

export type PendingPlace = { readonly expiresAt: Date; readonly id: string }

export type Waiting = {
  readonly workspaceId: string
  readonly now: Date
  readonly after: PendingPlace | undefined
  readonly limit: number
  /** Only what somebody with this sight is not shown. */
  readonly hiddenFrom?: Sight | undefined
}

/** What waits, the one that expires first before the others. */
export async function listPendingRows(db: Databases, of: Waiting): Promise<Approval[]> {
  const { workspaceId, now, after, limit, hiddenFrom } = of
  let query = approvals(db).select(approvalColumns).where('workspace_id', '=', workspaceId).where('state', '=', 'pending')
  query = query.where('expires_at', '>', now)
  if (after !== undefined) query = query.where(sql<boolean>`(expires_at, id) > (${after.expiresAt}, ${after.id})`)
  if (hiddenFrom !== undefined)
    query = query.where('subject_kind', '=', 'query').where(sql<boolean>`${shown(hiddenFrom)} is not true`)
  return await query.orderBy('expires_at').orderBy('id').limit(limit).execute()
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
