import { can } from '@steward/contract/permission'
import type { By } from '#hub/audit'
import { withdrawOfSubject } from '#hub/effect'
import type { AccessTables, QueryRow } from '../access.tables.ts'
import type { AccessScope } from '../context.ts'
import { accessError } from '../errors.ts'
import { tellCancelled } from '../feed.store.ts'
import { moveQuery } from './move-query.ts'
import { type AccessTx, lockQuery, unclaimed } from './query.store.ts'
import { seenQuery } from './see-query.ts'

export const mayCancel = (
  { userId, grants }: AccessScope['actor'],
  { user_id, pod_id }: Pick<QueryRow, 'user_id' | 'pod_id'>,
): boolean => userId === user_id || can(grants, 'query:decide', { podId: pod_id })

/** Cancels a query. One that is executed ends as soon as the database says that it has; it may have been quicker. */
export async function cancelQuery(scope: AccessScope, id: string, reason: string | undefined): Promise<void> {
  const { workspaceId, actor } = scope
  const seen = await seenQuery(scope, id)
  if (!mayCancel(actor, seen)) throw accessError.query_not_yours()
  const isOver = await scope.db.transaction<AccessTables, boolean>('access', async (tx) => {
    const row = await lockQuery(tx, { workspaceId, uuid: id })
    if (row === undefined) throw accessError.query_not_found()
    return await cancelRow(tx, scope, row, reason ?? null)
  })
  if (isOver) await withdraw(scope, id)
}

const withdraw = async ({ databases, workspaceId, actorId, now }: AccessScope, id: string): Promise<void> =>
  withdrawOfSubject(databases, { workspaceId, kind: 'query', id, actorId, now })

/** Whether it is over by that; one that is executed is asked to stop, wherever that is. */
export async function cancelRow(tx: AccessTx, by: By, row: QueryRow, reason: string | null): Promise<boolean> {
  const metadata = reason === null ? {} : { metadata: { reason } }
  if (row.status === 'executing') {
    if (row.cancel_wanted_at === null) {
      const change = { cancel_wanted_at: by.now, cancelled_by: by.actorId }
      await moveQuery(tx, by, row, { change, act: 'cancel_wanted', ...metadata })
    }
    await tellCancelled(tx, row.uuid)
    return false
  }
  if (row.status !== 'pending' && row.status !== 'approved')
    throw accessError.query_not_open({ status: row.status, what: 'cancelled' })
  const change = { status: 'cancelled', cancelled_by: by.actorId, ...unclaimed } as const
  await moveQuery(tx, by, row, { change, act: 'cancelled', ...metadata })
  return true
}
