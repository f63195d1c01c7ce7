import type { AccountLink } from '@steward/contract/api/account'
import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken } from '../token.ts'
import { findAccount, findToken, findWish } from './account.store.ts'
import { accountError } from './errors.ts'

/** What a link in a mail is for, without using it up: a page can say whose account it is about before anything happens. */
export async function describeLink(db: Databases, token: string, now: Date): Promise<AccountLink> {
  const builder = db.kysely<IdentityTables>('identity')
  const tokenHash = hashToken(token)
  const wish = await findWish(builder, tokenHash, now)
  if (wish !== undefined) return { purpose: 'sign_up', email: wish.email, name: wish.name, newEmail: null }
  const found = await findToken(builder, tokenHash, now)
  const account = found === undefined ? undefined : await findAccount(builder, found.userId)
  if (found === undefined || account === undefined) throw accountError.link_not_valid()
  return { purpose: found.purpose, email: account.email, name: account.name, newEmail: found.newEmail }
}
