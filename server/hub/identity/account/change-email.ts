import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { configValue } from '#hub/config'
import { queueMail } from '#mail'
import { forgetCallers } from '../find-caller.ts'
import { allowedDomains } from '../identity.config.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import {
  changeAccount,
  deleteTokens,
  deleteWishesFor,
  findAccountByEmail,
  hasAgreed,
  isAddressTaken,
  lockAccount,
  lockAddress,
  takeToken,
} from './account.store.ts'
import { askByMail } from './ask-by-mail.ts'
import { isAllowedDomain, readAddress } from './email-address.ts'
import { accountError } from './errors.ts'

type Given = { readonly db: Databases; readonly box: SecretBox }
type Asker = Pick<Visitor, 'now' | 'from'>

/** Asks the present and the new address whether they agree. */
export async function askToChangeEmail(
  given: Given,
  visitor: Asker,
  wish: { readonly userId: string; readonly presentEmail: string; readonly email: string },
): Promise<void> {
  const email = readAddress(wish.email)
  if (email.toLowerCase() === wish.presentEmail.toLowerCase()) throw accountError.email_same()
  if (!isAllowedDomain(email, await configValue(given.db, allowedDomains))) throw accountError.domain_not_allowed()
  await askByMail(given, visitor, { kind: 'email_change', email, userId: wish.userId })
}

/** `waiting`: the other address has not agreed yet. */
export type EmailChange = { readonly state: 'waiting' | 'changed'; readonly email: string }

/** One of the two addresses agrees; with the second one the address changes. */
export async function confirmEmail({ db, box }: Given, { now, from }: Asker, token: string): Promise<EmailChange> {
  const done = await db
    .transaction<IdentityTables, EmailChange>('identity', async (tx) => {
      const taken = await takeToken(tx, hashToken(token), ['email_old', 'email_new'], now)
      // Locked, so that of two who agree at once the second sees the first.
      const account = taken === undefined ? undefined : await lockAccount(tx, taken.userId)
      if (taken === undefined || account === undefined || taken.newEmail === null) throw accountError.link_not_valid()
      const { newEmail } = taken
      const other = taken.purpose === 'email_old' ? 'email_new' : 'email_old'
      if (!(await hasAgreed(tx, account.id, { purpose: other, newEmail }))) return { state: 'waiting', email: newEmail }

      await lockAddress(tx, newEmail)
      if ((await findAccountByEmail(tx, newEmail)) !== undefined) throw accountError.email_taken()
      await changeAccount(tx, account.id, { email: newEmail, isVerified: true })
      // Links that went to the former address must not open the account any more.
      await deleteTokens(tx, account.id)
      await deleteWishesFor(tx, newEmail)
      const by = { now, from, actorId: account.id, workspaceId: null }
      await record(tx, by, { action: 'user.email_changed', resourceType: 'user', resourceId: account.id })
      const mail = { template: 'email_changed', name: account.name, oldEmail: account.email, newEmail } as const
      const expiresAt = new Date(now.getTime() + 86_400_000)
      for (const to of [account.email, newEmail]) await queueMail(tx, box, { ...mail, to, expiresAt })
      return { state: 'changed', email: newEmail }
    })
    .catch((error: unknown) => {
      throw isAddressTaken(error) ? accountError.email_taken() : error
    })
  // Sessions in memory know the former address.
  if (done.state === 'changed') await forgetCallers(db)
  return done
}
