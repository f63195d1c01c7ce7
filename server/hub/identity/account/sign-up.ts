import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { configValue } from '#hub/config'
import { allowedDomains, signUpMode } from '../identity.config.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import type { User } from '../user.store.ts'
import { deleteWishesFor, findWish, takeWish } from './account.store.ts'
import { askByMail } from './ask-by-mail.ts'
import { checkNewPassword } from './check-new-password.ts'
import { isAllowedDomain, readAddress } from './email-address.ts'
import { accountError } from './errors.ts'
import { insertAccount, prepareAccount } from './open-account.ts'
import type { IdentityTables } from '../identity.tables.ts'

type Given = { readonly db: Databases; readonly box: SecretBox }
type Asker = Pick<Visitor, 'now' | 'from'>

/** Sends a link by which an account can be made. Answers the same for an address that has one. */
export async function askToSignUp(
  given: Given,
  visitor: Asker,
  wish: { readonly email: string; readonly name: string },
): Promise<void> {
  const { db } = given
  await requireOpen(db)
  const email = readAddress(wish.email)
  const name = readName(wish.name)
  if (!isAllowedDomain(email, await configValue(db, allowedDomains))) throw accountError.domain_not_allowed()
  await askByMail(given, visitor, { kind: 'sign_up', email, name })
}

/**
 * Makes the account of somebody who has followed the link in the mail: only now, with a password that they choose
 * now. So nobody can prepare an account in the name of another person and wait for them.
 */
export async function confirmSignUp(
  given: Given,
  visitor: Asker,
  link: { readonly token: string; readonly name: string; readonly password: string },
): Promise<User> {
  const { db } = given
  const { now } = visitor
  await requireOpen(db)
  const tokenHash = hashToken(link.token)
  const wish = await findWish(db.kysely<IdentityTables>('identity'), tokenHash, now)
  if (wish === undefined) throw accountError.link_not_valid()
  const account = { email: wish.email, name: readName(link.name), password: link.password }
  await checkNewPassword(db, link.password, account)
  const prepared = await prepareAccount(account)
  return await db.transaction<IdentityTables, User>('identity', async (tx) => {
    if ((await takeWish(tx, tokenHash, now)) === undefined) throw accountError.link_not_valid()
    await deleteWishesFor(tx, wish.email)
    return await insertAccount({ tx, box: given.box }, visitor, prepared)
  })
}

async function requireOpen(db: Databases): Promise<void> {
  const mode = await configValue(db, signUpMode)
  if (mode === 'closed') throw accountError.sign_up_closed()
  if (mode === 'invitation') throw accountError.sign_up_by_invitation()
}

export function readName(text: string): string {
  const name = text.trim()
  if (name === '') throw accountError.name_missing()
  return name
}
