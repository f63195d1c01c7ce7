import type { Transaction } from 'kysely'
import type { IdentityTables } from './identity.tables.ts'

export type CountRow = {
  readonly key: Buffer
  readonly tries: number
  readonly roundEndsAt: Date
  readonly strikes: number
  readonly blockedUntil: Date | null
  readonly expiresAt: Date
}

/** The counts of these keys, made where there are none. Whoever counts one of them at the same time waits. */
export async function lockCounts(tx: Transaction<IdentityTables>, keys: readonly Buffer[], now: Date): Promise<CountRow[]> {
  // Always in the same order, so that two who lock several never wait for each other.
  const sorted = keys.toSorted((a, b) => Buffer.compare(a, b))
  await tx
    .insertInto('attempts')
    .values(sorted.map((key) => ({ key, tries: 0, round_ends_at: now, blocked_until: null, expires_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return await tx
    .selectFrom('attempts')
    .select([
      'key',
      'tries',
      'round_ends_at as roundEndsAt',
      'strikes',
      'blocked_until as blockedUntil',
      'expires_at as expiresAt',
    ])
    .where('key', 'in', sorted)
    .orderBy('key')
    .forUpdate()
    .execute()
}

export async function saveCount(tx: Transaction<IdentityTables>, count: CountRow): Promise<void> {
  const { key, tries, roundEndsAt, strikes, blockedUntil, expiresAt } = count
  await tx
    .updateTable('attempts')
    .set({ tries, round_ends_at: roundEndsAt, strikes, blocked_until: blockedUntil, expires_at: expiresAt })
    .where('key', '=', key)
    .execute()
}

export async function deleteCounts(tx: Transaction<IdentityTables>, keys: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('attempts').where('key', 'in', keys).execute()
}

/** Counts that hold nobody back any more; how many there were. */
export async function deleteExpiredCounts(tx: Transaction<IdentityTables>, now: Date): Promise<number> {
  const expired = tx.selectFrom('attempts').select('key').where('expires_at', '<', now).limit(10_000).forUpdate().skipLocked()
  const done = await tx.deleteFrom('attempts').where('key', 'in', expired).executeTakeFirst()
  return Number(done.numDeletedRows)
}
