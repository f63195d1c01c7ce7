import type { Workflow } from '@steward/contract/api/workflow'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { draft, node } from '#test/draft'
import { type Client, testInstallation } from '#test/installation'

async function create(who: Client, document: WorkflowDocument = draft()): Promise<Workflow['summary']> {
  const made = await who.send('POST', '/workflows', { document })
  expect(made.status, made.text.slice(0, 300)).toBe(201)
  return (made.body as Workflow).summary
}

test('a draft comes back as it was drawn, the order of its keys included', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const document = draft({ description: 'Says hello', pins: { Hook: [{ json: { z: 1, a: '\u0000' } }] }, meta: { b: 1, a: 2 } })

  const { id } = await create(owner, document)
  const shown = await owner.send('GET', `/workflows/${id}`)

  expect(JSON.stringify(shown.body['document'])).toBe(
    JSON.stringify({
      steward: 1,
      name: 'Greet',
      description: 'Says hello',
      nodes: document.nodes,
      edges: document.edges,
      settings: document.settings,
      pins: document.pins,
      meta: document.meta,
    }),
  )
  expect(shown.body).toMatchObject({
    summary: {
      status: 'draft',
      version: 1,
      publishedVersion: null,
      nodeCount: 2,
      triggers: ['webhook'],
      effects: [],
      placeholders: 0,
    },
    webhooks: [
      {
        node: 'Hook',
        method: 'POST',
        url: 'http://127.0.0.1:4000/webhook/greet',
        testUrl: 'http://127.0.0.1:4000/webhook-test/greet',
      },
    ],
  })
})

test('of two saves based on one version the second is refused, also at the same time', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { id } = await create(owner)
  const save = (name: string) => owner.send('PUT', `/workflows/${id}`, { document: draft({ name }), baseVersion: 1 })

  const answers = await Promise.all([save('one'), save('two'), save('three')])

  expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
    code: 'workflow.version_conflict',
    params: { currentVersion: 2, baseVersion: 1 },
  })
})

test('versions are listed with their author, read and restored', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { id } = await create(owner)
  await owner.send('PUT', `/workflows/${id}`, { document: draft({ name: 'Second' }), baseVersion: 1, note: 'why' })
  await owner.send('PUT', `/workflows/${id}`, { document: draft({ name: 'Third' }), baseVersion: 2 })

  const first = await owner.send('GET', `/workflows/${id}/versions?limit=2`)
  const rest = await owner.send('GET', `/workflows/${id}/versions?limit=2&after=${String(first.body['next'])}`)
  const restored = await owner.send('POST', `/workflows/${id}/versions/1/restore`)

  expect(first.body).toMatchObject({
    items: [
      { number: 3, name: 'Third' },
      { number: 2, note: 'why', createdBy: 'Ada' },
    ],
    next: '2',
  })
  expect(rest.body).toMatchObject({ items: [{ number: 1, name: 'Greet' }], next: null })
  expect(restored.body).toMatchObject({ summary: { name: 'Greet', version: 4 } })
  expect((await owner.send('GET', `/workflows/${id}/versions/2`)).body).toMatchObject({
    version: { number: 2 },
    document: { name: 'Second' },
  })
  expect((await owner.send('GET', `/workflows/${id}/versions/9`)).body).toMatchObject({ code: 'workflow.version_not_found' })
  expect((await owner.send('GET', `/workflows/${id}/versions?after=x`)).body).toMatchObject({ code: 'workflow.bad_cursor' })
})

test('what could not be executed is refused with the node named', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const refusal = async (document: unknown) => (await owner.send('POST', '/workflows', { document })).body

  expect(
    await refusal(draft({ nodes: [node({ name: 'A', type: 'set' }), node({ id: 'b', name: 'A', type: 'set' })], edges: [] })),
  ).toMatchObject({ code: 'workflow.name_taken', params: { node: 'A' } })
  expect(
    await refusal(draft({ nodes: [node({ name: 'A', type: 'set' }), node({ id: 'A', name: 'B', type: 'set' })], edges: [] })),
  ).toMatchObject({ code: 'workflow.id_taken' })
  expect(
    await refusal(draft({ edges: [{ from: { node: 'Hook', output: 0 }, to: { node: 'gone', input: 0 }, kind: 'main' }] })),
  ).toMatchObject({
    detail: 'An edge from "Hook" leads nowhere: there is no node with the id "gone".',
  })
  const many = Array.from({ length: 2_001 }, (_, n) => node({ name: `N${n}`, type: 'set' }))
  expect(await refusal(draft({ nodes: many, edges: [] }))).toMatchObject({ code: 'workflow.too_many_nodes' })
  expect(await refusal(draft({ meta: { big: 'x'.repeat(10_100_000) } }))).toMatchObject({ code: 'workflow.too_large' })
  const deep = `{"document":${JSON.stringify(draft()).replace('"v1"}', `"v1","extra":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`)}}`
  expect((await owner.send('POST', '/workflows', deep)).body).toMatchObject({ code: 'workflow.too_deep' })
  expect(await refusal({ ...draft(), nodes: [{ ...node({ name: 'A', type: 'set' }), name: '' }] })).toMatchObject({
    params: { field: 'body.document.nodes.0.name' },
  })
  expect(await refusal({ ...draft(), steward: 2 })).toMatchObject({ code: 'http.invalid_request' })
})

