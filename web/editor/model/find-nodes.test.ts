import { expect, test } from 'vitest'
import { findNodes } from './find-nodes.ts'
import { given } from './given-document.ts'

const document = given.document([
  given.node('Load order', {
    type: 'http_request',
    parameters: { url: 'https://shop.example/orders', options: { header: ['X-Key'] } },
  }),
  given.node('Other', { parameters: { text: '={{ $json.order_id }}' }, settings: { notes: 'Asks twice' } }),
  given.node('n', { name: 'Note', type: 'note', parameters: { content: 'Refunds over 50' } }),
])
const find = (query: string) => findNodes(document, query, (type) => (type === 'http_request' ? 'HTTP request' : ''))

test('nodes are found by name, kind, value, expression and note, by name first', () => {
  expect(find('order')).toEqual(['Load order', 'Other'])
  expect(find('http request')).toEqual(['Load order'])
  expect(find('x-key SHOP')).toEqual(['Load order'])
  expect(find('$json.order')).toEqual(['Other'])
  expect(find('twice')).toEqual(['Other'])
  expect(find('refunds 50')).toEqual(['n'])
  expect(find('note')).toEqual(['n'])
})

test('nothing is found for nothing, nor for what is nowhere', () => {
  expect(find('  ')).toEqual([])
  expect(find('order nowhere')).toEqual([])
})
