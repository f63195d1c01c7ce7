import { type Databases, publish } from '#db'
import { record } from '#hub/audit'
import { requireFresh, requirePerson } from '#hub/identity'
import { type ActingScope, isAdministrator } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { lockForChange } from '../lock-for-change.ts'
import { deleteTransfer, findMember } from '../lock-workspace.store.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { lockDeleted, markDeleted, markRestored } from './deletion.store.ts'

const graceDays = 14

/** Told when a workspace rests, and when it is back; the key and `workspaceId` are its id. */
export const workspaceDeleted = 'workspace.deleted'
export const workspaceRestored = 'workspace.restored'

/** Shuts a workspace: nobody gets in, nothing in it runs. Resolves to when it is deleted for good. */
export async function deleteWorkspace(scope: ActingScope, name: string): Promise<Date> {
  const { actor, now } = scope
  requireFresh(actor, { now })
  const purgeAt = new Date(now.getTime() + graceDays * 86_400_000)
  await scope.db.transaction<TenantTables, void>('tenant', async (tx) => {
    const workspace = await lockForChange(tx, scope)
    if (name !== workspace.name) throw tenantError.name_differs()
    await deleteTransfer(tx, workspace.id)
    await markDeleted(tx, workspace.id, { now, by: actor.userId, purgeAt })
    await publish(tx, { type: workspaceDeleted, key: workspace.id, payload: { workspaceId: workspace.id } })
    await record(tx, scope, {
      action: 'workspace.deleted',
      resourceType: 'workspace',
      resourceId: workspace.id,
      old: { name },
      new: { purgeAt: purgeAt.toISOString() },
    })
  })
  return purgeAt
}

/** Brings a workspace back in which its owner cannot act any more; `db` is therefore outside of the wall. */
export async function restoreWorkspace(db: Databases, scope: ActingScope, id: string): Promise<void> {
  const { actor } = scope
  requirePerson(actor)
  await db.transaction<TenantTables, void>('tenant', async (tx) => {
    const workspace = await lockDeleted(tx, id)
    const isOwner = (await findMember(tx, id, actor.userId))?.role === 'owner'
    if (workspace === undefined || (!isOwner && !isAdministrator(actor))) throw tenantError.not_restorable()
    await markRestored(tx, id)
    await publish(tx, { type: workspaceRestored, key: id, payload: { workspaceId: id } })
    await record(tx, { ...scope, workspaceId: id }, { action: 'workspace.restored', resourceType: 'workspace', resourceId: id })
  })
}
