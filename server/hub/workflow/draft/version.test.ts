import type { Workflow, WorkflowVersion } from '@steward/contract/api/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { createGate, LivePolicies } from '#hub/effect'
import { DraftCaretaker, LiveDrafts } from '#hub/workflow'
import { draft } from '#test/draft'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { noReplays } from '#test/no-replays'
import { testCatalog } from '#test/nodes'

let steward: TestInstallation
let owner: Client & { readonly userId: string }

beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(() => steward[Symbol.asyncDispose]())

const create = async (document = draft()): Promise<string> =>
  ((await owner.send('POST', '/workflows', { document })).body as unknown as Workflow).summary.id

const edit = async (id: string, parameter: string, value: unknown, who: Client = owner) => {
  const changes = [{ id: newId(), ops: [{ path: ['nodes', 'Edit', 'parameters', parameter], value }] }]
  const { status, body } = await who.send('POST', `/workflows/${id}/changes`, { client: 'page', since: 0, changes })
  expect([status, body['refused']], JSON.stringify(body)).toEqual([200, []])
}
const show = async (id: string) => (await owner.send('GET', `/workflows/${id}`)).body as unknown as Workflow
const save = async (id: string, body: object = {}) =>
  (await owner.send('POST', `/workflows/${id}/versions`, body)).body as unknown as Workflow
const versions = async (id: string) =>
  ((await owner.send('GET', `/workflows/${id}/versions`)).body['items'] as WorkflowVersion[]).map(
    ({ number, note, authors, isAutosaved }) => [number, note, authors, isAutosaved],
  )
const parametersOf = ({ document }: { document: Workflow['document'] }) => document.nodes[1]?.parameters
const version = async (id: string, number: number) =>
  (await owner.send('GET', `/workflows/${id}/versions/${number}`)).body as unknown as { document: Workflow['document'] }
/** Makes it seem that the draft of a workflow began, and was changed, so many minutes earlier. */
const age = async (id: string, minutes: number) => {
  const earlier = `interval '${minutes} minutes'`
  await steward.databases
    .pool('workflow')
    .query(`update workflows set draft_since = draft_since - ${earlier}, draft_at = draft_at - ${earlier} where id = $1`, [id])
}
const nameOf = async (userId: string) => {
  const { rows } = await steward.databases.pool('identity').query<{ name: string }>('select * from users where id = $1', [userId])
  return rows[0]?.name
}

function caretaker(now: () => Date, usedVersions: readonly number[] = []) {
  const { databases: db } = steward
  const policies = new LivePolicies({ db, log })
  const context = {
    catalog: testCatalog,
    publicUrl: 'http://localhost',
    timezone: 'UTC',
    gate: createGate({ db, policies, clock: now }),
    replays: { ...noReplays, usedVersions: () => Promise.resolve(new Set(usedVersions)) },
    drafts: new LiveDrafts({ db, log }),
  }
  return new DraftCaretaker({ db, log, context, clock: now })
}

test('a version is made of the draft in the names of all who changed it, and only where something has changed', async () => {
  const id = await create()
  const editor = await steward.member('editor')
  await edit(id, 'z', 5)
  await edit(id, 'a', 6, editor)

  const saved = await save(id, { note: 'both' })

  expect(saved).toMatchObject({ draft: null, revision: 2, summary: { version: 2 } })
  expect(parametersOf(await version(id, 2))).toEqual({ z: 5, a: 6 })
  expect(await versions(id)).toEqual([
    [2, 'both', ['Ada', await nameOf(editor.userId)], false],
    [1, null, ['Ada'], false],
  ])
  expect((await save(id, { note: 'again' })).summary.version).toBe(2)
  await edit(id, 'z', 9)
  await edit(id, 'z', 5)
  expect((await save(id)).summary.version, 'all was taken back').toBe(2)
  expect((await show(id)).draft).toBeNull()
})