test('tags are made by name, replaced as a whole and counted', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { id } = await create(owner, draft({ tags: ['mail', 'shop'] }))
  await create(owner, draft({ tags: ['mail'] }))

  const changed = await owner.send('PATCH', `/workflows/${id}`, { tags: ['shop', ' new ', 'shop'] })

  expect((changed.body as Workflow).summary.tags.map((tag) => tag.name)).toEqual(['new', 'shop'])
  expect(changed.body['document']).toMatchObject({ tags: ['new', 'shop'] })
  const listed = (await owner.send('GET', '/tags')).body['items'] as { name: string; workflows: number }[]
  expect(listed.map(({ name, workflows }) => `${name} ${workflows}`)).toEqual(['mail 1', 'new 1', 'shop 1'])
})

test('the archive hides, and only drafts and archived workflows are deleted', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const { id } = await create(owner)
  await owner.send('POST', `/workflows/${id}/activate`)

  expect((await owner.send('DELETE', `/workflows/${id}`)).body).toMatchObject({ code: 'workflow.not_deletable' })
  const archived = await owner.send('PATCH', `/workflows/${id}`, { archived: true })
  expect(archived.body).toMatchObject({ summary: { status: 'archived', publishedVersion: null } })
  expect((await owner.send('GET', '/workflows')).body).toMatchObject({ items: [], counts: { archived: 1, active: 0 } })
  expect((await owner.send('GET', '/workflows?status=archived')).body).toMatchObject({ items: [{ id }] })
  expect((await owner.send('PUT', `/workflows/${id}`, { document: draft(), baseVersion: 1 })).body).toMatchObject({
    code: 'workflow.archived',
  })
  expect((await owner.send('POST', `/workflows/${id}/activate`)).body).toMatchObject({ code: 'workflow.archived' })

  expect((await owner.send('PATCH', `/workflows/${id}`, { archived: false })).body).toMatchObject({
    summary: { status: 'inactive' },
  })
  await owner.send('PATCH', `/workflows/${id}`, { archived: true })
  expect((await owner.send('DELETE', `/workflows/${id}`)).status).toBe(204)
  expect((await owner.send('GET', `/workflows/${id}`)).body).toMatchObject({ code: 'workflow.not_found' })
})

test('the list is searched in names, nodes, descriptions and tags, and pages without gaps', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  for (let n = 1; n <= 5; n += 1)
    await create(owner, draft({ name: `Order ${n}`, ...(n === 3 ? { tags: ['Ünique'], description: '100% safe_\\' } : {}) }))
  const names = async (query: string) =>
    ((await owner.send('GET', `/workflows?${query}`)).body['items'] as { name: string }[]).map((one) => one.name)
  const search = (text: string) => names(`search=${encodeURIComponent(text)}`)

  expect(await search('order')).toEqual(['Order 5', 'Order 4', 'Order 3', 'Order 2', 'Order 1'])
  expect(await search('HOOK 3')).toEqual(['Order 3'])
  expect(await search('ünIQ')).toEqual(['Order 3'])
  for (const literal of ['100%', 'safe_', '\\']) expect(await search(literal)).toEqual(['Order 3'])
  for (const hostile of [`' or 1=1 --`, `'); drop table workflows; --`, '_____', '%%', `\\'`])
    expect(await search(hostile), hostile).toEqual([])
  expect(await names('tag=%C3%9Cnique')).toEqual(['Order 3'])
  expect(await names('status=active')).toEqual([])

  const seen: string[] = []
  let after = ''
  do {
    const page = (await owner.send('GET', `/workflows?limit=2${after}`)).body as {
      items: { name: string }[]
      next: string | null
    }
    seen.push(...page.items.map((one) => one.name))
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  expect(seen).toEqual(['Order 5', 'Order 4', 'Order 3', 'Order 2', 'Order 1'])
  expect((await owner.send('GET', '/workflows?after=nonsense')).body).toMatchObject({ code: 'workflow.bad_cursor' })
  expect((await owner.send('GET', '/workflows?limit=0')).body).toMatchObject({ params: { field: 'query.limit' } })
  expect((await owner.send('GET', '/workflows?search=%00')).status).toBe(400)
})

test('a workflow of another workspace does not exist', async () => {
  await using steward = await testInstallation()
  const [owner, stranger] = [await steward.owner(), await steward.stranger()]
  const { id } = await create(owner, draft({ tags: ['secret tag'] }))
  const attempts: [Parameters<Client['send']>[0], string, unknown?][] = [
    ['GET', ''],
    ['PUT', '', { document: draft(), baseVersion: 1 }],
    ['PATCH', '', { tags: ['mine'], archived: true }],
    ['DELETE', ''],
    ['POST', '/activate'],
    ['POST', '/deactivate'],
    ['GET', '/versions'],
    ['GET', '/versions/1'],
    ['POST', '/versions/1/restore'],
    ['GET', '/export'],
  ]

  for (const [method, path, body] of attempts) {
    const answer = await stranger.send(method, `/workflows/${id}${path}`, body)
    const unknown = await stranger.send(method, `/workflows/${newId()}${path}`, body)
    expect(answer.status, `${method} ${path}`).toBe(404)
    expect(answer.body['code']).toBe(unknown.body['code'])
  }
  expect((await stranger.send('GET', '/workflows')).body).toMatchObject({ items: [], counts: { draft: 0 } })
  expect((await stranger.send('GET', '/tags')).body).toEqual({ items: [] })
  expect((await owner.send('GET', `/workflows/${id}`)).body).toMatchObject({ summary: { version: 1, status: 'draft' } })
})
