import { beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation } from '#test/running'
import { openTenant, type Tenant } from '#test/two-tenants'

type Hit = { kind: string; id: string; title: string; detail: string | null; nodeId: string | null }

let steward: RunningInstallation
let ada: Tenant
let bob: Tenant

beforeAll(async () => {
  steward = await running()
  ada = await openTenant(steward, 'xada')
  bob = await openTenant(steward, 'xbob')
  return () => steward[Symbol.asyncDispose]()
})

const find = async (by: Pick<Tenant, 'api'>, text: string) => {
  const { status, body } = await by.api('GET', `/search?q=${encodeURIComponent(text)}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body['items'] as Hit[]
}
const titles = async (by: Pick<Tenant, 'api'>, text: string) => (await find(by, text)).map(({ title }) => title)

const make = async (by: Tenant, name: string, nodes: Parameters<typeof givenWorkflow>[0]) => {
  const { body } = await by.api('POST', '/workflows', { document: { ...givenWorkflow(nodes), name } })
  return (body['summary'] as { id: string }).id
}
const start = { name: 'Start', type: 'manual_trigger' }
const stop = (message: string) => [
  { ...start, to: { Stop: [0, 0] as [number, number] } },
  { name: 'Stop', type: 'stop_and_error', parameters: { errorMessage: message } },
]

test('workflows are found by name before anything else, then by node, tag and parameter', async () => {
  const byParameter = await make(ada, 'Nightly', [
    { ...start, to: { Ask: [0, 0] } },
    { name: 'Ask', type: 'http_request', parameters: { url: 'https://api.lighthouse.example/v2?key=1' } },
  ])
  const byNode = await make(ada, 'Morning', [{ ...start, name: 'Wake the lighthouse' }])
  const byTag = await make(ada, 'Evening', [start])
  await ada.api('PATCH', `/workflows/${byTag}`, { tags: ['Lighthouse keepers'] })
  const byName = await make(ada, 'Lighthouse', [start])

  const hits = (await find(ada, 'lighthouse')).filter(({ kind }) => kind === 'workflow')

  expect(hits[0]?.id).toBe(byName)
  expect(new Set(hits.map(({ id }) => id))).toEqual(new Set([byName, byNode, byTag, byParameter]))
  expect(hits.find(({ id }) => id === byParameter)).toMatchObject({
    nodeId: 'Ask',
    detail: expect.stringContaining('lighthouse.example') as string,
  })
  expect(hits.find(({ id }) => id === byNode)).toMatchObject({ detail: 'Wake the lighthouse' })
  expect(await titles(ada, 'LIGHT api')).toEqual(['Nightly'])
  expect(await titles(ada, '  ')).toEqual([])
})

test('an execution is found by its id, by its workflow, and by its error', async () => {
  const workflowId = await make(ada, 'Fragile', stop('The zeppelin has lost 3% of its gas'))
  const { body } = await ada.api('POST', `/workflows/${workflowId}/executions`, {})
  const id = String(body['id'])
  await steward.rested(id).catch(() => undefined)
  await expect.poll(async () => (await ada.api('GET', `/executions/${id}`)).body['summary']).toMatchObject({ status: 'failed' })

  expect(await find(ada, id)).toMatchObject([{ kind: 'execution', id }])
  expect((await find(ada, 'zeppelin 3%')).filter(({ kind }) => kind === 'execution')).toMatchObject([{ id }])
  expect((await find(ada, 'zeppelin 4%')).filter(({ kind }) => kind === 'execution')).toEqual([])
  expect((await find(ada, 'fragile')).map(({ kind }) => kind)).toEqual(['workflow', 'execution'])
})

test('connections and people are found by name', async () => {
  await ada.api('POST', '/connections', {
    name: 'Harbor billing',
    type: 'httpHeaderAuth',
    values: { name: 'X-Key', value: 'topsecretvalue' },
  })

  expect(await find(ada, 'harbor')).toMatchObject([{ kind: 'connection', title: 'Harbor billing' }])
  expect(await find(ada, 'topsecret')).toEqual([])
  expect((await find(ada, 'owner xada')).filter(({ kind }) => kind === 'person')).toMatchObject([{ id: ada.userId }])
})

test('another workspace sees nothing of it, and a key sees what its scopes let it', async () => {
  for (const text of ['lighthouse', 'zeppelin', 'harbor', 'xada', 'fragile']) expect(await find(bob, text)).toEqual([])
  const { body } = await ada.api('POST', '/api-keys', { name: 'Connections only', scopes: ['connection:read'] })
  const key = String(body['secret'] ?? body['key'])
  const asKey = async (text: string) => {
    const answer = await fetch(`${steward.url}/api/v1/search?q=${text}`, { headers: { authorization: `Bearer ${key}` } })
    return ((await answer.json()) as { items: Hit[] }).items.map(({ kind }) => kind)
  }

  expect(await asKey('harbor')).toEqual(['connection'])
  expect(await asKey('lighthouse')).toEqual([])
  expect(await asKey('xada')).toEqual([])
})

test('what looks like a pattern, a query or an attack is text', async () => {
  for (const text of [
    "'",
    '%%',
    '_',
    "a':* | b",
    '\\',
    '!!',
    '"; drop table workflows; --',
    '\u{1F600}',
    'x'.repeat(199),
    newId(),
  ])
    expect(await find(ada, text), text).toEqual([])
  expect((await ada.api('GET', `/search?q=${'x'.repeat(201)}`)).status).toBe(400)
})

test('words of documents from before there were words are written later, and the list stays in its order', async () => {
  const id = await make(ada, 'From before', [
    { ...start, to: { Ask: [0, 0] } },
    { name: 'Ask', type: 'http_request', parameters: { url: 'https://periscope.example' } },
  ])
  const pool = steward.databases.pool('workflow')
  const { rows } = await pool.query<{ updated_at: Date }>(
    'update workflows set search_words = null where id = $1 returning updated_at',
    [id],
  )
  expect(await find(ada, 'periscope')).toEqual([])

  const { writeSomeWords } = await import('./hub/workflow/search/write-words.jobs.ts')
  expect(await writeSomeWords(steward.databases)).toBe(false)

  expect(await find(ada, 'periscope')).toMatchObject([{ id, nodeId: 'Ask' }])
  const after = await pool.query<{ updated_at: Date }>('select updated_at from workflows where id = $1', [id])
  expect(after.rows[0]?.updated_at).toEqual(rows[0]?.updated_at)
})
