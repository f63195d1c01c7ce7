import { parseAddressList } from '#base/address-list'
import type { Databases } from '#db'
import { findKey, noteKeyUse } from './api-key/api-key.store.ts'
import { createLookupCache } from './lookup-cache.ts'
import { findSession, noteSessionUse, prolongSession } from './session/session.store.ts'
import { sessionLifeMs } from './session/start-session.ts'
import type { AccessTokens } from './token/access-tokens.jobs.ts'
import { tokenError } from './token/errors.ts'
import { findHolder } from './token/token.store.ts'
import { hashToken, keyPrefix } from './token.ts'
import type { User } from './user.store.ts'

type Kind = 'session' | 'api_key' | 'access_token'

/** Whom a credential stands for. */
export type Caller = {
  readonly kind: Kind
  /** Of the session, of the API key, or of the family of an access token. */
  readonly credentialId: string
  readonly user: User
  readonly hasSecondFactor: boolean
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  /** When the person last proved who they are; null where a program acts. */
  readonly authenticatedAt: Date | null
  /** The only workspace it opens; null: all of the user's. */
  readonly workspaceId: string | null
  /** The session was prolonged by this very request. */
  readonly renewed: boolean
}

type Credential = { readonly kind: Kind; readonly secret: string }

export type Asked = {
  readonly now: Date
  /** From where the request came; a key may be bound to addresses. */
  readonly address?: string | undefined
  /** Without them no access token is known. */
  readonly tokens?: AccessTokens | undefined
  /** Only whether the credential holds is asked: no use is noted and no session prolonged. */
  readonly passive?: boolean | undefined
}

type Known = Caller & { readonly mayComeFrom: ((address: string) => boolean) | undefined }

/** A use of a key is noted, and a session prolonged, not more often than that: reading must not mean writing. */
const noteUseEveryMs = 60_000
const prolongEveryMs = 24 * 60 * 60_000

/** By what all views of the same databases share. */
const caches = new WeakMap<Databases['published'], ReturnType<typeof createLookupCache<Known>>>()

/**
 * Finds out whom a credential stands for; undefined when it is unknown, expired, ended or revoked. Refuses a key that
 * comes from an address it is not for.
 */
export async function findCaller(db: Databases, credential: Credential, asked: Asked): Promise<Caller | undefined> {
  const hash = hashToken(credential.secret)
  const caller = await lookUp(db, { ...credential, hash }, asked)
  if (caller === undefined) return undefined
  const { mayComeFrom, ...known } = caller
  const address = asked.address ?? ''
  if (mayComeFrom !== undefined && !mayComeFrom(address)) throw tokenError.key_wrong_address({ address })
  return known
}

type Hashed = Credential & { readonly hash: Buffer }

async function lookUp(db: Databases, credential: Hashed, asked: Asked): Promise<Known | undefined> {
  const { now, passive = false } = asked
  const known = cacheOf(db)
  // What was looked up passively is kept apart, else it would keep the use that comes next from being noted.
  const key = `${passive ? 'passive ' : ''}${credential.kind} ${credential.hash.toString('base64')}`
  const cached = known.get(key, now)
  if (cached !== undefined) return cached.expiresAt === null || cached.expiresAt > now ? { ...cached, renewed: false } : undefined

  const generation = known.ask()
  const caller = await find[credential.kind](db, credential, asked)
  if (caller !== undefined) known.set(key, caller, { now, asked: generation })
  return caller
}

const find: Record<Kind, (db: Databases, credential: Hashed, asked: Asked) => Promise<Known | undefined>> = {
  session: bySession,
  api_key: byKey,
  access_token: byAccessToken,
}

async function bySession(db: Databases, { hash }: Hashed, { now, passive = false }: Asked): Promise<Known | undefined> {
  const session = await findSession(db, hash, now)
  if (session === undefined) return undefined
  const lifeMs = await sessionLifeMs(db)
  // The life of sessions may have been shortened since this one was last used.
  if (now.getTime() - session.lastUsedAt.getTime() > lifeMs) return undefined
  const fresh = new Date(now.getTime() + lifeMs)
  const differMs = Math.abs(fresh.getTime() - session.expiresAt.getTime())
  const renewed = !passive && differMs > Math.min(prolongEveryMs, lifeMs / 10)
  if (renewed) await prolongSession(db, session.id, fresh)
  if (!passive && now.getTime() - session.lastUsedAt.getTime() > noteUseEveryMs) await noteSessionUse(db, session.id, now)
  return {
    kind: 'session',
    credentialId: session.id,
    user: session.user,
    hasSecondFactor: session.hasSecondFactor,
    scopes: [],
    expiresAt: renewed ? fresh : session.expiresAt,
    authenticatedAt: session.authenticatedAt,
    workspaceId: null,
    renewed,
    mayComeFrom: undefined,
  }
}

async function byKey(
  db: Databases,
  { secret, hash }: Hashed,
  { now, address, passive = false }: Asked,
): Promise<Known | undefined> {
  if (!secret.startsWith(keyPrefix)) return undefined
  const key = await findKey(db, hash, now)
  if (key === undefined) return undefined
  const list = key.allowedAddresses.length === 0 ? undefined : parseAddressList(key.allowedAddresses.join(','))
  const isWelcome = list === undefined || list.has(address ?? '')
  const isDue = key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > noteUseEveryMs
  if (isWelcome && isDue && !passive) await noteKeyUse(db, key.id, { now, address })
  return {
    kind: 'api_key',
    credentialId: key.id,
    user: key.user,
    hasSecondFactor: key.hasSecondFactor,
    scopes: key.scopes,
    expiresAt: key.validUntil,
    authenticatedAt: null,
    workspaceId: key.workspaceId,
    renewed: false,
    mayComeFrom: list === undefined ? undefined : (from) => list.has(from),
  }
}

async function byAccessToken(db: Databases, { secret, hash }: Hashed, { now, tokens }: Asked): Promise<Known | undefined> {
  const read = await tokens?.read(secret, now)
  if (read === undefined) return undefined
  const { userId, familyId, generation, workspaceId, scopes } = read.claims
  const holder = await findHolder(db, { hash, userId, familyId, generation })
  if (holder === undefined) return undefined
  const { hasSecondFactor, ...user } = holder
  return {
    kind: 'access_token',
    credentialId: familyId,
    user,
    hasSecondFactor,
    scopes,
    expiresAt: read.expiresAt,
    authenticatedAt: null,
    workspaceId,
    renewed: false,
    mayComeFrom: undefined,
  }
}

function cacheOf(db: Databases) {
  const known = caches.get(db.published) ?? createLookupCache<Known>()
  caches.set(db.published, known)
  return known
}

const channel = 'callers_changed'

/** Called after a session ended, a key or a token was revoked, or a second factor switched: nobody may be served from memory any more. */
export async function forgetCallers(db: Databases): Promise<void> {
  cacheOf(db).clear()
  await db.notify('identity', channel)
}

/** Hears when any process ends sessions or revokes keys and tokens; `heard` is called once they are forgotten here. */
export async function watchCallers(db: Databases, heard: () => void): Promise<() => Promise<void>> {
  return await db.listen('identity', channel, () => {
    cacheOf(db).clear()
    heard()
  })
}