test('the log holds a line for each who edits a draft, not one for each key, and one for its version', async () => {
  const id = await create()
  const editor = await steward.member('editor')
  for (const who of [owner, owner, editor, owner, editor]) await edit(id, 'z', Math.random(), who)
  await age(id, 10)
  await caretaker(() => new Date()).round()
  await edit(id, 'z', 5)

  const { rows } = await steward.databases
    .pool('workflow')
    .query<{ what: string }>(
      `select concat_ws(' ', payload ->> 'action', payload ->> 'userId', payload ->> 'means') as what from outbox where key = $1 order by id`,
      [id],
    )

  expect(rows.map((row) => row.what)).toEqual([
    `workflow.created ${owner.userId} web`,
    `workflow.edited ${owner.userId} web`,
    `workflow.edited ${editor.userId} web`,
    'workflow.saved system',
    `workflow.edited ${owner.userId} web`,
  ])
})

test('saving a whole document over a draft wants to know of it, and restoring keeps it as a version', async () => {
  const id = await create()
  await edit(id, 'z', 5)
  const whole = (more: object) =>
    owner.send('PUT', `/workflows/${id}`, { document: draft({ name: 'Whole' }), baseVersion: 1, ...more })

  expect((await whole({})).body).toMatchObject({ code: 'workflow.version_conflict', params: { currentVersion: 1, revision: 1 } })
  expect((await whole({ baseRevision: 0 })).status).toBe(409)
  expect((await whole({ baseRevision: 1 })).body).toMatchObject({
    revision: 2,
    draft: null,
    summary: { version: 2, name: 'Whole' },
  })
  // Who has it open is told by ops what was replaced.
  const { body: news } = await owner.send('GET', `/workflows/${id}/changes?since=1`)
  expect(news).toMatchObject({ revision: 2, changes: [{ revision: 2, client: 'server' }] })

  await edit(id, 'z', 77)
  const restored = (await owner.send('POST', `/workflows/${id}/versions/1/restore`)).body as unknown as Workflow
  expect([restored.summary.version, restored.draft, parametersOf(restored)]).toEqual([4, null, { z: 1, a: 2 }])
  expect(parametersOf(await version(id, 3))).toEqual({ z: 77, a: 2 })
  expect((await versions(id)).slice(0, 2)).toEqual([
    [4, 'Restored from version 1.', ['Ada'], false],
    [3, null, ['Ada'], true],
  ])
})

test('what ops cannot say makes everybody read the document anew', async () => {
  const id = await create()
  await edit(id, 'z', 5)
  await save(id)

  const put = { document: { ...draft(), meta: { from: 'elsewhere' } }, baseVersion: 2 }
  expect((await owner.send('PUT', `/workflows/${id}`, put)).status).toBe(200)

  const since = async (revision: number) => (await owner.send('GET', `/workflows/${id}/changes?since=${revision}`)).body
  expect(await since(1)).toEqual({ revision: 2, changes: null, refused: [] })
  expect(await since(99)).toEqual({ revision: 2, changes: null, refused: [] })
  await edit(id, 'z', 8)
  expect((await show(id)).document).toMatchObject({ meta: { from: 'elsewhere' }, nodes: [{}, { parameters: { z: 8 } }] })
})

test('publishing takes the newest version, whatever lies above it', async () => {
  const id = await create(draft({ path: 'published' }))
  await edit(id, 'z', 5)

  const active = (await owner.send('POST', `/workflows/${id}/activate`)).body as unknown as Workflow

  expect([active.summary.publishedVersion, active.summary.version, active.draft?.by]).toEqual([1, 1, 'Ada'])
  expect(parametersOf(active)).toEqual({ z: 5, a: 2 })
  expect(parametersOf(await version(id, 1))).toEqual({ z: 1, a: 2 })
})

