import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { configValue } from '#hub/config'
import { findAccountByEmail, lockAddress } from '../account/account.store.ts'
import { isAllowedDomain, readAddress } from '../account/email-address.ts'
import { insertAccount } from '../account/open-account.ts'
import { allowedDomains } from '../identity.config.ts'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { completeSignIn, type SignInOutcome } from '../session/complete-sign-in.ts'
import { findUserIn, type User } from '../user.store.ts'
import type { ProvenVisit } from './finish-visit.ts'
import { linkUse } from './link-account.ts'
import { findLink, insertLink, noteLinkUse } from './link.store.ts'
import type { Provider } from './provider.store.ts'
import type { ProviderAccount } from './read-account.ts'

/**
 * Signs in who is linked to the account. Somebody new gets an account where the provider is set to make some. An
 * account here with the same address is never taken over by it: its owner has to sign in and link.
 */
export async function signInByAccount(db: Databases, box: SecretBox, proven: ProvenVisit): Promise<SignInOutcome> {
  const { provider, account, visitor } = proven
  requireWelcome(provider, account)
  const domains = await configValue(db, allowedDomains)
  const user = await db.transaction<IdentityTables, User>('identity', async (tx) => {
    const link = await findLink(tx, { provider: provider.name, subject: account.subject })
    if (link === undefined) return await welcome({ tx, box, domains }, proven)
    await noteLinkUse(tx, link.id, linkUse(box, link.id, account, visitor.now))
    return await userOf(tx, link.userId)
  })
  return await completeSignIn(db, visitor, { user, method: 'provider' })
}

/** Where a provider is for some domains only, the address must be vouched for: else anybody could claim one of them. */
function requireWelcome(provider: Provider, account: ProviderAccount): void {
  if (provider.allowedDomains.length === 0) return
  if (!isAllowedDomain(verifiedEmail(provider, account), provider.allowedDomains)) throw identityError.provider_domain_refused()
}

function verifiedEmail(provider: Provider, account: ProviderAccount): string {
  if (account.email === null || !(account.isEmailVerified || provider.trustsEmail))
    throw identityError.provider_email_unverified()
  return account.email
}

async function userOf(tx: Transaction<IdentityTables>, userId: string): Promise<User> {
  const user = await findUserIn(tx, userId)
  if (user === undefined) throw identityError.account_closed()
  return user
}

type Welcome = { readonly tx: Transaction<IdentityTables>; readonly box: SecretBox; readonly domains: readonly string[] }

/** Somebody who has not come by this account before. */
async function welcome({ tx, box, domains }: Welcome, proven: ProvenVisit): Promise<User> {
  const { provider, account, visitor } = proven
  const email = readAddress(verifiedEmail(provider, account))
  // Of two who come at once by the same account the second one finds the link of the first.
  await lockAddress(tx, email)
  const at = { provider: provider.name, subject: account.subject }
  const link = await findLink(tx, at)
  if (link !== undefined) return await userOf(tx, link.userId)
  if ((await findAccountByEmail(tx, email))?.isVerified === true) throw identityError.sign_in_to_link()
  if (!provider.createsAccounts) throw identityError.provider_account_unknown()
  if (!isAllowedDomain(email, domains)) throw identityError.provider_domain_refused()
  const name = account.name ?? email.split('@', 1)[0] ?? email
  const user = await insertAccount({ tx, box }, visitor, { email, name, passwordHash: null })
  const id = newId()
  if (!(await insertLink(tx, { id, userId: user.id, ...at, ...linkUse(box, id, account, visitor.now) })))
    throw identityError.link_taken()
  await record(
    tx,
    { now: visitor.now, from: visitor.from, actorId: user.id, workspaceId: null },
    { action: 'linked_sign_in.created', resourceType: 'linked_sign_in', resourceId: id, new: { provider: provider.name } },
  )
  return user
}
