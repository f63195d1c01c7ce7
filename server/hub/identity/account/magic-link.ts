import { timingSafeEqual } from 'node:crypto'
import type { Databases } from '#db'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import type { User } from '../user.store.ts'
import { deleteTokens, findToken, lockAccount, takeToken } from './account.store.ts'
import { takeOver } from './end-access.ts'
import { accountError } from './errors.ts'

/**
 * Whose link it is, which is then used up. It works in the browser alone that asked for it: so a program that looks
 * through mails cannot use it up, and nobody can be signed in to the account of somebody else by a link sent to them.
 */
export async function redeemMagicLink(db: Databases, visitor: Visitor, token: string): Promise<User> {
  const { now, browser } = visitor
  const tokenHash = hashToken(token)
  const found = await findToken(db.kysely<IdentityTables>('identity'), tokenHash, now)
  if (found?.purpose !== 'magic_link' || found.browserHash === null) throw accountError.link_not_valid()
  if (!timingSafeEqual(found.browserHash, hashToken(browser()))) throw accountError.other_browser()
  const account = await db.transaction<IdentityTables, User>('identity', async (tx) => {
    const taken = await takeToken(tx, tokenHash, ['magic_link'], now)
    const locked = taken === undefined ? undefined : await lockAccount(tx, taken.userId)
    if (locked === undefined) throw accountError.link_not_valid()
    await takeOver(tx, locked, now)
    await deleteTokens(tx, locked.id, ['magic_link'])
    return locked
  })
  await forgetCallers(db)
  const { id, email, name, avatarUrl, isAdmin } = account
  return { id, email, name, avatarUrl, isAdmin }
}
