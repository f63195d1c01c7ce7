import type { HttpCall, JsonObject, NodeIo } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../server/test/call-node.ts'
import node from './index.ts'

async function run(parameters: JsonObject, answer: (url: URL) => { status?: number; body?: unknown }) {
  const calls: HttpCall[] = []
  const http: NodeIo['http'] = async (call) => {
    calls.push(call)
    const { status = 200, body = {} } = answer(new URL(call.url))
    return {
      status,
      statusText: 'Some',
      headers: {},
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      url: call.url,
    }
  }
  return { outputs: await callNode(node, { parameters, io: { http } }), urls: calls.map(({ url }) => url) }
}

test('an article comes without its comments, unless they are wanted', async () => {
  const article = () => ({ body: { id: 1, title: 'Hi', children: [{ id: 2 }] } })

  const { outputs, urls } = await run({ resource: 'article', articleId: '1' }, article)
  const whole = await run({ resource: 'article', articleId: 1, additionalFields: { includeComments: true } }, article)

  expect(urls).toEqual(['https://hn.algolia.com/api/v1/items/1'])
  expect(jsonOf(outputs)).toEqual([{ id: 1, title: 'Hi' }])
  expect(jsonOf(whole.outputs)[0]?.['children']).toHaveLength(1)
})

test('a search reads pages until it has enough', async () => {
  const page = (url: URL) => ({
    body: { nbPages: 3, hits: Array.from({ length: 2 }, (_, n) => ({ id: `${url.searchParams.get('page')}-${n}` })) },
  })
  const search = { resource: 'all', additionalFields: { keyword: 'a&b', tags: ['story', 'front_page'] } }

  const limited = await run({ ...search, limit: 3 }, page)
  const all = await run({ ...search, returnAll: true }, page)

  expect(jsonOf(limited.outputs)).toEqual([{ id: '0-0' }, { id: '0-1' }, { id: '1-0' }])
  expect(limited.urls[0]).toBe('https://hn.algolia.com/api/v1/search?query=a%26b&tags=story%2Cfront_page&hitsPerPage=3&page=0')
  expect(jsonOf(all.outputs)).toHaveLength(6)
})

test('a user', async () => {
  expect(jsonOf((await run({ resource: 'user', username: 'pg' }, () => ({ body: { username: 'pg' } }))).outputs)).toEqual([
    { username: 'pg' },
  ])
})

test('what is wrong is said', async () => {
  await expect(run({ resource: 'user', username: 'nobody' }, () => ({ status: 404 }))).rejects.toThrow(
    'Hacker News knows no users nobody.',
  )
  await expect(run({ resource: 'article', articleId: '../users/pg' }, () => ({}))).rejects.toThrow(
    '"../users/pg" is not the id of an article.',
  )
  await expect(run({ resource: 'article', articleId: '1' }, () => ({ status: 500 }))).rejects.toThrow(
    'Hacker News refused the request: 500 Some',
  )
  await expect(run({ resource: 'article', articleId: '1' }, () => ({ body: '<html>' }))).rejects.toThrow('is not JSON')
})