test('what somebody left, and what is older than an hour, is a version before others go on from it', async () => {
  const id = await create()
  const editor = await steward.member('editor')
  await edit(id, 'z', 5)
  await edit(id, 'z', 6, editor)
  expect((await show(id)).summary.version, 'they work together').toBe(1)

  await age(id, 3)
  await edit(id, 'z', 7, editor)
  expect((await show(id)).summary.version, 'the same person goes on').toBe(1)
  await age(id, 3)
  await edit(id, 'z', 8)
  expect(parametersOf(await version(id, 2))).toEqual({ z: 7, a: 2 })

  await age(id, 61)
  await edit(id, 'z', 9)
  expect(await versions(id)).toEqual([
    [3, null, ['Ada'], true],
    [2, null, ['Ada', await nameOf(editor.userId)], true],
    [1, null, ['Ada'], false],
  ])
  expect(parametersOf(await version(id, 3))).toEqual({ z: 8, a: 2 })
  expect(parametersOf(await show(id))).toEqual({ z: 9, a: 2 })
})

test('a draft that rests becomes a version by itself, once, however many look after it', async () => {
  const [rested, fresh] = [await create(), await create()]
  await edit(rested, 'z', 5)
  await edit(fresh, 'z', 5)
  await age(rested, 10)

  await Promise.all([caretaker(() => new Date()).round(), caretaker(() => new Date()).round()])

  expect(await versions(rested)).toEqual([
    [2, null, ['Ada'], true],
    [1, null, ['Ada'], false],
  ])
  expect((await show(rested)).draft).toBeNull()
  expect([(await versions(fresh)).length, (await show(fresh)).draft?.by]).toEqual([1, 'Ada'])
})

test('a large draft that rests a little is shown in lists as it is, and old changes go', async () => {
  const [hook, last] = draft().nodes
  if (hook === undefined || last === undefined) throw new Error('the draft has two nodes')
  const id = await create(
    draft({ nodes: [hook, last, { ...last, id: 'L', name: 'Large', parameters: { x: 'x'.repeat(90_000) } }] }),
  )
  const changes = [{ id: newId(), ops: [{ path: ['nodes', 'L'] }] }]
  await owner.send('POST', `/workflows/${id}/changes`, {
    client: 'page',
    since: 0,
    changes: [{ id: newId(), ops: [{ path: ['nodes', 'New'], value: { ...last, id: 'New', name: 'New' } }] }],
  })
  const counted = async () =>
    ((await owner.send('GET', '/workflows')).body['items'] as { id: string; nodeCount: number }[]).find((one) => one.id === id)
      ?.nodeCount
  expect([await counted(), (await show(id)).document.nodes.length]).toEqual([3, 4])

  await age(id, 1)
  await caretaker(() => new Date()).round()
  expect([await counted(), (await show(id)).draft?.by]).toEqual([4, 'Ada'])

  await owner.send('POST', `/workflows/${id}/changes`, { client: 'page', since: 1, changes })
  await caretaker(() => new Date(Date.now() + 25 * 3_600_000)).round()
  expect((await owner.send('GET', `/workflows/${id}/changes?since=0`)).body).toMatchObject({ revision: 2, changes: null })
  expect((await show(id)).document.nodes.map((one) => one.id)).toEqual(['Hook', 'Edit', 'New'])
})

test('autosaved versions that nobody needs are thinned out after thirty days, and no others', async () => {
  const id = await create(draft({ path: 'thinned' }))
  for (let n = 2; n <= 5; n += 1) {
    await edit(id, 'z', n * 10)
    await age(id, 61)
    await caretaker(() => new Date()).round()
    if (n === 3) expect((await owner.send('POST', `/workflows/${id}/activate`)).status).toBe(200)
  }
  await edit(id, 'z', 60)
  await save(id, { note: 'named' })
  expect((await versions(id)).map(([number]) => number)).toEqual([6, 5, 4, 3, 2, 1])

  await caretaker(() => new Date(Date.now() + 29 * 86_400_000), [5]).round()
  expect((await versions(id)).length).toBe(6)
  await caretaker(() => new Date(Date.now() + 31 * 86_400_000), [5]).round()

  // 3 is live, 5 is that of an execution, 1 and 6 were saved by somebody.
  expect((await versions(id)).map(([number]) => number)).toEqual([6, 5, 3, 1])
})
