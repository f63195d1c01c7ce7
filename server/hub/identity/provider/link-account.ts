import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { ProvenVisit } from './finish-visit.ts'
import { countWaysIn, deleteLink, findLink, insertLink, type LinkUse, noteLinkUse } from './link.store.ts'
import type { ProviderAccount } from './read-account.ts'
import { findSessionUser } from './visit.store.ts'
import { tellOwner } from '../session/tell-owner.ts'

/** What is kept of a visit; the provider's tokens locked for this very link. */
export function linkUse(box: SecretBox, linkId: string, account: ProviderAccount, now: Date): LinkUse {
  const { access, refresh, expiresAt, scopes } = account.tokens
  const lock = (token: string | null, column: string) =>
    token === null ? null : box.lock(token, `oauth_providers ${linkId} ${column}`)
  return {
    email: account.email,
    accessToken: lock(access, 'access_token'),
    refreshToken: lock(refresh, 'refresh_token'),
    tokenExpiresAt: expiresAt,
    scopes,
    now,
  }
}

/**
 * Links an account at a provider to the person whose session began the visit. Both sides are proven: here by a fresh
 * sign-in, there by the visit. Their addresses need not be equal, and equal ones would prove nothing.
 */
export async function linkAccount(
  db: Databases,
  box: SecretBox,
  { provider, visit, account, visitor }: ProvenVisit,
): Promise<void> {
  const { now, from } = visitor
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const userId = visit.sessionId === null ? undefined : await findSessionUser(tx, visit.sessionId, now)
    if (userId === undefined) throw identityError.provider_visit_unknown()
    const at = { provider: provider.name, subject: account.subject }
    const id = newId()
    if (await insertLink(tx, { id, userId, ...at, ...linkUse(box, id, account, now) })) {
      await record(
        tx,
        { now, from, actorId: userId, workspaceId: null },
        { action: 'linked_sign_in.created', resourceType: 'linked_sign_in', resourceId: id, new: { provider: provider.name } },
      )
      await tellOwner(tx, { now, from }, { about: 'security_changed', userId, what: linkedWords(provider.label) })
      return
    }
    const existing = await findLink(tx, at)
    if (existing?.userId !== userId) throw identityError.link_taken()
    await noteLinkUse(tx, existing.id, linkUse(box, existing.id, account, now))
  })
}

const linkedWords = (label: string) => `An account at ${label} was linked: whoever has it can sign in to yours.`

/** Takes a linked account away, unless nothing would be left to sign in by. */
export async function unlinkAccount(
  db: Databases,
  by: By,
  link: { readonly id: string; readonly userId: string },
): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const provider = await deleteLink(tx, link)
    if (provider === undefined) throw identityError.link_not_found()
    // Counted after the deletion and behind the lock of the user's row, so that two at once leave one.
    if ((await countWaysIn(tx, link.userId)) === 0) throw identityError.last_way_in()
    await record(tx, by, {
      action: 'linked_sign_in.deleted',
      resourceType: 'linked_sign_in',
      resourceId: link.id,
      old: { provider },
    })
    const what = 'A linked sign-in was taken away: nobody gets into your account by it any more.'
    await tellOwner(tx, by, { about: 'security_changed', userId: link.userId, what })
  })
}
