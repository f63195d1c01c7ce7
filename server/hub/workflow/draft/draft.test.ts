import type { StoredChange } from '@steward/contract/api/draft'
import type { Workflow } from '@steward/contract/api/workflow'
import { applyOps, type DocumentOp, edgeKey, opsBetween } from '@steward/contract/change'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { draft, node } from '#test/draft'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { randomOf } from '#test/seeded-random'

type News = { revision: number; changes: StoredChange[] | null; refused: { id: string; reason: string }[] }

let steward: TestInstallation
let owner: Client & { readonly userId: string }

beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(() => steward[Symbol.asyncDispose]())

const set = (path: string, value?: unknown) =>
  value === undefined ? { path: path.split('/') } : { path: path.split('/'), value }
const change = (...ops: DocumentOp[]) => ({ id: newId(), ops })

async function create(document = draft()): Promise<string> {
  const { body, status } = await owner.send('POST', '/workflows', { document })
  expect(status).toBe(201)
  return (body as unknown as Workflow).summary.id
}

const send = (id: string, changes: readonly object[], more: { since?: number; client?: string; who?: Client } = {}) =>
  (more.who ?? owner).send('POST', `/workflows/${id}/changes`, { client: more.client ?? 'page', since: more.since ?? 0, changes })

async function edit(...of: Parameters<typeof send>): Promise<News> {
  const { status, body } = await send(...of)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as News
}

const show = async (id: string) => (await owner.send('GET', `/workflows/${id}`)).body as unknown as Workflow
const save = (id: string, body: object = {}) => owner.send('POST', `/workflows/${id}/versions`, body)

test('changes of two pages are put in one order, and each is told what it does not know', async () => {
  const id = await create()
  const editor = await steward.member('editor')
  const first = change(set('nodes/Edit/parameters/z', 5), set('nodes/Hook/position', [9, 9]))
  expect(await edit(id, [first], { client: 'one' })).toMatchObject({
    revision: 1,
    refused: [],
    changes: [{ id: first.id, revision: 1, client: 'one', by: owner.userId, ops: first.ops }],
  })

  const second = change(set('nodes/Edit/parameters/z', 6), set('nodes/Edit/parameters/a', 7), set('name', 'Renamed'))
  expect(await edit(id, [second], { client: 'two', who: editor })).toMatchObject({
    revision: 2,
    changes: [{ id: first.id }, { id: second.id, by: editor.userId }],
  })
  expect(await edit(id, [], { since: 1 })).toMatchObject({ revision: 2, changes: [{ id: second.id }] })

  const { revision, draft: above, summary, document } = await show(id)
  expect([revision, above?.by, summary.version, summary.name]).toEqual([2, expect.any(String), 1, 'Renamed'])
  expect(document.nodes.map((one) => [one.position, one.parameters])).toEqual([
    [[9, 9], { path: 'greet', httpMethod: 'POST' }],
    [[200, 0], { z: 6, a: 7 }],
  ])
})

test('what is deleted stays deleted, whatever somebody else still changes in it', async () => {
  const id = await create()

  await edit(id, [change(set('nodes/Edit'))])
  const late = await edit(id, [change(set('nodes/Edit/parameters/z', 1)), change(set('description', 'kept'))], { since: 1 })

  expect(late).toMatchObject({ revision: 3, refused: [] })
  const { document, summary } = await show(id)
  expect([document.nodes.length, document.edges, document.description, summary.nodeCount]).toEqual([1, [], 'kept', 1])
})

test('a change that is sent again is the same change, also at the same time and in another spelling', async () => {
  const id = await create()
  const once = change({ path: ['nodes', 'N'], value: node({ name: 'N', type: 'set' }) })

  const answers = await Promise.all(Array.from({ length: 8 }, () => edit(id, [once, once])))
  const again = await edit(id, [{ ...once, id: once.id.toUpperCase() }])

  expect(answers.map(({ revision, changes, refused }) => [revision, changes?.length, refused])).toEqual(
    answers.map(() => [1, 1, []]),
  )
  expect(again).toMatchObject({ revision: 1, changes: [{ id: once.id }] })
})

