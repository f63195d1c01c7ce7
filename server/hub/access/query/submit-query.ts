import type { NewQuery } from '@steward/contract/api/query'
import { newId } from '#base/id'
import { requirePermissionOn } from '#http'
import { findPodNames, membersAmong } from '#hub/tenant'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import type { InstanceRow } from '../instance/instance.store.ts'
import { seenInstance } from '../instance/show-instance.ts'
import { effectOf, hashOf, narrowed, textOf } from './action-of.ts'
import { requireAllowed, requireWithin } from './analyse.ts'
import { settleByGate } from './ask-gate.ts'
import { recordSubmission } from './move-query.ts'
import { findUndoOf, insertQuery, isTakenBack } from './query.store.ts'
import { seenQuery } from './see-query.ts'

/** Farther ahead nobody knows any more what was approved. */
const scheduleDaysMax = 30

/** Stores a query and asks the gate about it; resolves to its id. */
export async function submitQuery(scope: AccessScope, input: NewQuery): Promise<string> {
  const { workspaceId, actor } = scope
  const instance = await requireSubmittable(scope, input.instanceId)
  const { database, form, text, limits = {} } = input
  if (input.clonedFrom !== undefined) await seenQuery(scope, input.clonedFrom)
  requireWithin(instance.limits, limits)
  const recipients = await requireRecipients(scope, input.recipients ?? [])
  const schedule_at = requireSchedule(scope, input.scheduleAt)
  const analysis = await requireAllowed(scope, instance, { text, form, database })
  const uuid = newId()
  await insert(scope, instance, {
    uuid,
    workspace_id: workspaceId,
    user_id: actor.userId,
    database_type: instance.kind,
    instance_id: instance.id,
    instance_name: instance.name,
    environment: instance.environment,
    database_name: database,
    submission_type: form,
    query_content: form === 'query' ? text : null,
    script_filename: input.fileName ?? null,
    script_content: form === 'script' ? text : null,
    comments: input.comments ?? null,
    ticket_url: input.ticketUrl ?? null,
    pod_id: instance.podId,
    recipients,
    schedule_at,
    class: analysis.class,
    effect: effectOf(analysis.class, analysis.effect),
    analysis,
    limits: narrowed(instance.limits, limits),
    undo_of: null,
    cloned_from: input.clonedFrom ?? null,
  })
  return uuid
}

/** Submits the text of a query once more, as one's own. */
export async function repeatQuery(
  scope: AccessScope,
  id: string,
  more: { readonly comments?: string | null | undefined; readonly scheduleAt?: string | null | undefined },
): Promise<string> {
  const row = await seenQuery(scope, id)
  if (row.submission_type === 'undo') throw accessError.repeat_undo()
  const { comments, scheduleAt } = more
  const isOwn = row.user_id === scope.actor.userId
  const limits = narrowed((await requireSubmittable(scope, row.instance_id)).limits, row.limits)
  return await submitQuery(scope, {
    instanceId: row.instance_id,
    database: row.database_name,
    form: row.submission_type,
    text: textOf(row),
    fileName: row.script_filename,
    comments: comments === undefined ? row.comments : comments,
    ticketUrl: row.ticket_url,
    // Who else receives it was the choice of whoever submitted it.
    recipients: isOwn ? await stillMembers(scope, row.recipients) : [],
    scheduleAt: scheduleAt ?? null,
    limits,
    clonedFrom: row.uuid,
  })
}

