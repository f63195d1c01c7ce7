import { expect, test } from 'vitest'
import type { NodeView } from '@steward/sdk/node'
import webhook from './index.ts'

const view: NodeView = { id: 'w', name: 'Hook', type: 'webhook', version: 2, parameters: {}, onError: 'stopWorkflow' }
const listens = (parameters: NodeView['parameters'], more: Partial<NodeView> = {}) =>
  webhook.listens?.({ ...view, parameters, ...more })

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

test('several methods have an output each, and a call goes on by that of its method', () => {
  const outputs = (parameters: NodeView['parameters']) => {
    const ports = webhook.outputs
    return typeof ports === 'function' ? ports({ ...view, parameters }) : ports
  }
  const parameters = { path: 'a', multipleMethods: true, httpMethod: ['POST', 'PUT', 'GET'] }

  expect(outputs(parameters)?.map((port) => port.label)).toEqual(['POST', 'PUT', 'GET'])
  expect(listens(parameters)?.map((one) => 'output' in one && one.output)).toEqual([false, 1, 2])
  expect(outputs({ path: 'a', httpMethod: 'POST' })).toHaveLength(1)
  expect(outputs({ path: 'a', multipleMethods: true })).toHaveLength(2)
})

test('who may call is checked before anybody calls', () => {
  expect(() => listens({ path: 'a', options: { ipWhitelist: '10.0.0.1, office' } })).toThrow('"office" is neither an address')
  expect(() => listens({ path: 'a', authentication: 'signature', signature: { scheme: 'generic', algorithm: 'md5' } })).toThrow(
    '"md5"',
  )
  expect(listens({ path: 'a', authentication: 'signature', signature: { scheme: 'stripe' } })?.[0]).toMatchObject({
    authentication: 'signature',
  })
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
