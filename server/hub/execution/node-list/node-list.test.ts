import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defineNode, type ListCall } from '@steward/sdk/node'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scope } from '#db'
import { createCatalog } from '#engine/core'
import { createNet } from '#net'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation } from '#test/running'
import { type NodeListContext, readNodeList } from './node-list.ts'

let steward: RunningInstallation
let service: Server
let url = ''
const net = createNet()
beforeAll(async () => {
  steward = await running()
  service = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:1/' })
    response.end(JSON.stringify({ asked: request.url, method: request.method }))
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(async () => {
  await net.close()
  service.close()
  await steward[Symbol.asyncDispose]()
})

const lists = {
  echo: async ({ http, search, cursor, parameters }: ListCall) => {
    const { body } = await http({ method: 'GET', url: `${url}/${search}` })
    const label = `${Buffer.from(body).toString()} ${JSON.stringify(parameters)}`
    return { items: [{ value: 1, label, url: 'javascript:alert(1)' }], next: `${cursor ?? ''}+` }
  },
  writes: async ({ http }: ListCall) => {
    await http({ method: 'POST', url })
    return { items: [] }
  },
  away: async ({ http }: ListCall) => ({
    items: [{ value: (await http({ method: 'GET', url: `${url}/away` })).status, label: 'x' }],
  }),
  breaks: () => Promise.reject(new TypeError('x is undefined')),
}
const kind = defineNode({
  type: 'echo',
  title: 'Echo',
  description: 'For tests.',
  category: 'service',
  icon: 'rss',
  n8n: [],
  parameters: Type.Object({}),
  effect: 'read',
  lists,
})

function read(name: string, more: { answer?: 'allow' | 'ask'; search?: string; cursor?: string } = {}) {
  const { answer = 'allow', ...rest } = more
  const gate = {
    ask: () => Promise.reject(new Error('Nobody is asked for a list.')),
    preview: () => ({ answer, policies: [], asks: [] }),
  }
  const context = { catalog: createCatalog([kind]), net, gate } as unknown as NodeListContext
  const scope = { workspaceId: 'w', actorId: null, now: new Date() } as unknown as Scope
  return readNodeList(context, scope, {
    type: 'echo',
    name,
    version: 1,
    parameters: { a: 1, b: '={{ $json.b }}', c: ['=x', 2] },
    ...rest,
  })
}

test('a list is read from the service, searched and paged, without expressions and without addresses that do something', async () => {
  const { items, next } = await read('echo', { search: 'tea', cursor: '1' })
  expect(items).toEqual([{ value: 1, label: '{"asked":"/tea","method":"GET"} {"a":1,"c":[2]}' }])
  expect(next).toBe('1+')
})

test('a list changes nothing, follows nobody elsewhere, and asks nothing that a policy has a say in', async () => {
  await expect(read('writes')).rejects.toThrow('A list may only be read.')
  expect((await read('away')).items).toEqual([{ value: 302, label: 'x' }])
  await expect(read('echo', { answer: 'ask' })).rejects.toThrow('A policy has a say')
  await expect(read('breaks')).rejects.toThrow('The service did not answer as expected.')
})

test('a list that a kind does not have is not found, whatever it is called', async () => {
  for (const path of ['hacker_news/lists/none', 'hacker_news/lists/__proto__', 'none/lists/articles', 'set/lists/constructor']) {
    const { status, body } = await steward.api('POST', `/node-kinds/${path}`, { version: 1, parameters: {} })
    expect([path, status, body['code']]).toEqual([path, 404, 'node_list.unknown'])
  }
})

test('an expression that fails says in which parameter, and so does a number that is none', async () => {
  const assignments = [
    { id: '1', name: 'a', value: 'fixed', type: 'string' },
    { id: '2', name: 'b', value: '={{ $("Nobody").item.json.a }}', type: 'string' },
  ]
  const id = await steward.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Set: [0, 0] } },
      { name: 'Set', type: 'set', version: 3.4, parameters: { assignments: { assignments }, options: {} } },
    ]),
    { active: false },
  )
  const limited = await steward.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Limit: [0, 0] } },
      { name: 'Limit', type: 'limit', version: 1, parameters: { maxItems: 'many' } },
    ]),
    { active: false },
  )
  const told: unknown[] = []
  for (const workflow of [id, limited]) {
    const execution = await steward.begin(workflow, { items: [{}] })
    await steward.rested(execution)
    const { body } = await steward.api('GET', `/executions/${execution}`)
    const nodes = body['nodes'] as { error: { parameter?: string } | null }[]
    told.push(nodes.find(({ error }) => error !== null)?.error?.parameter)
  }
  expect(told).toEqual(['assignments.assignments.1.value', 'maxItems'])
})
