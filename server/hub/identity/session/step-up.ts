import type { Transaction } from 'kysely'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import { type By, record } from '#hub/audit'
import { identityError } from '../errors.ts'
import { forgetCallers } from '../find-caller.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { listLinks } from '../provider/link.store.ts'
import { type CodeVerdict, proveCode } from '../second-factor/prove-code.ts'
import { isSecondFactorOn } from '../second-factor/second-factor.store.ts'
import { hashToken, newToken } from '../token.ts'
import { findCallerUser, hasPassword } from '../user.store.ts'
import { provePassword } from './prove-password.ts'
import { renewSecret } from './session.store.ts'
import type { StartedSession } from './start-session.ts'

/** A session whose holder is to confirm that it is still them. */
export type OpenSession = { readonly userId: string; readonly sessionId: string }
type Who = Required<Pick<By, 'now' | 'from'>>

/** How somebody can confirm that it is them. With a second factor only by it: a password alone must not be able to switch it off. */
export async function waysToStepUp(
  db: Databases,
  userId: string,
): Promise<{ readonly ways: ('code' | 'password' | 'provider')[]; readonly providers: Awaited<ReturnType<typeof listLinks>> }> {
  if (await isSecondFactorOn(db, userId)) return { ways: ['code'], providers: [] }
  const providers = (await listLinks(db, userId)).filter((link) => link.isActive)
  const ways: ('password' | 'provider')[] = (await hasPassword(db, userId)) ? ['password'] : []
  return { ways: providers.length > 0 ? [...ways, 'provider'] : ways, providers }
}

/** Confirms by code or password that it is still the same person. The session gets a new secret; the former one is worthless. */
export async function stepUp(
  db: Databases,
  by: Who,
  given: OpenSession & { readonly proof: { readonly code: string } | { readonly password: string }; readonly box: SecretBox },
): Promise<StartedSession> {
  const { userId, proof, box } = given
  if ('code' in proof) await proveByCode(db, by, { userId, code: proof.code, box })
  else await proveByPassword(db, by, { userId, password: proof.password })
  return await renewSession(db, by, { ...given, way: 'code' in proof ? 'code' : 'password' })
}

async function proveByCode(db: Databases, by: Who, given: { userId: string; code: string; box: SecretBox }): Promise<void> {
  const { userId, code, box } = given
  const verdict = await db.transaction<IdentityTables, CodeVerdict>('identity', async (tx) => {
    const proven = await proveCode(tx, box, { userId, code, now: by.now })
    if (proven.kind !== 'right') await noteFailure(tx, by, userId)
    return proven
  })
  if (verdict.kind === 'locked') throw identityError.second_factor_locked({ retryAfterSeconds: verdict.retryAfterSeconds })
  if (verdict.kind === 'off') throw identityError.second_factor_off()
  if (verdict.kind === 'wrong') throw identityError.step_up_failed()
}

async function proveByPassword(db: Databases, by: Who, given: { userId: string; password: string }): Promise<void> {
  const { email, id } = await findCallerUser(db, given.userId)
  if (await isSecondFactorOn(db, id)) throw identityError.step_up_failed()
  await provePassword(db, by, { email, password: given.password, failed: 'user.step_up_failed' }).catch((error: unknown) => {
    // Nobody is asked for an address here, and 401 would say that the session is over.
    throw (error as { code?: unknown }).code === 'identity.wrong_password' ? identityError.step_up_failed() : error
  })
}

async function noteFailure(tx: Transaction<IdentityTables>, { now, from }: Who, userId: string): Promise<void> {
  await record(
    tx,
    { now, from, actorId: userId, workspaceId: null },
    { action: 'user.step_up_failed', resourceType: 'user', resourceId: userId },
  )
}

/** Gives a session a new secret and a fresh date, after its holder has proved who they are. */
export async function renewSession(
  db: Databases,
  by: Who,
  session: OpenSession & { readonly way: 'code' | 'password' | 'provider' },
): Promise<StartedSession> {
  const { userId, sessionId, way } = session
  const { now, from } = by
  const secret = newToken()
  const renewed = await db.transaction<IdentityTables, { expiresAt: Date } | undefined>('identity', async (tx) => {
    const done = await renewSecret(tx, { id: sessionId, userId, tokenHash: hashToken(secret), now })
    if (done === undefined) return undefined
    await record(
      tx,
      { now, from, actorId: userId, workspaceId: null },
      { action: 'user.stepped_up', resourceType: 'user', resourceId: userId, metadata: { way } },
    )
    return done
  })
  await forgetCallers(db)
  if (renewed === undefined) throw identityError.step_up_failed()
  return { secret, expiresAt: renewed.expiresAt }
}
