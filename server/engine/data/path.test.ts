import { expect, test } from 'vitest'
import { getPath, hasPath, parsePath, setPath, unsetPath } from '#engine/data'

const order = { id: 7, lines: [{ sku: 'a' }, { sku: 'b' }], 'ship.to': 'Berlin' }

test('a path goes through objects, lists and quoted names', () => {
  expect(getPath(order, 'lines[1].sku')).toBe('b')
  expect(getPath(order, 'lines.0.sku')).toBe('a')
  expect(getPath({ 'a b': { "it's": 1 } }, `["a b"]['it\\'s']`)).toBe(1)
  expect(getPath(order, 'lines[9].sku')).toBeUndefined()
  expect(getPath(null, 'a')).toBeUndefined()
})

test('a field whose name looks like a path wins over the path', () => {
  expect(getPath(order, 'ship.to')).toBe('Berlin')
  expect(setPath(order, 'ship.to', 'Rome')).toEqual({ ...order, 'ship.to': 'Rome' })
  expect(unsetPath(order, 'ship.to')).toEqual({ id: 7, lines: order.lines })
})

test('setting and removing leave the original as it was', () => {
  const before = structuredClone(order)

  const after = setPath(unsetPath(order, 'lines[0].sku'), 'lines[1].price', 3)

  expect(after.lines).toEqual([{}, { sku: 'b', price: 3 }])
  expect(order).toEqual(before)
})

test('missing parents become lists before numbers and objects otherwise', () => {
  expect(setPath({}, 'a[0].b', 1)).toEqual({ a: [{ b: 1 }] })
  expect(setPath({ a: 'text' }, 'a.b', 1)).toEqual({ a: { b: 1 } })
  expect(setPath({}, '0.a', 1)).toEqual({ 0: { a: 1 } })
})

test.each(['__proto__.polluted', 'constructor.prototype.polluted', 'a.__proto__.polluted', 'a["__proto__"]', '__proto__'])(
  'the path %s is refused and no prototype changes',
  (path) => {
    expect(() => setPath({ a: {} }, path, true)).toThrow('cannot be the name of a field')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  },
)

test('inherited fields are not there', () => {
  expect(getPath({}, 'constructor')).toBeUndefined()
  expect(getPath({}, '__proto__.toString')).toBeUndefined()
  expect(hasPath([], 'map')).toBe(false)
  expect(getPath([1, 2], 'length')).toBe(2)
})

test('a list cannot be blown up by one large index', () => {
  expect(() => setPath({ a: [1] }, 'a[999999999]', 1)).toThrow('it has 1 entries')
})

test('empty names are kept and the path of a text is found only once', () => {
  expect(parsePath('a..b')).toEqual(['a', '', 'b'])
  expect(parsePath('.a')).toEqual(['', 'a'])
  expect(parsePath('a.b')).toBe(parsePath('a.b'))
})
