import type { Databases } from '#db'
import { configValue } from '#hub/config'
import { findOwnerId, sharedLookup } from '#hub/identity'
import { tenantError } from './errors.ts'
import { ensureFirstWorkspace } from './set-up.ts'
import { workspaceCreation } from './tenant.config.ts'
import { findMembership, type Membership } from './workspace.store.ts'

const lookup = sharedLookup<Membership>('tenant', 'memberships_changed')

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** In which workspace a user acts, and as what. Refuses a workspace that is not theirs as one that does not exist. */
export async function resolveMembership(
  db: Databases,
  wanted: { readonly userId: string; readonly workspaceId: string | undefined; readonly now: Date },
): Promise<Membership> {
  const { userId, workspaceId, now } = wanted
  if (workspaceId !== undefined && !uuid.test(workspaceId)) throw tenantError.not_found()
  const key = `${userId} ${workspaceId?.toLowerCase() ?? ''}`
  return await lookup.find(
    db,
    { key, now },
    async () => (await findMembership(db, userId, workspaceId)) ?? (await missing(db, wanted)),
  )
}

/** To be called after a commit that changed who is a member of what, and as what. */
export const forgetMemberships = lookup.forget
export const watchMemberships = lookup.watch

/** Who may make workspaces is not locked out for lack of one: they could neither restore what they deleted nor accept an invitation. */
async function missing(
  db: Databases,
  wanted: { userId: string; workspaceId: string | undefined; now: Date },
): Promise<Membership> {
  if (wanted.workspaceId !== undefined) throw tenantError.not_found()
  const mayHaveOne = (await findOwnerId(db)) === wanted.userId || (await configValue(db, workspaceCreation)) === 'everyone'
  if (!mayHaveOne) throw tenantError.no_workspace()
  return await ensureFirstWorkspace(db, wanted.userId, wanted.now)
}
