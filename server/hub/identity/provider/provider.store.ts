import type { ProviderKind } from '@steward/contract/api/provider'
import { sql, type Transaction } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { IdentityTables } from '../identity.tables.ts'

/** A service whose word about who somebody is this installation takes. */
export type Provider = {
  readonly id: string
  /** In addresses; never changes. */
  readonly name: string
  readonly kind: ProviderKind
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  /** Locked. */
  readonly clientSecret: string
  readonly scopes: readonly string[]
  /** Of the addresses that may come; in small letters; empty: all. */
  readonly allowedDomains: readonly string[]
  readonly createsAccounts: boolean
  readonly trustsEmail: boolean
  readonly isActive: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

const columns = [
  'id',
  'name',
  'kind',
  'label',
  'issuer',
  'client_id as clientId',
  'client_secret as clientSecret',
  'scopes',
  'allowed_domains as allowedDomains',
  'creates_accounts as createsAccounts',
  'trusts_email as trustsEmail',
  'is_active as isActive',
] as const
const times = ['created_at as createdAt', 'updated_at as updatedAt'] as const

export async function listProviders(db: Databases): Promise<(Provider & { readonly linkedPeople: number })[]> {
  const rows = await db
    .kysely<IdentityTables>('identity')
    .selectFrom('identity_providers as provider')
    .select(columns.map((column) => `provider.${column}` as const))
    .select(times.map((column) => `provider.${column}` as const))
    .select(sql<string>`(select count(*) from oauth_providers link where link.provider = provider.name)`.as('linkedPeople'))
    .orderBy('provider.created_at')
    .orderBy('provider.id')
    .execute()
  return rows.map((row) => ({ ...row, linkedPeople: Number(row.linkedPeople) }))
}

/** One that is switched on. */
export async function findActiveProvider(db: Databases, name: string): Promise<Provider | undefined> {
  return await db
    .kysely<IdentityTables>('identity')
    .selectFrom('identity_providers')
    .select(columns)
    .select(times)
    .where('name', '=', name)
    .where('is_active', '=', true)
    .executeTakeFirst()
}

/** Locked until the end of the transaction. */
export async function takeProvider(tx: Transaction<IdentityTables>, id: string): Promise<Provider | undefined> {
  return await tx
    .selectFrom('identity_providers')
    .select(columns)
    .select(times)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** False when the name is taken. */
export async function insertProvider(tx: Transaction<IdentityTables>, provider: Provider): Promise<boolean> {
  const done = await tx
    .insertInto('identity_providers')
    .values({
      id: provider.id,
      name: provider.name,
      kind: provider.kind,
      issuer: provider.issuer,
      ...changeableOf(provider),
      created_at: provider.createdAt,
      updated_at: provider.updatedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

export async function updateProvider(tx: Transaction<IdentityTables>, provider: Provider): Promise<void> {
  await tx.updateTable('identity_providers').set(changeableOf(provider)).where('id', '=', provider.id).execute()
}

const changeableOf = (provider: Provider) => ({
  label: provider.label,
  client_id: provider.clientId,
  client_secret: provider.clientSecret,
  scopes: jsonb([...provider.scopes]),
  allowed_domains: jsonb([...provider.allowedDomains]),
  creates_accounts: provider.createsAccounts,
  trusts_email: provider.trustsEmail,
  is_active: provider.isActive,
})

/** With the links to it and the visits under way. */
export async function deleteProvider(tx: Transaction<IdentityTables>, id: string): Promise<void> {
  await tx.deleteFrom('identity_providers').where('id', '=', id).execute()
}
