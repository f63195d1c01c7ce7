import { sql } from 'kysely'
import type { Databases } from '#db'
import type { IdentityTables } from './identity.tables.ts'

/** What an operator should know of the ways in, in numbers. */
export type Posture = {
  /** Who may change what holds for everybody, and signs in with a password alone. */
  readonly administratorsWithoutSecondFactor: number
  readonly administrators: number
  readonly keysWithoutExpiry: number
  /** Not used, or made and never used, for 90 days. */
  readonly keysUnused: number
  /** Without a list of rights, of an administrator. */
  readonly keysThatMayAll: number
}

const quietDays = 90

export async function readPosture(db: Databases, now: Date): Promise<Posture> {
  const builder = db.kysely<IdentityTables>('identity')
  const quietSince = new Date(now.getTime() - quietDays * 24 * 60 * 60_000)
  const count = (condition: ReturnType<typeof sql<boolean>>) => sql<number>`(count(*) filter (where ${condition}))::int`
  const people = await builder
    .selectFrom('users')
    .select([
      count(sql<boolean>`true`).as('administrators'),
      count(sql<boolean>`not two_factor_enabled and password_hash is not null`).as('administratorsWithoutSecondFactor'),
    ])
    .where('is_admin', '=', true)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  const keys = await builder
    .selectFrom('api_keys as key')
    .innerJoin('users', 'users.id', 'key.user_id')
    .select([
      count(sql<boolean>`key.expires_at is null`).as('keysWithoutExpiry'),
      count(sql<boolean>`coalesce(key.last_used_at, key.created_at) < ${quietSince}`).as('keysUnused'),
      count(sql<boolean>`users.is_admin and key.scopes = '[]'::jsonb`).as('keysThatMayAll'),
    ])
    .where('key.is_active', '=', true)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null)
    .where((where) => where.or([where('key.expires_at', 'is', null), where('key.expires_at', '>', now)]))
    .executeTakeFirstOrThrow()
  return { ...people, ...keys }
}
