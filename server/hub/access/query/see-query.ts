import type { QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { findInstanceOfAnyTime } from '../instance/instance.store.ts'
import { visibleTo } from '../instance/may-see.ts'
import { findQueryRow } from './query.store.ts'

/** A query that whoever asks may see: their own, one they receive, or of an instance they see. Others are not there. */
export async function seenQuery({ db, actor, workspaceId }: AccessScope, uuid: string): Promise<QueryRow> {
  const row = await findQueryRow(db, { workspaceId, uuid })
  if (row === undefined) throw accessError.query_not_found()
  if (row.user_id === actor.userId || row.recipients.includes(actor.userId)) return row
  const instance = await findInstanceOfAnyTime(db, { workspaceId, id: row.instance_id })
  if (instance === undefined || (await visibleTo(db, actor, [instance])).length === 0) throw accessError.query_not_found()
  return row
}
