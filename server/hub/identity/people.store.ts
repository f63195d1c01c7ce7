import { sql, type Transaction } from 'kysely'
import type { Databases } from '#db'
import type { IdentityTables } from './identity.tables.ts'

/** A person as the other members of a workspace see them. */
export type Person = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isVerified: boolean
  readonly hasSecondFactor: boolean
}

const columns = ['id', 'name', 'email', 'is_verified as isVerified', 'two_factor_enabled as hasSecondFactor'] as const

/** People by id; also those whose account is shut, so that a list has no holes. */
export async function findPeople(db: Databases, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await people(db)
    .select(columns)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those of these people whose name or address holds the text. */
export async function findPeopleNamed(db: Databases, ids: readonly string[], search: string): Promise<string[]> {
  if (ids.length === 0) return []
  const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await people(db)
    .select('id')
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .where((where) => where.or([where('name', 'ilike', like), where('email', 'ilike', like)]))
    .execute()
  return rows.map((row) => row.id)
}

/** Accounts that can sign in, by address in small letters. */
export async function findPeopleByEmail(db: Databases, emails: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  if (emails.length === 0) return new Map()
  const rows = await people(db)
    .select(columns)
    .where(sql<string>`lower(email)`, 'in', [...new Set(emails.map((email) => email.toLowerCase()))])
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.email.toLowerCase(), row]))
}

export async function markVerified(tx: Transaction<IdentityTables>, userId: string): Promise<void> {
  await tx.updateTable('users').set({ is_verified: true }).where('id', '=', userId).execute()
}

const people = (db: Databases) => db.kysely<IdentityTables>('identity').selectFrom('users')
