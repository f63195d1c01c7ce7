import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newToken } from '../token.ts'
import { deleteSessionsBefore, insertSession } from './session.store.ts'

/** A session lives so long after its last use. */
export const sessionLifeMs = 30 * 24 * 60 * 60_000

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'magic_link' | 'password_reset' | 'verification' | 'provider' | 'set_up'

export type StartedSession = { readonly secret: string; readonly expiresAt: Date }

export type NewSessionOf = {
  readonly userId: string
  readonly now: Date
  readonly from: { readonly address: string; readonly agent: string | null }
  readonly method?: SignInMethod
}

/** Only for who has proved everything that is asked of them: see `completeSignIn`. */
export async function startSession(tx: Transaction<IdentityTables>, input: NewSessionOf): Promise<StartedSession> {
  const { userId, now, from, method = 'password' } = input
  await deleteSessionsBefore(tx, userId, new Date(now.getTime() - sessionLifeMs))
  const secret = newToken()
  const expiresAt = new Date(now.getTime() + sessionLifeMs)
  await insertSession(tx, { id: newId(), userId, tokenHash: hashToken(secret), expiresAt, now, method, ...from })
  return { secret, expiresAt }
}
