import { beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

type Folder = { id: string; parentId: string | null; name: string; workflows: number }

let installation: TestInstallation

beforeAll(async () => {
  installation = await testInstallation()
  return () => installation[Symbol.asyncDispose]()
})

const make = async (by: Client, name: string, parentId: string | null = null) => {
  const { status, body } = await by.send('POST', '/folders', { name, parentId })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body as Folder
}
const workflow = async (by: Client, name: string) => {
  const { body } = await by.send('POST', '/workflows', {
    document: { ...givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), name },
  })
  return (body as { summary: { id: string } }).summary.id
}
const names = async (by: Client, query: string) => {
  const { body } = await by.send('GET', `/workflows?${query}`)
  return (body as { items: { name: string }[] }).items.map(({ name }) => name).sort()
}
const folders = async (by: Client) => ((await by.send('GET', '/folders')).body as { items: Folder[] }).items

test('workflows lie in folders, folders in folders, and a list shows what is in one and below it', async () => {
  const owner = await installation.stranger()
  const sales = await make(owner, 'Sales')
  const north = await make(owner, 'North', sales.id)
  const [deep, shallow, loose] = [await workflow(owner, 'Deep'), await workflow(owner, 'Shallow'), await workflow(owner, 'Loose')]
  const before = (await owner.send('GET', `/workflows/${deep}`)).body as { summary: { updatedAt: string } }

  await owner.send('POST', '/workflows/move', { ids: [deep], folderId: north.id })
  const { body } = await owner.send('POST', '/workflows/move', { ids: [shallow, crypto.randomUUID()], folderId: sales.id })

  expect(body).toEqual({ moved: [shallow] })
  expect(await names(owner, `folder=${sales.id}`)).toEqual(['Deep', 'Shallow'])
  expect(await names(owner, `folder=${north.id}`)).toEqual(['Deep'])
  expect(await names(owner, 'folder=none')).toEqual(['Loose'])
  expect((await folders(owner)).map(({ name, workflows }) => [name, workflows])).toEqual([
    ['North', 1],
    ['Sales', 1],
  ])
  const after = (await owner.send('GET', `/workflows/${deep}`)).body as { summary: { updatedAt: string; folderId: string } }
  expect(after.summary).toMatchObject({ folderId: north.id, updatedAt: before.summary.updatedAt })

  expect((await owner.send('DELETE', `/folders/${sales.id}`)).status).toBe(204)
  expect((await folders(owner)).map(({ name, parentId }) => [name, parentId])).toEqual([['North', null]])
  expect(await names(owner, 'folder=none')).toEqual(['Loose', 'Shallow'])

  expect((await owner.send('DELETE', `/folders/${north.id}?content=archive`)).status).toBe(204)
  expect(await names(owner, 'status=archived')).toEqual(['Deep'])
  expect(await folders(owner)).toEqual([])
  expect(loose).toBeTypeOf('string')
})

test('a folder lies neither in itself nor too deep, and its name is its own among its siblings', async () => {
  const owner = await installation.stranger()
  const path: Folder[] = []
  for (const name of ['1', '2', '3', '4', '5']) path.push(await make(owner, name, path.at(-1)?.id ?? null))
  const [first, , third] = path
  const other = await make(owner, 'Other')
  const refused = async (method: 'POST' | 'PATCH', at: string, body: object) => (await owner.send(method, at, body)).body['code']

  expect(await refused('POST', '/folders', { name: '6', parentId: path.at(-1)?.id })).toBe('workflow.folders_too_deep')
  expect(await refused('PATCH', `/folders/${first?.id}`, { parentId: other.id })).toBe('workflow.folders_too_deep')
  expect(await refused('PATCH', `/folders/${first?.id}`, { parentId: third?.id })).toBe('workflow.folder_in_itself')
  expect(await refused('PATCH', `/folders/${first?.id}`, { parentId: first?.id })).toBe('workflow.folder_in_itself')
  expect(await refused('POST', '/folders', { name: ' Other ' })).toBe('workflow.folder_name_taken')
  expect(await refused('POST', '/folders', { name: '  ' })).toBe('workflow.empty_name')
  expect(await refused('POST', '/folders', { name: 'x', parentId: crypto.randomUUID() })).toBe('workflow.folder_not_found')
})

test('two that make the same folder at once make it once', async () => {
  const owner = await installation.stranger()

  const answers = await Promise.all(Array.from({ length: 8 }, () => owner.send('POST', '/folders', { name: 'Same' })))

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
  expect(await folders(owner)).toHaveLength(1)
})

test('folders and tags of another workspace are not there, and who may only look changes none', async () => {
  const [owner, stranger] = [await installation.owner(), await installation.stranger()]
  const viewer = await installation.member('viewer')
  const folder = await make(owner, 'Sales')
  const id = await workflow(owner, 'Mine')
  const theirs = await workflow(stranger, 'Theirs')
  const tag = (await owner.send('POST', '/tags', { name: 'Red', color: '#d4473c' })).body as { id: string }

  expect(await folders(stranger)).toEqual([])
  for (const [method, path, body] of [
    ['PATCH', `/folders/${folder.id}`, { name: 'Taken' }],
    ['DELETE', `/folders/${folder.id}`, undefined],
    ['POST', '/workflows/move', { ids: [theirs], folderId: folder.id }],
    ['PATCH', `/tags/${tag.id}`, { name: 'Taken' }],
    ['DELETE', `/tags/${tag.id}`, undefined],
    ['GET', `/workflows?folder=${folder.id}`, undefined],
  ] as const)
    expect([path, (await stranger.send(method, path, body)).status]).toEqual([path, 404])
  expect((await stranger.send('POST', '/workflows/move', { ids: [id], folderId: null })).body).toEqual({ moved: [] })
  expect((await viewer.send('POST', '/folders', { name: 'Mine' })).status).toBe(403)
  expect((await viewer.send('POST', '/workflows/move', { ids: [id], folderId: null })).status).toBe(403)
  expect((await folders(viewer)).map(({ name }) => name)).toEqual(['Sales'])
})

test('a tag is renamed and coloured wherever it is, and two of one name are refused', async () => {
  const owner = await installation.stranger()
  const id = await workflow(owner, 'Tagged')
  await owner.send('PATCH', `/workflows/${id}`, { tags: ['Finance', 'Old'] })
  const { items } = (await owner.send('GET', '/tags')).body as { items: { id: string; name: string }[] }
  const of = (name: string) => items.find((tag) => tag.name === name)?.id ?? ''

  await owner.send('PATCH', `/tags/${of('Finance')}`, { name: 'Money', color: '#0e6b5c' })
  const taken = await owner.send('PATCH', `/tags/${of('Old')}`, { name: 'Money' })
  await owner.send('DELETE', `/tags/${of('Old')}`)

  expect(taken.body['code']).toBe('workflow.tag_name_taken')
  expect((await owner.send('POST', '/tags', { name: 'x', color: 'red' })).status).toBe(400)
  const { summary } = (await owner.send('GET', `/workflows/${id}`)).body as { summary: { tags: object[] } }
  expect(summary.tags).toMatchObject([{ name: 'Money', color: '#0e6b5c' }])
})
