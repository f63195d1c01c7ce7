import { expect, test } from 'vitest'
import { testDatabase } from '#test'
import { sql } from 'kysely'

test('a hub works in its own schema without naming it', async () => {
  await using db = await testDatabase()

  const { rows } = await sql<{ schema: string; role: string }>`select current_schema() as schema, current_user as role`.execute(
    db.databases.kysely('wallet'),
  )

  expect(rows).toEqual([{ schema: 'wallet', role: 'steward_template_wallet' }])
})
