import { systemRoleNames, systemRoles } from '@steward/contract/permission'
import { expect, test } from 'vitest'
import { testDatabase } from '#test'
import { keepSystemRoles } from './role.store.ts'
import { allSystemRoles } from './system-role.ts'

test('the rows of the system’s roles are those of the code, also after somebody wrote to them', async () => {
  await using database = await testDatabase()
  const pool = database.databases.pool('identity')
  const rows = async () =>
    (
      await pool.query<{ id: string; name: string; permissions: string[]; at: Date }>(
        'select id, name, permissions, updated_at as at from user_roles where is_system order by id',
      )
    ).rows

  await keepSystemRoles(database.databases)
  const kept = await rows()
  await keepSystemRoles(database.databases)
  const untouched = await rows()
  await pool.query(`update user_roles set permissions = '["installation:manage"]' where name = 'viewer'`)
  await pool.query(`delete from user_roles where name = 'manager'`)
  await keepSystemRoles(database.databases)

  expect(kept.map(({ id, name, permissions }) => ({ id, name, permissions }))).toEqual(
    allSystemRoles.map(({ id, name, permissions }) => ({ id, name, permissions: [...permissions] })),
  )
  expect(kept.map(({ name }) => name)).toEqual([...systemRoleNames])
  expect(untouched).toEqual(kept)
  expect((await rows()).map(({ permissions }) => permissions)).toEqual(systemRoleNames.map((name) => [...systemRoles[name]]))
})
