import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { jsonChanges } from './json-changes.ts'

test.each<[unknown, unknown, object[]]>([
  [{ a: 1 }, { a: 1 }, []],
  [
    { a: 1, b: { c: [1, 2] } },
    { b: { c: [1, 3, 4] } },
    [
      { path: 'b.c[1]', before: 2, after: 3 },
      { path: 'b.c[2]', after: 4 },
      { path: 'a', before: 1 },
    ],
  ],
  [{ a: null }, {}, [{ path: 'a', before: null }]],
  [{ a: [1] }, { a: { 0: 1 } }, [{ path: 'a', before: [1], after: { 0: 1 } }]],
  [{ 'a b': { 'c-d': 1 } }, { 'a b': { 'c-d': 2 } }, [{ path: '["a b"].c-d', before: 1, after: 2 }]],
  [1, '1', [{ path: '', before: 1, after: '1' }]],
  [Number.NaN, Number.NaN, []],
  [{}, { constructor: 1 }, [{ path: 'constructor', after: 1 }]],
])('%j and %j', (before, after, changes) => {
  expect(jsonChanges(before, after)).toEqual(changes)
})

test('no more places are told than were asked for', () => {
  expect(jsonChanges({}, Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n])), 7)).toHaveLength(7)
})

test('nesting deeper than the stack is compared', () => {
  const deep = (leaf: number) => {
    let value: unknown = leaf
    for (let depth = 0; depth < 50_000; depth++) value = [value]
    return value
  }
  expect(jsonChanges(deep(1), deep(2))).toMatchObject([{ before: 1, after: 2 }])
})

test('values differ exactly when a place is told', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const pair = fc.oneof(
    fc.tuple(value, value),
    value.map((one) => [one, structuredClone(one)]),
  )
  fc.assert(
    fc.property(pair, ([before, after]) => {
      expect(jsonChanges(before, after).length === 0).toBe(canonicalJson(before) === canonicalJson(after))
    }),
  )
})
