import type { Item, JsonObject, JsonValue } from '@steward/contract/item'
import { expect, test } from 'vitest'
import { firstDifference } from './first-difference.ts'

const items = (...jsons: JsonObject[]): Item[] => jsons.map((json, item) => ({ json, pairedItem: { item } }))
const between = (old: JsonValue, now: unknown) => firstDifference([items({ x: old })], [items({ x: now as JsonValue })])

test.each<[JsonValue, unknown, [path: string, old: string, now: string] | undefined]>([
  [1, 1, undefined],
  [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, undefined],
  [{ a: 1, b: [1, { c: 2 }] }, { a: 1, b: [1, { c: 3 }] }, ['.b[1].c', '2', '3']],
  [{ a: 1, b: 2 }, { a: 2, b: 1 }, ['.a', '1', '2']],
  [[1, 2], [1], ['[1]', '2', 'nothing']],
  [[1], [1, null], ['[1]', 'nothing', 'null']],
  [{ a: 1 }, { a: 1, b: undefined }, undefined],
  [{ a: 1 }, { a: 1, b: null }, ['.b', 'nothing', 'null']],
  [null, Number.NaN, undefined],
  [0, -0, undefined],
  ['1', 1, ['', '"1"', '1']],
  [[], {}, ['', 'a list of 0', 'an object of 0 fields']],
  [{ 'a.b "c"': 1 }, { 'a.b "c"': 2 }, ['["a.b \\"c\\""]', '1', '2']],
  [{ constructor: 1 }, {}, ['.constructor', '1', 'nothing']],
  ['x'.repeat(300), 'y', ['', `"${'x'.repeat(200)}" … 300 characters`, '"y"']],
])('%j and %j', (old, now, expected) => {
  const found = between(old, now)

  expect(found && [found.path, found.old, found.new]).toEqual(
    expected && [`outputs[0][0].json.x${expected[0]}`, expected[1], expected[2]],
  )
})

test('a missing output, a missing item and a file are told; pairing and where a file is kept are not', () => {
  const file = { mimeType: 'text/plain', fileName: 'a.txt', bytes: 3 }
  const withFile = (more: object) => [[{ json: {}, binary: { data: { ...file, ...more } } }]]

  expect(firstDifference([items({}), items({ a: 1 })], [items({})])?.path).toBe('outputs[1]')
  expect(firstDifference([items({}, { a: 1 })], [items({})])?.path).toBe('outputs[0][1]')
  expect(firstDifference([items({})], [[{ json: {}, pairedItem: { item: 7 } }]])).toBeUndefined()
  expect(firstDifference(withFile({ id: 'a' }), withFile({ data: 'YWJj' }))).toBeUndefined()
  expect(firstDifference(withFile({}), withFile({ bytes: 4 }))?.path).toBe('outputs[0][0].binary.data.bytes')
})

test('data nested deeper than the stack of a recursion is compared', () => {
  const deep = (leaf: number) => {
    let value: JsonValue = leaf
    for (let depth = 0; depth < 200_000; depth++) value = [value]
    return value
  }

  const found = between(deep(1), deep(2))

  expect([found?.old, found?.new]).toEqual(['1', '2'])
  expect(found?.path.length).toBeLessThanOrEqual(500)
})
