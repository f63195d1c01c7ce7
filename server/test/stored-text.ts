import pg from 'pg'
import type { Databases } from '#db'
import type { HubName } from '../hubs.ts'

/** Everything that hubs have stored, as text: to look for what must not be there. */
export async function storedText(databases: Databases, hubs: readonly HubName[]): Promise<string> {
  const texts: string[] = []
  for (const hub of hubs) {
    const pool = databases.pool(hub)
    const { rows: tables } = await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables) {
      const { rows } = await pool.query<{ text: string }>(`select t::text as text from ${pg.escapeIdentifier(name)} t`)
      texts.push(...rows.map((row) => row.text))
    }
  }
  return texts.join('\n')
}
