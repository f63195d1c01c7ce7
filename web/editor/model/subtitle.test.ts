import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { subtitle } from './subtitle.ts'

const line = (type: string, parameters: Record<string, unknown>) => subtitle(given.node('A', { type, parameters }), undefined)

test('a call is said with its method and address', () => {
  expect(line('http_request', { method: 'POST', url: 'https://api.example.com/v1/orders' })).toBe(
    'POST api.example.com/v1/orders',
  )
})

test('expressions in a line are short', () => {
  expect(line('http_request', { url: '=https://x.example/{{ $json.order.id }}/{{ $now.toISO() }}' })).toBe(
    'GET x.example/{order.id}/{…}',
  )
})

test('a condition is said with its values', () => {
  const conditions = { conditions: [{ leftValue: '={{ $json.amount }}', rightValue: 50, operator: { operation: 'gt' } }, {}] }

  expect(line('if', { conditions })).toBe('{amount} > 50 +1')
})

test('a node that sets fields names them', () => {
  expect(line('set', { assignments: { assignments: [{ name: 'a' }, { name: 'b.c' }] } })).toBe('a, b.c')
})

test('an unknown type is named by its last part', () => {
  expect(line('n8n-nodes-base.googleSheets', {})).toBe('googleSheets')
})

test('parameters of any shape give a line', () => {
  for (const value of [null, 7, [], '', { conditions: 'x' }]) {
    expect(typeof line('if', { conditions: value })).toBe('string')
    expect(typeof line('set', { assignments: value, values: value })).toBe('string')
  }
})
