import { expect, test } from 'vitest'
import { takeBackMigration } from '#db'
import { testDatabase } from '#test/database'
import { MigrationWatch } from './migration-watch.ts'

test('a migration that is taken back under a running process keeps it from being ready, by name', async () => {
  await using database = await testDatabase()
  const watch = new MigrationWatch(database.databases)
  await watch.look()
  const before = watch.obstacles()
  const taken = await takeBackMigration(database.databases, 'audit')

  await watch.look()

  expect(before).toEqual([])
  expect(taken).toBeDefined()
  expect(watch.obstacles()).toEqual([`Migrations are missing (audit ${taken?.script}); run steward migrate up.`])
  watch.stop()
})
