import type { Transaction } from 'kysely'
import type { Databases } from '#db'
import type { IdentityTables } from '../identity.tables.ts'

export type VisitPurpose = 'sign_in' | 'link' | 'step_up'

/** A browser that was sent to a provider and is expected back. */
export type Visit = {
  readonly id: string
  readonly provider: string
  readonly purpose: VisitPurpose
  /** Whose session sent it; null for a sign-in. */
  readonly sessionId: string | null
  /** Nonce and PKCE verifier, locked. */
  readonly secrets: string
  readonly next: string | null
}

export async function insertVisit(
  db: Databases,
  visit: Visit & { readonly stateHash: Buffer; readonly browserHash: Buffer; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const { id, provider, purpose, sessionId, secrets, next, stateHash, browserHash, expiresAt } = visit
  const builder = db.kysely<IdentityTables>('identity')
  await builder.deleteFrom('provider_visits').where('expires_at', '<', visit.now).execute()
  await builder
    .insertInto('provider_visits')
    .values({
      id,
      provider,
      purpose,
      session_id: sessionId,
      secrets,
      next,
      state_hash: stateHash,
      browser_hash: browserHash,
      expires_at: expiresAt,
    })
    .execute()
}

/** The visit that a browser comes back from. It is over by that, whatever comes of it: a second one finds nothing. */
export async function takeVisit(
  db: Databases,
  by: { readonly provider: string; readonly stateHash: Buffer; readonly browserHash: Buffer; readonly now: Date },
): Promise<Visit | undefined> {
  return await db
    .kysely<IdentityTables>('identity')
    .deleteFrom('provider_visits')
    .where('provider', '=', by.provider)
    .where('state_hash', '=', by.stateHash)
    .where('browser_hash', '=', by.browserHash)
    .where('expires_at', '>', by.now)
    .returning(['id', 'provider', 'purpose', 'session_id as sessionId', 'secrets', 'next'])
    .executeTakeFirst()
}

/** Whose session it is, while it lasts. */
export async function findSessionUser(
  tx: Transaction<IdentityTables>,
  sessionId: string,
  now: Date,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('user_sessions')
    .select('user_id as userId')
    .where('id', '=', sessionId)
    .where('is_active', '=', true)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.userId
}
