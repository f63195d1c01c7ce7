import type { Databases } from '#db'
import { createLookupCache, findOwnerId } from '#hub/identity'
import { tenantError } from './errors.ts'
import { ensureFirstWorkspace } from './set-up.ts'
import { findMembership, type Membership } from './workspace.store.ts'

const caches = new WeakMap<Databases, ReturnType<typeof createLookupCache<Membership>>>()

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** In which workspace a user acts, and as what. Refuses a workspace that is not theirs as one that does not exist. */
export async function resolveMembership(
  db: Databases,
  wanted: { readonly userId: string; readonly workspaceId: string | undefined; readonly now: Date },
): Promise<Membership> {
  const { userId, workspaceId, now } = wanted
  if (workspaceId !== undefined && !uuid.test(workspaceId)) throw tenantError.not_found()
  const known = cacheOf(db)
  const key = `${userId} ${workspaceId?.toLowerCase() ?? ''}`
  const cached = known.get(key, now)
  if (cached !== undefined) return cached

  const asked = known.ask()
  const found = (await findMembership(db, userId, workspaceId)) ?? (await missing(db, wanted))
  known.set(key, found, { now, asked })
  return found
}

function cacheOf(db: Databases) {
  const known = caches.get(db) ?? createLookupCache<Membership>()
  caches.set(db, known)
  return known
}

const channel = 'memberships_changed'

/** To be called after a commit that changed who is a member of what, and as what: nobody may be served from memory any more. */
export async function forgetMemberships(db: Databases): Promise<void> {
  cacheOf(db).clear()
  await db.notify('tenant', channel)
}

/** Hears when another process changes memberships. */
export async function watchMemberships(db: Databases): Promise<() => Promise<void>> {
  return await db.listen('tenant', channel, () => cacheOf(db).clear())
}

async function missing(
  db: Databases,
  wanted: { userId: string; workspaceId: string | undefined; now: Date },
): Promise<Membership> {
  if (wanted.workspaceId !== undefined) throw tenantError.not_found()
  if ((await findOwnerId(db)) !== wanted.userId) throw tenantError.no_workspace()
  return await ensureFirstWorkspace(db, wanted.userId, wanted.now)
}
