import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDeclarations } from './declarations.ts'

/** What the hub of configuration would say of a table with this value. */
async function declared(value: unknown) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'wall-'))
  await mkdir(join(folder.path, 'config/migrations'), { recursive: true })
  await writeFile(join(folder.path, 'config/migrations/wall.json'), JSON.stringify({ things: value }))
  return readDeclarations('config', folder.path).get('things')
}

test('what lies outside of the wall is closed to members unless it names their rights, what lies inside is open', async () => {
  const everything = ['select', 'insert', 'update', 'delete']

  expect(await declared('it is of no workspace')).toMatchObject({ kind: 'outside', member: [] })
  expect(await declared({ why: 'it is of no workspace' })).toMatchObject({ kind: 'outside', member: [] })
  expect(await declared({ why: 'it is of no workspace', member: ['select'] })).toMatchObject({ member: ['select'] })
  expect(await declared({ column: 'id' })).toMatchObject({ kind: 'column', member: everything })
  expect(await declared({ through: 'others', key: 'other_id' })).toMatchObject({ kind: 'through', member: everything })
})

test('a right may be for some columns, and each is told by itself', async () => {
  expect(await declared({ member: ['select (id, name)', 'insert', 'update (name)', 'select (id)'] })).toEqual({
    kind: 'column',
    column: 'workspace_id',
    member: ['select (id)', 'select (name)', 'insert', 'update (name)'],
  })
})

test('rights that are none are refused by name of the file and the table', async () => {
  for (const member of [
    ['drop'],
    ['select ()'],
    ['select(id)'],
    ['select (id'],
    ['select (id) on other, insert'],
    ['select ("id")'],
    ['delete (id)'],
    ['truncate'],
    [null],
    'select',
  ])
    await expect(declared({ why: 'it is of no workspace', member }), String(member)).rejects.toThrow(
      /wall\.json: things names rights of members/,
    )
})
