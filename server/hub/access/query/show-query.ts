import type { Query, QueryAnalysis, QueryComment, QuerySummary } from '@steward/contract/api/query'
import { queryStatuses } from '@steward/contract/api/query'
import { can } from '@steward/contract/permission'
import { newId } from '#base/id'
import { record } from '#hub/audit'
import { findPeople, type Person } from '#hub/identity'
import type { Analysis } from '#target'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { findInstanceOfAnyTime, listInstancesOfAnyTime } from '../instance/instance.store.ts'
import { visibleTo } from '../instance/may-see.ts'
import { readList } from '../read-list.ts'
import { formatsOf, maySeeResult } from '../result/read-result.ts'
import { textOf } from './action-of.ts'
import { mayCancel } from './cancel-query.ts'
import { nameOf } from './move-query.ts'
import { findUndoOf, insertComment, listComments, listQueryRows } from './query.store.ts'
import { seenQuery } from './see-query.ts'
import { whyNoUndo } from './submit-query.ts'

const excerptChars = 200

export type ListQuery = {
  readonly status?: string | undefined
  readonly mine?: boolean | undefined
  readonly podId?: string | undefined
  readonly instanceId?: string | undefined
  readonly text?: string | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

/** Queries that whoever asks may see, newest first. */
export async function listQueries(scope: AccessScope, query: ListQuery): Promise<{ items: QuerySummary[]; next: string | null }> {
  const { db, workspaceId, actor } = scope
  const { limit = 50, after, text, podId, instanceId } = query
  if (after !== undefined && !/^\d{1,18}$/.test(after)) throw accessError.bad_cursor()
  const seen = await visibleTo(db, actor, await listInstancesOfAnyTime(db, workspaceId))
  const rows = await listQueryRows(db, {
    workspaceId,
    userId: actor.userId,
    instanceIds: seen.map(({ id }) => id),
    statuses: readList(query.status, queryStatuses),
    isMine: query.mine ?? false,
    podId,
    instanceId,
    text: text?.replaceAll('\0', '\uFFFD'),
    after,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const people = await findPeople(
    db,
    page.map(({ user_id }) => user_id),
  )
  return {
    items: page.map((row) => asSummary(row, people)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

export async function showQuery(scope: AccessScope, uuid: string): Promise<Query> {
  const { db, workspaceId, actor, now } = scope
  const row = await seenQuery(scope, uuid)
  const people = await findPeople(db, [row.user_id, ...row.recipients, ...(row.approver_id === null ? [] : [row.approver_id])])
  const undoneBy = await findUndoOf(db, { workspaceId, uuid })
  const instance = await findInstanceOfAnyTime(db, { workspaceId, id: row.instance_id })
  const noUndo = whyNoUndo(row, undoneBy, now)
  const isOwn = row.user_id === actor.userId
  const isOpen = row.status === 'pending' || row.status === 'approved'
  const result = resultOf(row, now)
  return {
    ...asSummary(row, people),
    text: textOf(row),
    analysis: row.analysis === null ? null : asAnalysis(row.analysis),
    limits: row.limits,
    hash: row.hash.toString('hex'),
    recipients: row.recipients.flatMap((id) => personOf(people, id) ?? []),
    approvalId: row.approval_id,
    grantId: row.grant_id,
    policies: row.policies,
    approver: row.approver_id === null ? null : personOf(people, row.approver_id),
    approvedAt: row.approved_at?.toISOString() ?? null,
    rejectionReason: row.rejection_reason,
    error: row.execution_error,
    result,
    undo: { isPossible: noUndo === null && instance !== undefined, reason: noUndo, by: undoneBy, of: row.undo_of },
    clonedFrom: row.cloned_from,
    may: {
      change: isOwn && isOpen,
      cancel: (isOpen || row.status === 'executing') && mayCancel(actor, row),
      seeResult: result !== null && !result.isGone && maySeeResult(actor, row),
      decide: row.status === 'pending' && !isOwn && can(actor.grants, 'query:decide', { podId: row.pod_id }),
    },
  }
}

function resultOf(row: QueryRow, now: Date): Query['result'] {
  const { result_rows, result_bytes, result_expires_at } = row
  if (result_expires_at === null || result_rows === null) return null
  return {
    rows: result_rows,
    sizeBytes: Number(result_bytes ?? 0),
    isTruncated: row.result_is_truncated ?? false,
    changedRows: row.changed_rows === null ? null : Number(row.changed_rows),
    durationMs: row.duration_ms ?? 0,
    messages: row.messages ?? [],
    expiresAt: result_expires_at.toISOString(),
    isGone: row.result_key === null || result_expires_at <= now,
    formats: formatsOf(row),
  }
}

/** As it is answered: what may be missing is null. */
export function asAnalysis(analysis: Analysis): QueryAnalysis {
  const { findings, estimate, tables, statements, ...plain } = analysis
  return {
    ...plain,
    statements: statements.map((one) => ({ ...one })),
    tables: tables.map((table) => ({ ...table, columns: [...table.columns] })),
    findings: findings.map(({ hint = null, ...finding }) => ({ ...finding, hint })),
    estimate: estimate === null ? null : { ...estimate },
  }
}

function personOf(people: ReadonlyMap<string, Person>, id: string) {
  const found = people.get(id)
  return found === undefined ? null : { id: found.id, name: found.name, email: found.email }
}

function asSummary(row: QueryRow, people: ReadonlyMap<string, Person>): QuerySummary {
  const { pod_id, pod_name } = row
  return {
    id: row.uuid,
    instance: { id: row.instance_id, name: row.instance_name, kind: row.database_type, environment: row.environment },
    database: row.database_name,
    form: row.submission_type,
    excerpt: textOf(row).slice(0, excerptChars).toWellFormed(),
    fileName: row.script_filename,
    class: row.class,
    status: row.status,
    requester: personOf(people, row.user_id),
    pod: pod_id === null ? null : { id: pod_id, name: pod_name ?? '' },
    comments: row.comments,
    ticketUrl: row.ticket_url,
    version: row.version,
    scheduleAt: row.schedule_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    startedAt: row.execution_started_at?.toISOString() ?? null,
    completedAt: row.execution_completed_at?.toISOString() ?? null,
    isInDoubt: row.is_in_doubt,
    changesWanted: row.changes_wanted,
  }
}

/** What was said about a query, oldest first. */
export async function showComments(scope: AccessScope, uuid: string): Promise<QueryComment[]> {
  const { db, workspaceId } = scope
  await seenQuery(scope, uuid)
  const comments = await listComments(db, { workspaceId, uuid })
  const people = await findPeople(
    db,
    comments.flatMap(({ userId }) => userId ?? []),
  )
  return comments.map(({ id, userId, text, at }) => ({
    id,
    by: userId === null ? null : personOf(people, userId),
    text,
    at: at.toISOString(),
  }))
}

export async function comment(scope: AccessScope, uuid: string, text: string): Promise<QueryComment> {
  const { db, workspaceId, actor, now } = scope
  const row = await seenQuery(scope, uuid)
  const said = { id: newId(), userId: actor.userId, text: text.toWellFormed().replaceAll('\0', '\uFFFD'), at: now }
  await db.transaction<AccessTables, void>('access', async (tx) => {
    await insertComment(tx, { workspaceId, uuid }, said)
    await record(tx, scope, {
      action: 'query.commented',
      resourceType: 'query',
      resourceId: uuid,
      metadata: { name: nameOf(row), commentId: said.id },
    })
  })
  const people = await findPeople(db, [actor.userId])
  return { id: said.id, by: personOf(people, actor.userId), text: said.text, at: now.toISOString() }
}