test('what would leave no valid document is refused with its reason, and the rest goes through', async () => {
  const id = await create()
  const deep = JSON.parse(`${'['.repeat(250)}${']'.repeat(250)}`) as unknown
  const edge = (from: string) => ({ from: { node: from, output: 0 }, to: { node: 'Edit', input: 0 }, kind: 'main' })
  const nodes = Array.from({ length: 2_001 }, (_, n) => set(`nodes/n${n}`, node({ name: `n${n}`, type: 'set' })))
  const bad: readonly [DocumentOp[], RegExp][] = [
    [[set('nodes/Edit/parameters')], /not valid at nodes\.Edit/],
    [[set('nodes/Edit/name', '')], /not valid at nodes\.Edit\.name/],
    [[set('nodes/Edit/name', 'a\0b')], /U\+0000/],
    [[set('nodes/Edit/position', 'left')], /not valid at nodes\.Edit\.position/],
    [[set('nodes/Edit/parameters/deep', deep)], /nested deeper/],
    [[set('nodes/Edit/parameters/big', 'x'.repeat(10_000_000))], /at most 10 MB/],
    [[set('settings/executionOrder', 'v9')], /not valid at settings/],
    [[set('pins/Edit', { no: 'list' })], /not valid at pins\.Edit/],
    [[set('groups/g', { id: 'g' })], /not valid at groups\.g/],
    [[set('nodes/Edit/name', 5), set('nodes/Hook/name', 5)], /not valid at nodes/],
    [[set('name', 'x'.repeat(256))], /not valid at name/],
    [[set('name')], /not a property that is set/],
    [[set('steward', 2)], /not a property that is set/],
    [[set('nodes', [])], /not a property that is set/],
    [[set('nodes/Edit/__proto__/polluted', true)], /not a property of a document/],
    [[set('settings/constructor/prototype', {})], /not a property of a document/],
    [nodes, /at most 2000/],
  ]
  const good = change({ path: ['edges', edgeKey(edge('\ud800'))], value: edge('\ud800') }, set('nodes/Edit/settings/notes', 'ok'))

  for (const [ops, reason] of bad) {
    const { refused, revision } = await edit(id, [change(...ops)])
    expect([refused.length, revision, refused[0]?.reason]).toEqual([1, 0, expect.stringMatching(reason)])
  }
  const all = await edit(id, [...bad.slice(0, 4).map(([ops]) => change(...ops)), good])

  expect([all.refused.length, all.revision, all.changes?.map((one) => one.id)]).toEqual([4, 1, [good.id]])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect((await show(id)).document).toMatchObject({ edges: [{}], nodes: [{}, { settings: { notes: 'ok' } }] })
})

test('requests that are no changes are refused as a whole', async () => {
  const id = await create()
  const ops = [set('name', 'x')]
  for (const body of [
    { client: 'page\0', since: 0, changes: [] },
    { client: 'page', since: -1, changes: [] },
    { client: 'page', since: 0, changes: [{ id: 'no-uuid', ops }] },
    { client: 'page', since: 0, changes: [{ id: newId(), ops: [] }] },
    { client: 'page', since: 0, changes: [{ id: newId(), ops: [{ path: Array.from({ length: 61 }, () => 'a') }] }] },
    { client: 'page', since: 0, changes: [{ id: newId(), ops: Array.from({ length: 20_001 }, () => ops[0]) }] },
  ])
    expect((await owner.send('POST', `/workflows/${id}/changes`, body)).status).toBe(400)
  const polluting = `{"client":"page","since":0,"changes":[{"id":"${newId()}","ops":[{"path":["name"],"value":{"__proto__":{"a":1}}}]}]}`
  const answer = await steward.app.inject({
    method: 'POST',
    url: `/api/v1/workflows/${id}/changes`,
    payload: polluting,
    headers: { ...owner.headers, 'content-type': 'application/json' },
  })
  expect(answer.statusCode).toBe(400)
  expect((await show(id)).revision).toBe(0)
})

test('twenty thousand ops in one change are done at once', async () => {
  const id = await create()
  const ops = Array.from({ length: 20_000 }, (_, n) => set(`nodes/Edit/parameters/p${n}`, n))

  const { refused, revision } = await edit(id, [change(...ops)])

  expect([refused, revision]).toEqual([[], 1])
  expect((await show(id)).document.nodes[1]?.parameters['p19999']).toBe(19_999)
})

