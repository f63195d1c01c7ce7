import { type RawBuilder, sql } from 'kysely'

/**
 * A value for a `jsonb` column. Needed for arrays, strings and null: pg would
 * send an array as a PostgreSQL array and a string as text that is not JSON.
 */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
