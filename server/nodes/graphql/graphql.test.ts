import type { JsonObject } from '@steward/sdk/node'
import { afterEach, expect, test } from 'vitest'
import { callNode, jsonOf, nodeCall } from '../../test/call-node.ts'
import { type Reply, type Service, startService } from '../../test/scripted-peer.ts'
import node from './index.ts'

let service: Service | undefined
afterEach(async () => {
  await service?.close()
  service = undefined
})

async function run(parameters: JsonObject, reply: Reply = { body: { data: { a: 1 } } }, version = 1.1) {
  service = await startService(() => reply)
  const io = service.io({ httpHeaderAuth: { name: 'X-Key', value: 'secret' } })
  return callNode(node, { version, io, parameters: { endpoint: service.url, ...parameters } })
}

test('a query is sent as JSON with its variables, and the answer is the item', async () => {
  const outputs = await run({
    query: 'query Q($n: Int) { a }',
    variables: '{"n":1}',
    operationName: 'Q',
    authentication: 'headerAuth',
  })

  expect(jsonOf(outputs)).toEqual([{ data: { a: 1 } }])
  expect(JSON.parse(service?.seen[0]?.body ?? '')).toEqual({
    query: 'query Q($n: Int) { a }',
    variables: { n: 1 },
    operationName: 'Q',
  })
  expect(service?.seen[0]?.headers['x-key']).toBe('secret')
})

test('version 1 sends the query as it is', async () => {
  await run({ query: '{ a }' }, undefined, 1)

  expect(service?.seen[0]).toMatchObject({ body: '{ a }', headers: { 'content-type': 'application/graphql' } })
})

test('GET puts the query in the address', async () => {
  await run({ query: '{ a }', requestMethod: 'GET' })

  expect(service?.seen[0]?.query.get('query')).toBe('{ a }')
})

test('errors in an answer with status 200 are failures', async () => {
  await expect(
    run({ query: '{ a }' }, { body: { errors: [{ message: 'No such field' }, { message: 'Too deep' }] } }),
  ).rejects.toThrow('No such field, Too deep')
})

test('broken variables are refused before anything is sent', async () => {
  await expect(run({ query: '{ a }', variables: '{' })).rejects.toThrow('JSON parameter needs to be valid JSON')
  expect(service?.seen).toEqual([])
})

test('a mutation is a write, a query that only speaks of one is not', () => {
  const effect = (query: string) =>
    typeof node.effect === 'function' ? node.effect(nodeCall(node, { parameters: { query } }), 0) : node.effect

  expect([effect('{ a }'), effect('mutation { b }'), effect('query A { a } mutation B { b }')]).toEqual([
    'read',
    'write',
    'write',
  ])
  expect(effect('# mutation\n{ a(text: "a mutation") }')).toBe('read')
})
