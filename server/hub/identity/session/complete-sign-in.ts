import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { type Challenge, openChallenge } from '../second-factor/open-challenge.ts'
import { findSignInState } from '../second-factor/second-factor.store.ts'
import { hashToken } from '../token.ts'
import { noteSignIn, type User } from '../user.store.ts'
import { endSessionBySecret, isKnownDevice } from './session.store.ts'
import { sessionLifeMs, type SignInMethod, type StartedSession, startSession } from './start-session.ts'
import { tellOwner } from './tell-owner.ts'
import type { Visitor } from './visitor.ts'

export type SignInOutcome =
  | { readonly kind: 'session'; readonly user: User; readonly session: StartedSession }
  | { readonly kind: 'second_factor'; readonly challenge: Challenge }

/**
 * The only way from a proof to a session, whatever the proof was: a password, a link in a mail, the word of a
 * provider. Where the person signs in with a second factor there is no session yet, but a challenge that
 * `answerChallenge` ends. Refuses who was deactivated or deleted meanwhile.
 */
export async function completeSignIn(
  db: Databases,
  visitor: Visitor,
  proven: { readonly user: User; readonly method: SignInMethod },
): Promise<SignInOutcome> {
  const { user, method } = proven
  const lifeMs = await sessionLifeMs(db)
  const outcome = await db.transaction<IdentityTables, SignInOutcome>('identity', async (tx) => {
    const state = await findSignInState(tx, user.id)
    if (state === undefined) throw identityError.account_closed()
    if (!state.twoFactorEnabled)
      return { kind: 'session', user, session: await beginSession(tx, visitor, { user, method, lifeMs }) }
    await record(
      tx,
      { now: visitor.now, from: visitor.from, actorId: user.id, workspaceId: null },
      { action: 'user.second_factor_asked', resourceType: 'user', resourceId: user.id, metadata: { method } },
    )
    return { kind: 'second_factor', challenge: await openChallenge(tx, visitor, { userId: user.id, method }) }
  })
  if (outcome.kind === 'session' && visitor.session !== undefined) await forgetCallers(db)
  return outcome
}

/** Starts the session of who owes nothing more, and ends the one that the browser had before. The caller forgets callers after the commit. */
export async function beginSession(
  tx: Transaction<IdentityTables>,
  visitor: Visitor,
  proven: { readonly user: User; readonly method: SignInMethod; readonly lifeMs: number },
): Promise<StartedSession> {
  const { now, from } = visitor
  const { user, method, lifeMs } = proven
  if (visitor.session !== undefined) await endFormer(tx, visitor, visitor.session)
  if (!(await isKnownDevice(tx, user.id, from.agent)))
    await tellOwner(tx, { now, from }, { about: 'new_sign_in', userId: user.id })
  await noteSignIn(tx, user.id, { now, passwordHash: undefined })
  await record(
    tx,
    { now, from, actorId: user.id, workspaceId: null },
    { action: 'user.signed_in', resourceType: 'user', resourceId: user.id, metadata: { method } },
  )
  return await startSession(tx, { userId: user.id, now, from, method, lifeMs })
}

async function endFormer(tx: Transaction<IdentityTables>, { now, from }: Visitor, secret: string): Promise<void> {
  const ended = await endSessionBySecret(tx, hashToken(secret))
  if (ended === undefined) return
  await record(
    tx,
    { now, from, actorId: ended.userId, workspaceId: null },
    { action: 'user.signed_out', resourceType: 'user', resourceId: ended.userId },
  )
}
