import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { createAttempts } from '../attempts.ts'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { checkPassword, hashPassword, pretendToCheck } from '../password.ts'
import { findUserToSignIn, noteSignIn, type User } from '../user.store.ts'
import { type StartedSession, startSession } from './start-session.ts'

export type SignIn = { readonly email: string; readonly password: string }
type Visitor = Required<Pick<By, 'now' | 'from'>>

/** One count per installation that this process serves. */
const attemptsOf = new WeakMap<Databases, ReturnType<typeof createAttempts>>()

/** Signs in with a password. An unknown address and a wrong password are told apart neither by the answer nor by its time. */
export async function signIn(db: Databases, visitor: Visitor, input: SignIn): Promise<{ user: User; session: StartedSession }> {
  const email = input.email.trim()
  const attempts = attemptsOf.get(db) ?? createAttempts()
  attemptsOf.set(db, attempts)
  const attempt = { account: email.toLowerCase(), address: visitor.from.address, now: visitor.now }
  attempts.begin(attempt)

  const found = await findUserToSignIn(db, email)
  const verdict = await verdictOf(found?.passwordHash, input.password)
  if (found === undefined || verdict === 'wrong') {
    await noteFailure(db, visitor, found?.id ?? null)
    throw identityError.wrong_password()
  }
  attempts.succeed(attempt)

  const { passwordHash: _, ...user } = found
  const renewedHash = verdict === 'outdated' ? await hashPassword(input.password) : undefined
  const session = await db.transaction<IdentityTables, StartedSession>('identity', async (tx) => {
    await noteSignIn(tx, user.id, { now: visitor.now, passwordHash: renewedHash })
    await record(
      tx,
      { ...visitor, actorId: user.id, workspaceId: null },
      { action: 'user.signed_in', resourceType: 'user', resourceId: user.id },
    )
    return await startSession(tx, { userId: user.id, ...visitor })
  })
  return { user, session }
}

async function verdictOf(stored: string | undefined, password: string): Promise<'right' | 'outdated' | 'wrong'> {
  if (stored !== undefined) return await checkPassword(password, stored)
  await pretendToCheck(password)
  return 'wrong'
}

/** The address that was typed is not written down: people type passwords there by mistake. */
async function noteFailure(db: Databases, visitor: Visitor, userId: string | null): Promise<void> {
  await db.transaction<IdentityTables, void>('identity', async (tx) =>
    record(
      tx,
      { ...visitor, actorId: null, workspaceId: null },
      { action: 'user.sign_in_failed', resourceType: 'user', resourceId: userId },
    ),
  )
}
