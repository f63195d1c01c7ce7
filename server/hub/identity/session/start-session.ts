import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { configValue } from '#hub/config'
import { sessionDays } from '../identity.config.ts'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newToken } from '../token.ts'
import { deleteSessionsBefore, insertSession } from './session.store.ts'

/** A session lives so long after its last use, as the installation is set. */
export async function sessionLifeMs(db: Databases): Promise<number> {
  return (await configValue(db, sessionDays)) * 24 * 60 * 60_000
}

/** How somebody proved who they are. */
export type SignInMethod = 'password' | 'magic_link' | 'password_reset' | 'verification' | 'provider' | 'set_up'

export type StartedSession = { readonly secret: string; readonly expiresAt: Date }

export type NewSessionOf = {
  readonly userId: string
  readonly now: Date
  readonly from: { readonly address: string; readonly agent: string | null }
  readonly method?: SignInMethod
  readonly lifeMs: number
}

/** Only for who has proved everything that is asked of them: see `completeSignIn`. */
export async function startSession(tx: Transaction<IdentityTables>, input: NewSessionOf): Promise<StartedSession> {
  const { userId, now, from, method = 'password', lifeMs } = input
  await deleteSessionsBefore(tx, userId, new Date(now.getTime() - lifeMs))
  const secret = newToken()
  const expiresAt = new Date(now.getTime() + lifeMs)
  await insertSession(tx, { id: newId(), userId, tokenHash: hashToken(secret), expiresAt, now, method, ...from })
  return { secret, expiresAt }
}
