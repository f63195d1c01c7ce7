import { narrowed } from '@steward/contract/permission'
import type { Databases } from '#db'
import type { Authenticate } from '#http'
import { type AccessTokens, findCaller, identityError, owesSecondFactor, watchCallers } from '#hub/identity'
import { tenantError } from './errors.ts'
import { findGrants, watchGrants } from './grants.ts'
import { resolveMembership, watchMemberships } from './resolve-membership.ts'

/** What #http asks to learn who makes a request and in which workspace. */
export function authenticateWith(db: Databases, tokens?: AccessTokens): Authenticate {
  return async (credential, { workspaceId: wanted, now, address, passive }) => {
    const caller = await findCaller(db, credential, { now, address, tokens, passive })
    if (caller === undefined) return undefined
    const workspaceId = caller.workspaceId ?? wanted
    // What is bound to one workspace opens no other, even where its owner is a member.
    if (wanted !== undefined && wanted.toLowerCase() !== workspaceId?.toLowerCase()) throw tenantError.not_found()
    const membership = await resolveMembership(db, { userId: caller.user.id, workspaceId, now })
    const { kind, credentialId, scopes, expiresAt, authenticatedAt, renewed, user, hasSecondFactor } = caller
    const grants = await findGrants(db, { user, membership, now })
    const isOwed = await owesSecondFactor(db, { user, hasSecondFactor, workspaceId: membership.workspaceId })
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
        authenticatedAt,
        barredBy: isOwed ? identityError.second_factor_required() : null,
      },
      renewed,
    }
  }
}

/**
 * Hears of sessions ended, keys revoked and rights changed by any process, and calls `heard` once `authenticateWith`
 * answers by them. To be started once per process and stopped at its end.
 */
export async function watchRevocations(db: Databases, heard: () => void): Promise<() => Promise<void>> {
  // One after the other: those of a hub share a connection.
  const hearing = [await watchCallers(db, heard), await watchMemberships(db, heard), await watchGrants(db, heard)]
  return async () => {
    await Promise.all(hearing.map(async (stop) => stop()))
  }
}