test('who may not write does not, and for others the workflow does not exist', async () => {
  const id = await create()
  const [viewer, stranger] = [await steward.member('viewer'), await steward.stranger()]
  const ops = [change(set('name', 'Mine'))]

  expect((await send(id, ops, { who: viewer })).status).toBe(403)
  expect((await viewer.send('POST', `/workflows/${id}/versions`, {})).status).toBe(403)
  expect((await viewer.send('GET', `/workflows/${id}/changes?since=0`)).body).toEqual({ revision: 0, changes: [], refused: [] })
  for (const [method, path, body] of [
    ['POST', 'changes', { client: 'page', since: 0, changes: ops }],
    ['POST', 'changes', { client: 'page', since: 0, changes: [] }],
    ['GET', 'changes?since=0', undefined],
    ['POST', 'versions', {}],
    ['POST', 'presence', { client: 'page' }],
  ] as const)
    expect((await stranger.send(method, `/workflows/${id}/${path}`, body)).status, path).toBe(404)

  await owner.send('PATCH', `/workflows/${id}`, { archived: true })
  expect((await send(id, ops)).body).toMatchObject({ code: 'workflow.archived' })
  expect((await save(id)).body).toMatchObject({ code: 'workflow.archived' })
  expect((await show(id)).document.name).toBe('Greet')
})

test('fifty people who change the same things at once end with the same document, each of them and the server', async () => {
  const groups = [{ id: 'g', name: 'Both', nodes: ['Hook', 'Edit'] }]
  // So large that it is not written with every edit.
  const id = await create(
    draft({ groups, nodes: [...draft().nodes, node({ name: 'Large', type: 'set', parameters: { x: 'x'.repeat(60_000) } })] }),
  )
  const { document, revision } = await show(id)

  const ends = await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      const random = randomOf(n)
      const page = { document, since: revision }
      const take = ({ changes, revision: now }: News) => {
        for (const one of changes ?? []) page.document = applyOps(page.document, one.ops)
        page.since = now
      }
      for (let round = 0; round < 4; round += 1) {
        const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomChange(page.document, random, `p${n}`))
        take(
          await edit(
            id,
            changes.filter(({ ops }) => ops.length > 0),
            { client: `page-${n}`, since: page.since },
          ),
        )
      }
      return page
    }),
  )

  const end = await show(id)
  expect(end.revision).toBeGreaterThan(150)
  for (const page of ends) {
    const { body } = await owner.send('GET', `/workflows/${id}/changes?since=${page.since}`)
    const news = body as unknown as News
    const same = (news.changes ?? []).reduce((before, one) => applyOps(before, one.ops), page.document)
    expect(JSON.parse(JSON.stringify(same))).toEqual(end.document)
  }
  const { body: saved } = await save(id)
  expect(saved).toMatchObject({ draft: null, revision: end.revision, summary: { version: 2 }, document: end.document })
})

/** Something that a person might do to a document, as ops. */
function randomChange(before: WorkflowDocument, random: () => number, prefix: string) {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const one = pick(before.nodes)
  const other = pick(before.nodes)
  const withNode = (how: (each: WorkflowNode) => WorkflowNode): WorkflowDocument => ({
    ...before,
    nodes: before.nodes.map((each) => (each === one ? how(each) : each)),
  })
  const kinds: (() => WorkflowDocument)[] = [
    () => ({
      ...before,
      nodes: [...before.nodes, node({ name: pick(['Wait', 'Set', 'If']) ?? '', id: `${prefix}-${newId()}`, type: 'set' })],
    }),
    () => withNode((each) => ({ ...each, name: pick(['Alpha', 'Beta', 'Gamma']) ?? '' })),
    () => withNode((each) => ({ ...each, parameters: { ...each.parameters, [pick(['a', 'b']) ?? '']: random() } })),
    () => withNode((each) => ({ ...each, position: [Math.floor(random() * 900), 0] })),
    () => ({ ...before, nodes: before.nodes.filter((each) => each !== one || before.nodes.length < 3) }),
    () => ({ ...before, edges: before.edges.filter((_, index) => index > 0) }),
    () => ({
      ...before,
      edges: [
        ...before.edges,
        {
          from: { node: one?.id ?? '', output: Math.floor(random() * 3) },
          to: { node: other?.id ?? '', input: 0 },
          kind: 'main',
        },
      ],
    }),
    () => ({ ...before, pins: { ...before.pins, [one?.name ?? '']: [{ json: { n: random() } }] } }),
  ]
  return { id: newId(), ops: opsBetween(before, pick(kinds)?.() ?? before) }
}
