import type { Databases } from '#db'
import { identityError } from '../errors.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { isSecondFactorOn } from '../second-factor/second-factor.store.ts'
import { freshMinutes } from '../session/require-fresh.ts'
import type { StartedSession } from '../session/start-session.ts'
import { renewSession } from '../session/step-up.ts'
import type { ProvenVisit } from './finish-visit.ts'
import { findLink } from './link.store.ts'
import { findSessionUser } from './visit.store.ts'

/** Confirms by a linked account that the holder of a session is still the same person. Not where there is a second factor: that one counts more. */
export async function stepUpByAccount(
  db: Databases,
  { provider, visit, account, visitor }: ProvenVisit,
): Promise<StartedSession> {
  const { now } = visitor
  const { sessionId } = visit
  if (sessionId === null) throw identityError.provider_visit_unknown()
  const userId = await db.transaction<IdentityTables, string | undefined>('identity', async (tx) => {
    const link = await findLink(tx, { provider: provider.name, subject: account.subject })
    const holder = await findSessionUser(tx, sessionId, now)
    return link !== undefined && link.userId === holder ? holder : undefined
  })
  if (userId === undefined || isStale(account.authenticatedAt, now) || (await isSecondFactorOn(db, userId)))
    throw identityError.step_up_failed()
  return await renewSession(db, visitor, { userId, sessionId, way: 'provider' })
}

/** Where the provider tells when they signed in over there, a sign-in of this morning confirms nothing. */
const isStale = (at: Date | null, now: Date): boolean => at !== null && now.getTime() - at.getTime() > freshMinutes * 60_000
