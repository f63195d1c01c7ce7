import { expect, test } from 'vitest'
import { binariesOf, cell, columnsOf, jsonOf, schemaOf } from './item-views.ts'

const items = [
  { json: { id: 1, order: { total: 9.5, lines: [{ sku: 'a' }, { sku: 'b' }] } } },
  { json: { id: '2', at: '2026-11-21T09:40:58Z', none: null } },
]

test('a table has every key once, in the order they appear', () => {
  expect(columnsOf(items)).toEqual(['id', 'order', 'at', 'none'])
})

test('a schema shows nested fields with type and first value', () => {
  expect(schemaOf(items).map(({ path, depth, type, sample }) => [path, depth, type, sample])).toEqual([
    ['id', 0, 'number | string', '1'],
    ['order', 0, 'object', ''],
    ['order.total', 1, 'number', '9.5'],
    ['order.lines', 1, 'array', '2'],
    ['order.lines.sku', 2, 'string', 'a'],
    ['at', 0, 'date', '2026-11-21T09:40:58Z'],
    ['none', 0, 'null', 'null'],
  ])
})

test('cells are one short line whatever they hold', () => {
  expect([cell(undefined), cell(null), cell({ a: 1 }), cell('x'.repeat(200)).length]).toEqual(['', 'null', '{"a":1}', 121])
})

test('items that are no items do not break a view', () => {
  for (const bad of [null, 7, 'x', { json: [] }, { json: null }, {}]) {
    expect(jsonOf(bad)).toEqual({})
    expect(schemaOf([bad])).toEqual([])
    expect(binariesOf(bad)).toEqual([])
  }
})

test('wide and deep items are cut, not drawn for minutes', () => {
  const wide = { json: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, index])) }
  let deep: unknown = 1
  for (let level = 0; level < 2000; level++) deep = { deep }

  expect(columnsOf([wide]).length).toBeLessThanOrEqual(40)
  expect(schemaOf([wide]).length).toBeLessThanOrEqual(300)
  expect(schemaOf([{ json: { deep } }]).length).toBeLessThan(20)
})

test('a file that carries its bytes can be saved, and is never opened as a page', () => {
  const [file] = binariesOf({ json: {}, binary: { doc: { mimeType: 'text/html', fileName: 'a.html', data: 'PGI+', bytes: 3 } } })

  expect(file).toMatchObject({
    fileName: 'a.html',
    mimeType: 'text/html',
    bytes: 3,
    href: 'data:application/octet-stream;base64,PGI+',
  })
})
