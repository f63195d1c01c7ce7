import { expect, test } from 'vitest'
import { payloadLines, scalarPiece } from './payload-lines.ts'

const written = (payload: unknown) => payloadLines(payload).map((line) => line.map(({ text }) => text).join(''))

test('a call begins with its method and address, and every value stands with the way to it', () => {
  const payload = {
    method: 'POST',
    url: 'https://api.stripe.com/v1/refunds',
    body: { amount: 12_900, metadata: { order: 'HG-20871' }, tags: ['a', 'b'], note: null, empty: {} },
  }

  expect(written(payload)).toEqual([
    'POST https://api.stripe.com/v1/refunds',
    'body.amount          12900',
    'body.metadata.order  HG-20871',
    'body.tags[0]         a',
    'body.tags[1]         b',
    'body.note            null',
    'body.empty           {}',
  ])
})

test('the call of a node is set apart in the same way, and what is left of its parameters follows', () => {
  const node = { type: 'http_request', parameters: { method: 'DELETE', url: 'https://a.example/orders/7', timeout: 5 } }

  expect(written(node)).toEqual([
    'DELETE https://a.example/orders/7',
    'type                http_request',
    'parameters.timeout  5',
  ])
})

test('a statement is shown as it is, line by line', () => {
  expect(written("update orders\n   set state = 'paid'")).toEqual(['update orders', "   set state = 'paid'"])
})

test('a longer text is set in, so that none of its lines passes for another value', () => {
  expect(written({ text: 'Hello\namount  1', amount: 5 })).toEqual(['text    2 lines', '  Hello', '  amount  1', 'amount  5'])
})

test('texts that could be taken for something else, or that hide something, are quoted', () => {
  const cases = {
    '12900': '"12900"',
    true: '"true"',
    '': '""',
    ' a': '" a"',
    'say "no"': '"say \\"no\\""',
    'a\u202eb': '"a\\u{202e}b"',
  }
  for (const [text, shown] of Object.entries(cases)) expect(scalarPiece(text).text).toBe(shown)
  expect(scalarPiece('a\u200bb').text).toBe('"a\\u{200b}b"')
  expect(scalarPiece('a\tb').text).toBe('"a\\tb"')
  expect(scalarPiece('Größe, 3 €').text).toBe('Größe, 3 €')
})

test('a key made to deceive is quoted as well, and an address that hides something is not set apart', () => {
  expect(written({ 'amount  1\nx': 2 })).toEqual(['["amount  1\\nx"]  2'])
  expect(written({ method: 'GET', url: 'https://a\u202e/b' })).toEqual(['method  GET', 'url     "https://a\\u{202e}/b"'])
})

test('what is nothing is shown as nothing', () => {
  expect(written(null)).toEqual(['null'])
  expect(written({})).toEqual(['{}'])
  expect(written([])).toEqual(['[]'])
})
