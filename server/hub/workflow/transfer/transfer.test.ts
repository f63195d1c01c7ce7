import type { ImportLine } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { draft, node } from '#test/draft'
import { testInstallation } from '#test/installation'

const n8nFile = JSON.stringify({
  name: 'From n8n',
  nodes: [
    { id: '1', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], parameters: { path: 'hello' } },
    {
      id: '2',
      name: 'Call',
      type: 'n8n-nodes-base.httpRequest',
      typeVersion: 4.2,
      position: [200, 0],
      parameters: { url: 'https://api.example.com' },
    },
    { id: '3', name: 'Odd', type: 'n8n-nodes-base.odd', typeVersion: 1, position: [400, 0], parameters: { keep: 'me' } },
  ],
  connections: {
    Webhook: { main: [[{ node: 'Call', type: 'main', index: 0 }]] },
    Call: { main: [[{ node: 'Odd', type: 'main', index: 0 }]] },
  },
  settings: { executionOrder: 'v1' },
  tags: [{ id: 'x', name: 'imported' }],
})

test('a check says what an import would bring, and brings nothing', async () => {
  await using steward = await testInstallation()
  const viewer = await steward.member('viewer')

  const { body } = await viewer.send('POST', '/workflows/import/check', { files: [{ file: 'a.json', content: n8nFile }] })

  const [line] = body['lines'] as ImportLine[]
  expect(line).toMatchObject({
    file: 'a.json',
    name: 'From n8n',
    ok: true,
    nodes: 3,
    supported: 2,
    placeholders: ['n8n-nodes-base.odd'],
  })
  expect(line?.effects.find((effect) => effect.node === 'Call')).toMatchObject({ class: 'write', target: 'api.example.com' })
  expect((await viewer.send('GET', '/workflows')).body).toMatchObject({ items: [] })
})

test('a broken file is a line of its own and does not stop the others', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const files = [
    { file: 'broken.json', content: '{"nodes": [' },
    { file: 'n8n.json', content: n8nFile },
    { file: 'steward.json', content: JSON.stringify(draft({ path: 'other' })) },
    { file: 'empty.json', content: '' },
  ]

  const { body, status } = await owner.send('POST', '/workflows/import', { files, activate: true })

  expect(status).toBe(200)
  const lines = body['lines'] as ImportLine[]
  expect(lines.map((line) => [line.file, line.ok])).toEqual([
    ['broken.json', false],
    ['n8n.json', true],
    ['steward.json', true],
    ['empty.json', false],
  ])
  expect(lines[1]?.problems.join(' ')).toContain('The workflow cannot be activated: Steward does not know the type of "Odd"')
  const shown = await owner.send('GET', `/workflows/${String(lines[2]?.workflowId)}`)
  expect(shown.body).toMatchObject({ summary: { status: 'active' } })
  const imported = await owner.send('GET', `/workflows/${String(lines[1]?.workflowId)}`)
  expect(imported.body).toMatchObject({ summary: { status: 'draft', placeholders: 1, tags: [{ name: 'imported' }] } })
})

test('an import as large as its limit goes through, a larger file is a line', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const file = (bytes: number) => JSON.stringify(draft({ meta: { pad: 'x'.repeat(bytes) } }))

  const { body } = await owner.send('POST', '/workflows/import', {
    files: [
      { file: 'fits.json', content: file(9_000_000) },
      { file: 'large.json', content: file(10_500_000) },
    ],
  })

  expect((body['lines'] as ImportLine[]).map((line) => line.ok)).toEqual([true, false])
})

test('an export is a file in either format, and comes back as the same workflow', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const files = [{ file: 'n8n.json', content: n8nFile }]
  const id = String(((await owner.send('POST', '/workflows/import', { files })).body['lines'] as ImportLine[])[0]?.workflowId)

  const own = await owner.send('GET', `/workflows/${id}/export`)
  const foreign = await owner.send('GET', `/workflows/${id}/export?format=n8n`)
  const back = await owner.send('POST', '/workflows/import', {
    files: [
      { file: 'own.json', content: own.text },
      { file: 'n8n.json', content: foreign.text },
    ],
  })

  expect(own.headers['content-disposition']).toBe('attachment; filename="From-n8n.json"')
  expect(own.body).toMatchObject({ steward: 1, name: 'From n8n', tags: ['imported'] })
  expect(foreign.body).toMatchObject({
    name: 'From n8n',
    connections: { Webhook: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } },
  })
  for (const line of back.body['lines'] as ImportLine[])
    expect(line).toMatchObject({ ok: true, nodes: 3, placeholders: ['n8n-nodes-base.odd'] })
})

test('files that nobody would write become lines, not failures', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const contents = [
    draft({ name: 'x'.repeat(300) }),
    draft({ name: 'nul \0' }),
    draft({ name: 'half \ud83d', tags: ['y'.repeat(150), 'half \ude00', ' '] }),
    draft({ tags: ['nul \0'] }),
    draft({ nodes: [node({ name: 'nul \0', type: 'set' })], edges: [] }),
    draft({ nodes: [node({ name: 'z'.repeat(300), type: 'set' })], edges: [] }),
    { ...draft(), nodes: [null] },
    { ...draft(), edges: 'none' },
    [[[]]],
    { nodes: [{ type: 'n8n-nodes-base.set' }, { name: 7 }], connections: { a: { main: [[{ node: 'b' }]] } } },
  ]
  const files = contents.map((content, n) => ({ file: `${n} \0 \ud83d.json`, content: JSON.stringify(content) }))

  const { status, body } = await owner.send('POST', '/workflows/import', { files })

  expect(status).toBe(200)
  const lines = body['lines'] as ImportLine[]
  expect(lines.length).toBeGreaterThanOrEqual(files.length)
  for (const line of lines) expect(line.ok === (line.workflowId !== undefined), JSON.stringify(line)).toBe(true)
  expect(lines.find((line) => line.file.startsWith('2 '))).toMatchObject({ ok: true })
  expect(lines.find((line) => line.file.startsWith('1 '))?.problems[0]).toContain('U+0000')
})
