import { expect, test } from 'vitest'
import { binariesOf, cell, columnsOf, foundItems, jsonOf, schemaOf } from './item-views.ts'

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

test('files are described by what is known of them, whether their bytes travel along or are stored', () => {
  const id = 'a'.repeat(64)

  expect(
    binariesOf(
      { json: {}, binary: { doc: { mimeType: 'text/html', fileName: 'a.html', data: 'PGI+', bytes: 3 }, big: { id } } },
      4,
    ),
  ).toEqual([
    { item: 4, name: 'doc', fileName: 'a.html', mimeType: 'text/html', bytes: 3, data: 'PGI+', id: undefined },
    { item: 4, name: 'big', fileName: 'big', mimeType: 'application/octet-stream', bytes: undefined, data: undefined, id },
  ])
})

test('a field in a list is reached by way of its first element', () => {
  const steps = schemaOf([{ json: { lines: [{ sku: 'a' }], one: { two: 1 } } }]).map((field) => field.steps)

  expect(steps).toEqual([['lines'], ['lines', 0, 'sku'], ['one'], ['one', 'two']])
})

test('items are found by anything in them, whatever its case', () => {
  const items = [{ json: { name: 'Ada' } }, { json: { deep: [{ name: 'Grace' }] } }, null]

  expect(foundItems(items, 'GRACE').map(({ index }) => index)).toEqual([1])
  expect(foundItems(items, '').length).toBe(3)
})
