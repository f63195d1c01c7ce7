import type { Databases } from '#db'
import { record } from '#hub/audit'
import { configValue } from '#hub/config'
import { type ActingScope, isAdministrator, requireWholePerson } from '../acting.ts'
import { tenantError } from '../errors.ts'
import { workspaceCreation } from '../tenant.config.ts'
import type { TenantTables } from '../tenant.tables.ts'
import { insertWorkspace, type Membership } from '../workspace.store.ts'
import { countOwned } from './workspace-list.store.ts'

const ownedMax = 100

type New = { readonly name: string; readonly description?: string | undefined }

/** Makes a workspace that belongs to whoever acts. `db` is outside of the wall: the new workspace is not the one of the request. */
export async function createWorkspace(db: Databases, scope: ActingScope, given: New): Promise<Membership> {
  const { actor, now } = scope
  requireWholePerson(actor)
  if (!(await mayCreate(db, scope))) throw tenantError.creation_closed()
  if ((await countOwned(db, actor.userId)) >= ownedMax) throw tenantError.too_many_workspaces({ count: ownedMax })
  const name = given.name.trim()
  return await db.transaction<TenantTables, Membership>('tenant', async (tx) => {
    const made = await insertWorkspace(tx, { ...given, name, userId: actor.userId, now })
    const by = { ...scope, workspaceId: made.workspaceId }
    await record(tx, by, { action: 'workspace.created', resourceType: 'workspace', resourceId: made.workspaceId, new: { name } })
    return made
  })
}

export async function mayCreate(db: Databases, { actor }: ActingScope): Promise<boolean> {
  return isAdministrator(actor) || (await configValue(db, workspaceCreation)) === 'everyone'
}
