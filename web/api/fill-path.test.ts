import { expect, test } from 'vitest'
import { fillPath } from './fill-path.ts'

test('parameters are put into the path and made safe', () => {
  expect(fillPath('/executions/:id/nodes/:index', { id: 'a/b', index: 3 }, {})).toBe('/executions/a%2Fb/nodes/3')
})

test('empty parts of a query are left out', () => {
  expect(fillPath('/workflows', {}, { search: 'a b&c', status: undefined, tag: '', limit: 50 })).toBe(
    '/workflows?search=a+b%26c&limit=50',
  )
})
