import type { ProviderKind } from '@steward/contract/api/provider'
import type { Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { IdentityTables } from '../identity.tables.ts'

/** An account at a provider that belongs to somebody here. */
export type LinkRow = {
  readonly id: string
  readonly provider: string
  readonly label: string
  readonly kind: ProviderKind
  readonly email: string | null
  readonly linkedAt: Date
  readonly lastUsedAt: Date | null
  /** Whether the provider is switched on. */
  readonly isActive: boolean
}

/** What a provider vouched for in one visit; tokens are locked. */
export type LinkUse = {
  readonly email: string | null
  readonly accessToken: string | null
  readonly refreshToken: string | null
  readonly tokenExpiresAt: Date | null
  readonly scopes: readonly string[]
  readonly now: Date
}

export async function listLinks(db: Databases, userId: string): Promise<LinkRow[]> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('oauth_providers as link')
    .innerJoin('identity_providers as provider', 'provider.name', 'link.provider')
    .select(['link.id', 'link.provider', 'provider.label', 'provider.kind', 'link.email', 'link.created_at as linkedAt'])
    .select(['link.last_used_at as lastUsedAt', 'provider.is_active as isActive'])
    .where('link.user_id', '=', userId)
    .orderBy('link.created_at')
    .orderBy('link.id')
    .execute()
}

/** Whose account it is at that provider. */
export async function findLink(
  tx: Transaction<IdentityTables>,
  account: { readonly provider: string; readonly subject: string },
): Promise<{ readonly id: string; readonly userId: string } | undefined> {
  return await tx
    .selectFrom('oauth_providers')
    .select(['id', 'user_id as userId'])
    .where('provider', '=', account.provider)
    .where('provider_user_id', '=', account.subject)
    .executeTakeFirst()
}

/** False when the account is somebody's already; of two at once that is so for one. */
export async function insertLink(
  tx: Transaction<IdentityTables>,
  link: LinkUse & { readonly id: string; readonly userId: string; readonly provider: string; readonly subject: string },
): Promise<boolean> {
  const done = await tx
    .insertInto('oauth_providers')
    .values({
      id: link.id,
      user_id: link.userId,
      provider: link.provider,
      provider_user_id: link.subject,
      ...columnsOf(link),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function noteLinkUse(tx: Transaction<IdentityTables>, id: string, use: LinkUse): Promise<void> {
  await tx.updateTable('oauth_providers').set(columnsOf(use)).where('id', '=', id).execute()
}

const columnsOf = (use: LinkUse) => ({
  email: use.email,
  access_token: use.accessToken,
  refresh_token: use.refreshToken,
  token_expires_at: use.tokenExpiresAt,
  scopes: jsonb([...use.scopes]),
  last_used_at: use.now,
})

export async function deleteLink(
  tx: Transaction<IdentityTables>,
  link: { readonly id: string; readonly userId: string },
): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('oauth_providers')
    .where('id', '=', link.id)
    .where('user_id', '=', link.userId)
    .returning('provider')
    .executeTakeFirst()
  return row?.provider
}

/** How many ways to sign in a person has; the row of the user stays locked, so that of two that are taken away at once one is kept. */
export async function countWaysIn(tx: Transaction<IdentityTables>, userId: string): Promise<number> {
  const user = await tx
    .selectFrom('users')
    .select('password_hash as hash')
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  const { links } = await tx
    .selectFrom('oauth_providers as link')
    .innerJoin('identity_providers as provider', 'provider.name', 'link.provider')
    .select((select) => select.fn.countAll<string>().as('links'))
    .where('link.user_id', '=', userId)
    .where('provider.is_active', '=', true)
    .executeTakeFirstOrThrow()
  return Number(links) + (user?.hash === undefined || user.hash === null ? 0 : 1)
}
