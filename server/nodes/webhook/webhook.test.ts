import { expect, test } from 'vitest'
import type { NodeView } from '@steward/sdk/node'
import webhook from './index.ts'

const listens = (parameters: NodeView['parameters'], more: Partial<NodeView> = {}) =>
  webhook.listens?.({ id: 'w', name: 'Hook', type: 'webhook', version: 2, parameters, onError: 'stopWorkflow', ...more })

test('it listens for GET at its path and answers at once where nothing else is said', () => {
  expect(listens({ path: '/orders/' })).toEqual([
    { kind: 'webhook', method: 'GET', path: 'orders', responseMode: 'immediately', authentication: 'none' },
  ])
})

test('several methods listen at one path', () => {
  expect(
    listens({ path: 'a', multipleMethods: true, httpMethod: ['POST', 'PUT'] })?.map((one) => 'method' in one && one.method),
  ).toEqual(['POST', 'PUT'])
})

test('the id of the node stands in for a path, and before one with parameters', () => {
  expect(listens({}, { webhookId: 'abc' })?.[0]).toMatchObject({ path: 'abc' })
  expect(listens({ path: 'users/:id' }, { webhookId: 'abc' })?.[0]).toMatchObject({ path: 'abc/users/:id' })
})

test('paths that no address can have, and methods that do not exist, are refused in words', () => {
  expect(() => listens({})).toThrow('has no path')
  expect(() => listens({ path: '={{ 1 }}' })).toThrow('is an expression')
  expect(() => listens({ path: 'a/../b' })).toThrow('may not hold')
  expect(() => listens({ path: 'a?b' })).toThrow('may not hold')
  expect(() => listens({ path: 'x'.repeat(300) })).toThrow('more than 255 characters')
  expect(() => listens({ path: 'a', httpMethod: 'BREW' })).toThrow('"BREW"')
})
