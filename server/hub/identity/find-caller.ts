import type { Databases } from '#db'
import { findKey, noteKeyUse } from './api-key/api-key.store.ts'
import { createLookupCache } from './lookup-cache.ts'
import { findSession, prolongSession } from './session/session.store.ts'
import { sessionLifeMs } from './session/start-session.ts'
import { hashToken, keyPrefix } from './token.ts'
import type { User } from './user.store.ts'

/** Whom a credential stands for. */
export type Caller = {
  readonly kind: 'session' | 'api_key'
  readonly credentialId: string
  readonly user: User
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  /** The session was prolonged by this very request. */
  readonly renewed: boolean
}

type Credential = { readonly kind: 'session' | 'api_key'; readonly secret: string }

/** A use of a key is noted, and a session prolonged, not more often than that: reading must not mean writing. */
const noteUseEveryMs = 60_000
const prolongEveryMs = 24 * 60 * 60_000

const caches = new WeakMap<Databases, ReturnType<typeof createLookupCache<Caller>>>()

/** Finds out whom a credential stands for; undefined when it is unknown, expired, ended or revoked. */
export async function findCaller(db: Databases, credential: Credential, now: Date): Promise<Caller | undefined> {
  const hash = hashToken(credential.secret)
  const known = cacheOf(db)
  const key = `${credential.kind} ${hash.toString('base64')}`
  const cached = known.get(key, now)
  if (cached !== undefined) return cached.expiresAt === null || cached.expiresAt > now ? { ...cached, renewed: false } : undefined

  const asked = known.ask()
  const caller = credential.kind === 'session' ? await bySession(db, hash, now) : await byKey(db, { ...credential, hash }, now)
  if (caller !== undefined) known.set(key, caller, { now, asked })
  return caller
}

async function bySession(db: Databases, hash: Buffer, now: Date): Promise<Caller | undefined> {
  const session = await findSession(db, hash, now)
  if (session === undefined) return undefined
  const fresh = new Date(now.getTime() + sessionLifeMs)
  const renewed = fresh.getTime() - session.expiresAt.getTime() > prolongEveryMs
  if (renewed) await prolongSession(db, session.id, fresh)
  return {
    kind: 'session',
    credentialId: session.id,
    user: session.user,
    scopes: [],
    expiresAt: renewed ? fresh : session.expiresAt,
    renewed,
  }
}

async function byKey(db: Databases, credential: { secret: string; hash: Buffer }, now: Date): Promise<Caller | undefined> {
  if (!credential.secret.startsWith(keyPrefix)) return undefined
  const key = await findKey(db, credential.hash, now)
  if (key === undefined) return undefined
  if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > noteUseEveryMs) await noteKeyUse(db, key.id, now)
  return { kind: 'api_key', credentialId: key.id, user: key.user, scopes: key.scopes, expiresAt: key.expiresAt, renewed: false }
}

function cacheOf(db: Databases) {
  const known = caches.get(db) ?? createLookupCache<Caller>()
  caches.set(db, known)
  return known
}

const channel = 'callers_changed'

/** Called after a session ended or a key was revoked: nobody may be served from memory any more. */
export async function forgetCallers(db: Databases): Promise<void> {
  cacheOf(db).clear()
  await db.notify('identity', channel)
}

/** Hears when another process ends sessions or revokes keys. */
export async function watchCallers(db: Databases): Promise<() => Promise<void>> {
  return await db.listen('identity', channel, () => cacheOf(db).clear())
}