/** Asks to take back what a query changed. */
export async function submitUndo(scope: AccessScope, id: string, comments: string | null): Promise<string> {
  const { workspaceId, actor, db } = scope
  const row = await seenQuery(scope, id)
  const instance = await requireSubmittable(scope, row.instance_id)
  const reason = whyNoUndo(row, await findUndoOf(db, { workspaceId, uuid: id }), scope.now)
  if (reason !== null) throw accessError.undo_impossible({ reason })
  const uuid = newId()
  await insert(scope, instance, {
    uuid,
    workspace_id: workspaceId,
    user_id: actor.userId,
    database_type: row.database_type,
    instance_id: row.instance_id,
    instance_name: instance.name,
    environment: instance.environment,
    database_name: row.database_name,
    submission_type: 'undo',
    query_content: textOf(row),
    script_filename: null,
    script_content: null,
    comments,
    ticket_url: row.ticket_url,
    pod_id: instance.podId,
    recipients: [],
    schedule_at: null,
    class: 'write',
    effect: 'write',
    analysis: null,
    limits: narrowed(instance.limits, row.limits),
    undo_of: row.uuid,
    cloned_from: null,
  })
  return uuid
}

/** Why what a query changed cannot be taken back, in a sentence. */
export function whyNoUndo(row: QueryRow, undoneBy: string | null, now: Date): string | null {
  if (row.class === 'read') return 'it changed nothing.'
  if (row.status !== 'completed') return 'it has not changed anything that is known.'
  if (row.submission_type === 'undo') return 'it takes something back itself.'
  if (undoneBy !== null) return 'it was taken back, or is about to be.'
  const isGone = row.result_expires_at !== null && row.result_expires_at <= now
  if (isGone) return 'what was there before is not kept any more.'
  return row.before_parts === null ? (row.analysis?.undo?.reason ?? 'what was there before was not kept.') : null
}

/** An instance that whoever asks sees, and may submit queries for. */
export async function requireSubmittable(scope: AccessScope, instanceId: string): Promise<InstanceRow> {
  const instance = await seenInstance(scope, instanceId)
  requirePermissionOn(scope.actor, 'query:submit', { podId: instance.podId })
  return instance
}

const stillMembers = ({ db, workspaceId }: AccessScope, ids: readonly string[]) => membersAmong(db, workspaceId, ids)

export async function requireRecipients(scope: AccessScope, ids: readonly string[]): Promise<string[]> {
  const unique = [...new Set(ids)]
  if ((await stillMembers(scope, unique)).length !== unique.length) throw accessError.people_not_members()
  return unique
}

export function requireSchedule({ now }: AccessScope, at: string | null | undefined): Date | null {
  if (at === undefined || at === null) return null
  const time = new Date(at)
  if (time <= now) throw accessError.schedule_past()
  if (time.getTime() - now.getTime() > scheduleDaysMax * 86_400_000) throw accessError.schedule_far({ days: scheduleDaysMax })
  return time
}

type Submitted = Pick<
  QueryRow,
  | 'uuid'
  | 'workspace_id'
  | 'user_id'
  | 'database_type'
  | 'instance_id'
  | 'instance_name'
  | 'environment'
  | 'database_name'
  | 'submission_type'
  | 'query_content'
  | 'script_filename'
  | 'script_content'
  | 'comments'
  | 'ticket_url'
  | 'pod_id'
  | 'recipients'
  | 'schedule_at'
  | 'class'
  | 'effect'
  | 'analysis'
  | 'limits'
  | 'undo_of'
  | 'cloned_from'
>

async function insert(scope: AccessScope, instance: InstanceRow, row: Submitted): Promise<void> {
  const { workspaceId, now } = scope
  const pods = instance.podId === null ? undefined : await findPodNames(scope.db, workspaceId, [instance.podId])
  const hash = hashOf({ ...row, version: 1 }, instance)
  await scope.db.transaction<AccessTables, void>('access', async (tx) => {
    if (row.undo_of !== null && (await isTakenBack(tx, { workspaceId, uuid: row.undo_of })))
      throw accessError.undo_impossible({ reason: 'it was taken back, or is about to be.' })
    await insertQuery(tx, {
      ...row,
      pod_name: pods?.get(instance.podId ?? '') ?? null,
      analysis: JSON.stringify(row.analysis),
      limits: JSON.stringify(row.limits),
      policies: '[]',
      hash,
      created_at: now,
      updated_at: now,
    })
    await recordSubmission(tx, scope, row)
  })
  await settleByGate(scope, { workspaceId, uuid: row.uuid }, now)
}
