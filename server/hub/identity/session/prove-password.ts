import type { Databases } from '#db'
import { record } from '#hub/audit'
import { tellOfClosing } from '../account/tell-of-closing.ts'
import { beginAttempt, succeedAttempt } from '../attempts.ts'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { checkPassword, hashPassword, pretendToCheck } from '../password.ts'
import { changePasswordHash, findUserToSignIn, type User } from '../user.store.ts'
import type { Visitor } from './visitor.ts'

/**
 * Whose password it is. Refuses with the same answer, after the same work, an unknown address, an account without
 * a password and a wrong one; refuses everything for a while after too many failures. `failed` names what is
 * written down about a failure.
 */
export async function provePassword(
  db: Databases,
  visitor: Pick<Visitor, 'now' | 'from'>,
  given: { readonly email: string; readonly password: string; readonly failed: 'user.sign_in_failed' | 'user.step_up_failed' },
): Promise<User> {
  const email = given.email.trim()
  const attempt = { account: email.toLowerCase(), address: visitor.from.address, now: visitor.now }
  const { closes } = await beginAttempt(db, attempt)

  const found = await findUserToSignIn(db, email)
  const verdict = await verdictOf(found?.passwordHash ?? null, given.password)
  if (found === undefined || verdict === 'wrong') {
    await noteFailure(db, visitor, { action: given.failed, userId: found?.id ?? null, closes })
    throw identityError.wrong_password()
  }
  await succeedAttempt(db, attempt)
  const { passwordHash, ...user } = found
  if (verdict === 'outdated' && passwordHash !== null)
    await changePasswordHash(db, user.id, { from: passwordHash, to: await hashPassword(given.password) })
  return user
}

async function verdictOf(stored: string | null, password: string): Promise<'right' | 'outdated' | 'wrong'> {
  if (stored !== null) return await checkPassword(password, stored)
  await pretendToCheck(password)
  return 'wrong'
}

/** The address that was typed is not written down: people type passwords there by mistake. */
async function noteFailure(
  db: Databases,
  { now, from }: Pick<Visitor, 'now' | 'from'>,
  failure: { action: string; userId: string | null; closes: boolean },
): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) => {
    await record(
      tx,
      { now, from, actorId: null, workspaceId: null },
      { action: failure.action, resourceType: 'user', resourceId: failure.userId },
    )
    if (failure.closes) await tellOfClosing(tx, { userId: failure.userId, now })
  })
}
