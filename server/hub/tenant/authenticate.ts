import { narrowed } from '@steward/contract/permission'
import type { Databases } from '#db'
import type { Authenticate } from '#http'
import { findCaller, watchCallers } from '#hub/identity'
import { findGrants } from './grants.ts'
import { resolveMembership, watchMemberships } from './resolve-membership.ts'

/** What #http asks to learn who makes a request and in which workspace. */
export function authenticateWith(db: Databases): Authenticate {
  return async (credential, { workspaceId, now }) => {
    const caller = await findCaller(db, credential, now)
    if (caller === undefined) return undefined
    const membership = await resolveMembership(db, { userId: caller.user.id, workspaceId, now })
    const { kind, credentialId, scopes, expiresAt, renewed, user } = caller
    const grants = await findGrants(db, { user, membership, now })
    return {
      actor: {
        kind,
        credentialId,
        userId: user.id,
        workspaceId: membership.workspaceId,
        role: membership.role,
        grants: scopes.length === 0 ? grants : narrowed(grants, scopes),
        scopes,
        expiresAt,
      },
      renewed,
    }
  }
}

/** Hears of sessions ended, keys revoked and rights changed by other processes. To be started once per process and stopped at its end. */
export async function watchRevocations(db: Databases): Promise<() => Promise<void>> {
  const hearing = await Promise.all([watchCallers(db), watchMemberships(db)])
  return async () => {
    await Promise.all(hearing.map(async (stop) => stop()))
  }
}
