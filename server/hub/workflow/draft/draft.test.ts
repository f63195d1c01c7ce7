import type { Workflow } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { draft } from '#test/draft'
import { type Client, testInstallation } from '#test/installation'

const create = async (client: Client, document = draft()) =>
  ((await client.send('POST', '/workflows', { document })).body as unknown as Workflow).summary.id

const op = (path: string[], value?: unknown) => (value === undefined ? { path } : { path, value })
const change = (...ops: { path: string[]; value?: unknown }[]) => ({ id: newId(), ops })

test('changes of two pages are put in one order, and each is told what it does not know', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const editor = await steward.member('editor')
  const id = await create(owner)
  const edit = async (who: Client, client: string, since: number, ...changes: object[]) =>
    await who.send('POST', `/workflows/${id}/changes`, { client, since, changes })

  const first = change(op(['nodes', 'Edit', 'parameters', 'z'], 5))
  const one = await edit(owner, 'page-1', 0, first)
  expect(one.body).toMatchObject({ revision: 1, refused: [], changes: [{ id: first.id, revision: 1, client: 'page-1' }] })
  const two = await edit(editor, 'page-2', 0, change(op(['nodes', 'Edit', 'parameters', 'a'], 7), op(['name'], 'Renamed')))
  expect(two.body).toMatchObject({ revision: 2, changes: [{ id: first.id }, { client: 'page-2' }] })

  const shown = (await owner.send('GET', `/workflows/${id}`)).body
  expect(shown).toMatchObject({
    revision: 2,
    draft: { by: expect.any(String) as string },
    summary: { version: 1, name: 'Renamed' },
    document: { name: 'Renamed', nodes: [{}, { parameters: { z: 5, a: 7 } }] },
  })
})
