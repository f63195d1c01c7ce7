import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import { type NewSessionOf, sessionLifeMs, type StartedSession, startSession } from './start-session.ts'

/** Starts a session for a user who was made this very moment, and so can owe no second factor. Everybody else: `completeSignIn`. */
export async function openSession(db: Databases, input: Omit<NewSessionOf, 'lifeMs'>): Promise<StartedSession> {
  const lifeMs = await sessionLifeMs(db)
  return await db.transaction<IdentityTables, StartedSession>('identity', async (tx) => startSession(tx, { ...input, lifeMs }))
}
