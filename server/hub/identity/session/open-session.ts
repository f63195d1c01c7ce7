import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'
import { type StartedSession, startSession } from './start-session.ts'

/** Starts a session for a user who has just proved who they are in another way, such as by being set up. */
export async function openSession(db: Databases, input: Parameters<typeof startSession>[1]): Promise<StartedSession> {
  return await db.transaction<IdentityTables, StartedSession>('identity', async (tx) => startSession(tx, input))
}
