import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { effectOf, hashOf, narrowed, textOf } from './action-of.ts'
import { requireAllowed } from './analyse.ts'
import { settleByGate } from './ask-gate.ts'
import { moveQuery } from './move-query.ts'
import { lockQuery, type QueryChange, unclaimed } from './query.store.ts'
import { seenQuery } from './see-query.ts'
import { requireRecipients, requireSchedule, requireSubmittable } from './submit-query.ts'

type Wish = {
  readonly version: number
  readonly text?: string | undefined
  readonly database?: string | undefined
  readonly comments?: string | null | undefined
  readonly ticketUrl?: string | null | undefined
  readonly recipients?: readonly string[] | undefined
  readonly scheduleAt?: string | null | undefined
}

/** Makes a new version of a query that has not begun. Whatever was approved is void with it, and the gate is asked anew. */
export async function changeQuery(scope: AccessScope, id: string, wish: Wish): Promise<void> {
  const { workspaceId, actor, now } = scope
  const seen = await seenQuery(scope, id)
  if (seen.user_id !== actor.userId) throw accessError.query_not_yours()
  requireOpen(seen, wish.version)
  const changed = await contentOf(scope, seen, wish)
  await scope.db.transaction<AccessTables, void>('access', async (tx) => {
    const row = await lockQuery(tx, { workspaceId, uuid: id })
    if (row === undefined) throw accessError.query_not_found()
    requireOpen(row, wish.version)
    await moveQuery(tx, scope, row, { change: { ...changed, ...anew }, act: 'changed' })
  })
  await settleByGate(scope, { workspaceId, uuid: id }, now)
}

const anew: QueryChange = {
  status: 'pending',
  approval_id: null,
  grant_id: null,
  policies: '[]',
  approver_id: null,
  approver_email: null,
  approved_at: null,
  changes_wanted: null,
  expires_at: null,
  ...unclaimed,
}

function requireOpen(row: QueryRow, version: number): void {
  if (row.version !== version) throw accessError.query_changed_meanwhile()
  if (row.status !== 'pending' && row.status !== 'approved')
    throw accessError.query_not_open({ status: row.status, what: 'changed' })
}

async function contentOf(scope: AccessScope, row: QueryRow, wish: Wish): Promise<QueryChange> {
  const form = row.submission_type
  const isAboutText = wish.text !== undefined || wish.database !== undefined
  if (form === 'undo' && isAboutText) throw accessError.undo_has_no_text()
  const instance = await requireSubmittable(scope, row.instance_id)
  const text = wish.text ?? textOf(row)
  const database = wish.database ?? row.database_name
  const analysis = form === 'undo' ? null : await requireAllowed(scope, instance, { text, form, database })
  const recipients = wish.recipients === undefined ? row.recipients : await requireRecipients(scope, wish.recipients)
  const schedule_at = wish.scheduleAt === undefined ? row.schedule_at : requireSchedule(scope, wish.scheduleAt)
  const content = {
    ...row,
    database_name: database,
    query_content: form === 'script' ? null : text,
    script_content: form === 'script' ? text : null,
    class: analysis?.class ?? row.class,
    limits: narrowed(instance.limits, row.limits),
    recipients,
    schedule_at,
    version: row.version + 1,
  }
  return {
    database_name: content.database_name,
    query_content: content.query_content,
    script_content: content.script_content,
    class: content.class,
    effect: analysis === null ? row.effect : effectOf(analysis.class, analysis.effect),
    analysis: JSON.stringify(analysis),
    limits: JSON.stringify(content.limits),
    recipients,
    schedule_at,
    version: content.version,
    hash: hashOf(content, instance),
    comments: wish.comments === undefined ? row.comments : wish.comments,
    ticket_url: wish.ticketUrl === undefined ? row.ticket_url : wish.ticketUrl,
  }
}
