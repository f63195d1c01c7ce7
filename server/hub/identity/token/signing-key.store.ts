import { type Kysely, type Transaction, sql } from 'kysely'
import { type Databases, jsonb } from '#db'
import type { TokenTables } from './token.tables.ts'

export type SigningKeyRow = {
  readonly id: string
  readonly publicKey: { readonly [member: string]: unknown }
  /** Locked. */
  readonly privateKey: string
  readonly signsFrom: Date
  /** Null while no newer key is there. */
  readonly trustedUntil: Date | null
  readonly createdAt: Date
}

/** Keys whose tokens may still be shown, newest first. */
export async function listSigningKeys(builder: Kysely<TokenTables>, now: Date): Promise<SigningKeyRow[]> {
  return await builder
    .selectFrom('token_signing_keys')
    .select([
      'id',
      'public_key as publicKey',
      'private_key as privateKey',
      'signs_from as signsFrom',
      'trusted_until as trustedUntil',
      'created_at as createdAt',
    ])
    .where((where) => where.or([where('trusted_until', 'is', null), where('trusted_until', '>', now)]))
    .orderBy('signs_from', 'desc')
    .orderBy('id', 'desc')
    .execute()
}

/** Only one process at a time makes a key; held until the end of the transaction. */
export async function lockSigningKeys(tx: Transaction<TokenTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('token signing keys', 0))`.execute(tx)
}

/** When the newest key that is trusted was made to sign; undefined without one. */
export async function newestSigningSince(tx: Transaction<TokenTables>): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('token_signing_keys')
    .select('signs_from as signsFrom')
    .where('trusted_until', 'is', null)
    .orderBy('signs_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.signsFrom
}

/** Adds a key; tokens of the keys before it are taken until the given time. */
export async function insertSigningKey(
  tx: Transaction<TokenTables>,
  key: Omit<SigningKeyRow, 'trustedUntil'> & { readonly othersTrustedUntil: Date },
): Promise<void> {
  await tx
    .updateTable('token_signing_keys')
    .set({ trusted_until: key.othersTrustedUntil })
    .where((where) => where.or([where('trusted_until', 'is', null), where('trusted_until', '>', key.othersTrustedUntil)]))
    .execute()
  await tx
    .insertInto('token_signing_keys')
    .values({
      id: key.id,
      public_key: jsonb(key.publicKey),
      private_key: key.privateKey,
      signs_from: key.signsFrom,
      trusted_until: null,
      created_at: key.createdAt,
    })
    .execute()
}

export async function deleteSigningKeysBefore(db: Databases, time: Date): Promise<void> {
  await db.kysely<TokenTables>('identity').deleteFrom('token_signing_keys').where('trusted_until', '<', time).execute()
}
