import type { Transaction } from 'kysely'
import { newId } from '#base/id'
import type { IdentityTables } from '../identity.tables.ts'
import { hashToken, newToken } from '../token.ts'
import { deleteSessionsBefore, insertSession } from './session.store.ts'

/** A session lives so long after its last use. */
export const sessionLifeMs = 30 * 24 * 60 * 60_000

export type StartedSession = { readonly secret: string; readonly expiresAt: Date }

export async function startSession(
  tx: Transaction<IdentityTables>,
  input: {
    readonly userId: string
    readonly now: Date
    readonly from: { readonly address: string; readonly agent: string | null }
  },
): Promise<StartedSession> {
  await deleteSessionsBefore(tx, input.userId, new Date(input.now.getTime() - sessionLifeMs))
  const secret = newToken()
  const expiresAt = new Date(input.now.getTime() + sessionLifeMs)
  await insertSession(tx, { id: newId(), userId: input.userId, tokenHash: hashToken(secret), expiresAt, ...input.from })
  return { secret, expiresAt }
}
