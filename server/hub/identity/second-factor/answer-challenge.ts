import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { beginSession } from '../session/complete-sign-in.ts'
import { sessionLifeMs, type StartedSession } from '../session/start-session.ts'
import type { Visitor } from '../session/visitor.ts'
import { hashToken } from '../token.ts'
import { findUserIn, type User } from '../user.store.ts'
import { type ChallengeRow, deleteChallenge, noteTry, takeChallenge } from './challenge.store.ts'
import { type CodeVerdict, proveCode } from './prove-code.ts'

/** A ticket is good for so many codes; whoever needs more shows the first factor again. */
const maxTries = 5

type Ended =
  | { readonly kind: 'session'; readonly user: User; readonly session: StartedSession }
  | { readonly kind: 'no_ticket' }
  | CodeVerdict

/** Ends a sign-in with a code. The ticket is of use only in the browser that got it, once, and for a few codes. */
export async function answerChallenge(
  db: Databases,
  visitor: Visitor,
  given: { readonly ticket: string; readonly code: string; readonly box: SecretBox },
): Promise<{ readonly user: User; readonly session: StartedSession }> {
  const lifeMs = await sessionLifeMs(db)
  // What fails is thrown after the commit, because it must count.
  const ended = await db.transaction<IdentityTables, Ended>('identity', async (tx) => {
    const hashes = { ticketHash: hashToken(given.ticket), browserHash: hashToken(visitor.browser()) }
    const challenge = await takeChallenge(tx, { ...hashes, now: visitor.now })
    if (challenge === undefined) return { kind: 'no_ticket' }
    const { userId } = challenge
    const verdict = await proveCode(tx, given.box, { userId, code: given.code, now: visitor.now })
    if (verdict.kind === 'right') return await letIn(tx, visitor, { challenge, way: verdict.way, lifeMs })
    await noteFailure(tx, visitor, challenge)
    return verdict
  })
  if (ended.kind === 'session') {
    if (visitor.session !== undefined) await forgetCallers(db)
    return ended
  }
  if (ended.kind === 'locked') throw identityError.second_factor_locked({ retryAfterSeconds: ended.retryAfterSeconds })
  if (ended.kind === 'wrong') throw identityError.wrong_code()
  throw identityError.ticket_not_valid()
}

async function letIn(
  tx: Transaction<IdentityTables>,
  visitor: Visitor,
  done: { challenge: ChallengeRow; way: string; lifeMs: number },
): Promise<Ended> {
  const { challenge, way, lifeMs } = done
  await deleteChallenge(tx, challenge.id)
  const user = await findUserIn(tx, challenge.userId)
  if (user === undefined) return { kind: 'no_ticket' }
  await record(
    tx,
    { now: visitor.now, from: visitor.from, actorId: user.id, workspaceId: null },
    { action: 'user.second_factor_shown', resourceType: 'user', resourceId: user.id, metadata: { way } },
  )
  return { kind: 'session', user, session: await beginSession(tx, visitor, { user, method: challenge.method, lifeMs }) }
}

async function noteFailure(tx: Transaction<IdentityTables>, visitor: Visitor, challenge: ChallengeRow): Promise<void> {
  const tries = challenge.tries + 1
  if (tries >= maxTries) await deleteChallenge(tx, challenge.id)
  else await noteTry(tx, challenge.id, tries)
  await record(
    tx,
    { now: visitor.now, from: visitor.from, actorId: null, workspaceId: null },
    { action: 'user.second_factor_failed', resourceType: 'user', resourceId: challenge.userId, metadata: { tries } },
  )
}
