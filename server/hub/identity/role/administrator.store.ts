import type { Databases } from '#db'
import type { RoleTables } from './role.tables.ts'

/** Those of these people who administer the installation. */
export async function findAdministrators(db: Databases, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .kysely<RoleTables>('identity')
    .selectFrom('users')
    .select('id')
    .where('id', 'in', [...ids])
    .where('is_admin', '=', true)
    .execute()
  return new Set(rows.map((row) => row.id))
}
