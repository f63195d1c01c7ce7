import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { newId } from '#base/id'
import type { Transaction } from 'kysely'
import { hashToken, newToken } from '../token.ts'
import type { SignClaims } from './access-tokens.jobs.ts'
import { type Family, findGeneration, insertRefreshToken, type NewRefreshToken } from './token.store.ts'
import type { TokenTables } from './token.tables.ts'

/** A refresh token that nobody uses for so long is dead. */
export const refreshLifeMs = 30 * 24 * 60 * 60_000
/** After so long a client signs in anew, however often it came. */
export const familyLifeMs = 180 * 24 * 60 * 60_000

const refreshPrefix = 'stwr_'

/** What a client calls itself, and what it keeps on its device alone; together they must come with every refresh. */
export type TokenClient = { readonly client: string; readonly device?: string | undefined }

export type TokenPair = {
  readonly familyId: string
  readonly accessToken: string
  readonly accessExpiresAt: Date
  readonly refreshToken: string
  readonly refreshExpiresAt: Date
}

export function hashClient({ client, device }: TokenClient): Buffer {
  return hashToken(JSON.stringify([client, device ?? null]))
}

export const isSameClient = (hash: Buffer, given: TokenClient): boolean => timingSafeEqual(hash, hashClient(given))

export const newRefreshSecret = (): string => `${refreshPrefix}${newToken()}`

export const newSalt = (): Buffer => randomBytes(32)

/**
 * The successor of a refresh token. Made of the token and a stored salt, so that whoever repeats a call gets the same
 * one although it is not stored; the salt alone tells nothing.
 */
export function successorOf(refreshToken: string, salt: Buffer): string {
  return `${refreshPrefix}${createHmac('sha256', salt).update(refreshToken).digest('base64url')}`
}

/** Writes a refresh token down, as a hash. */
export async function storeRefreshToken(
  tx: Transaction<TokenTables>,
  token: { readonly secret: string; readonly family: Family; readonly predecessorId: string | null; readonly now: Date },
): Promise<NewRefreshToken> {
  const { family, now } = token
  const row: NewRefreshToken = {
    id: newId(),
    familyId: family.id,
    userId: family.userId,
    hash: hashToken(token.secret),
    predecessorId: token.predecessorId,
    expiresAt: new Date(Math.min(now.getTime() + refreshLifeMs, family.expiresAt.getTime())),
    createdAt: now,
  }
  await insertRefreshToken(tx, row)
  return row
}

/** An access token for a family, of the present generation; undefined for a user who is switched off or deleted. */
export async function issueAccessToken(
  tx: Transaction<TokenTables>,
  { family, sign }: { readonly family: Family; readonly sign: SignClaims },
): Promise<{ readonly token: string; readonly expiresAt: Date } | undefined> {
  const generation = await findGeneration(tx, family.userId)
  if (generation === undefined) return undefined
  const { userId, workspaceId, scopes } = family
  return await sign({ userId, workspaceId, familyId: family.id, generation, scopes, id: newId() })
}
