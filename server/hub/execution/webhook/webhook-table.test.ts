import { expect, test } from 'vitest'
import { WebhookTable } from './webhook-table.ts'

test('a call finds the workflow that listens for its method and path', () => {
  const table = new WebhookTable([
    { method: 'POST', path: 'orders', to: 'new' },
    { method: 'GET', path: 'orders', to: 'list' },
  ])

  expect(table.find('POST', 'orders')?.to).toBe('new')
  expect(table.find('GET', '/orders/')?.to).toBe('list')
  expect(table.find('PUT', 'orders')).toBeUndefined()
  expect(table.methodsAt('orders')).toEqual(['GET', 'POST'])
})

test('segments with a colon become parameters, and a fixed path wins over them', () => {
  const table = new WebhookTable([
    { method: 'GET', path: 'orders/:id', to: 'one' },
    { method: 'GET', path: 'orders/open', to: 'open' },
    { method: 'GET', path: ':what/:id', to: 'any' },
  ])

  expect(table.find('GET', 'orders/7')).toEqual({ to: 'one', params: { id: '7' } })
  expect(table.find('GET', 'orders/open')).toEqual({ to: 'open', params: {} })
  expect(table.find('GET', 'carts/7')).toEqual({ to: 'any', params: { what: 'carts', id: '7' } })
  expect(table.find('GET', 'orders/7/lines')).toBeUndefined()
})

test('a parameter called __proto__ reaches no prototype', () => {
  const table = new WebhookTable([{ method: 'GET', path: ':__proto__', to: 'x' }])

  expect(Object.getPrototypeOf(table.find('GET', 'polluted')?.params)).toBeNull()
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})
