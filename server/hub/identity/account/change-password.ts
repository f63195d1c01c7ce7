import type { SecretBox } from '#base/secret-box'
import { AppError } from '#base/error'
import type { Databases } from '#db'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashPassword } from '../password.ts'
import { provePassword } from '../session/prove-password.ts'
import type { Visitor } from '../session/visitor.ts'
import { findAccount, lockAccount } from './account.store.ts'
import { checkNewPassword } from './check-new-password.ts'
import { endAccess } from './end-access.ts'
import { accountError } from './errors.ts'
import { setPassword } from './reset-password.ts'

type Given = { readonly db: Databases; readonly box: SecretBox }
type Change = {
  readonly userId: string
  /** The one that stays. */
  readonly sessionId: string
  readonly currentPassword: string
  readonly newPassword: string
}

/** Changes the password of who knows the present one. Other sessions, tokens and links end. */
export async function changePassword(given: Given, visitor: Pick<Visitor, 'now' | 'from'>, change: Change): Promise<void> {
  const { db } = given
  const { now } = visitor
  const account = await findAccount(db.kysely<IdentityTables>('identity'), change.userId)
  if (account === undefined) throw accountError.link_not_valid()
  if (!account.hasPassword) throw accountError.no_password()
  await provePassword(db, visitor, {
    email: account.email,
    password: change.currentPassword,
    failed: 'user.step_up_failed',
  }).catch((error: unknown) => {
    // 401 would say that the session is over.
    throw error instanceof AppError && error.code === 'identity.wrong_password' ? accountError.password_wrong() : error
  })
  await checkNewPassword(db, change.newPassword, account)
  const passwordHash = await hashPassword(change.newPassword)
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    const locked = await lockAccount(tx, account.id)
    if (locked === undefined) throw accountError.password_wrong()
    await setPassword({ tx, box: given.box }, visitor, { account: locked, passwordHash, action: 'user.password_changed' })
    await endAccess(tx, locked.id, { now, exceptSession: change.sessionId })
  })
  await forgetCallers(db)
}
