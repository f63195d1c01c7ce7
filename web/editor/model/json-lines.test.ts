import { expect, test } from 'vitest'
import { jsonLines, lineKey, linesMax, valueAt } from './json-lines.ts'

const none = new Set<string>()
const one = (json: unknown) => [{ index: 0, json }]
const drawn = (json: unknown, closed: ReadonlySet<string> = none) =>
  jsonLines(one(json), closed).lines.map(
    ({ depth, name, text, comma }) => `${' '.repeat(depth)}${name === undefined ? '' : `${name}: `}${text}${comma ? ',' : ''}`,
  )

test('an item is drawn line by line, and each line knows the way to its value', () => {
  const json = { a: 1, list: [true, { b: null }], none: [] }

  expect(drawn(json)).toEqual(['{', ' a: 1,', ' list: [', '  true,', '  {', '   b: null', '  }', ' ],', ' none: []', '}'])
  for (const line of jsonLines(one(json), none).lines)
    if (line.kind === 'number' || line.kind === 'null') expect(String(valueAt(json, line.path))).toBe(line.text)
})

test('what is folded takes one line', () => {
  expect(drawn({ a: { b: 1 }, c: 2 }, new Set([lineKey({ item: 0, path: ['a'] })]))).toEqual(['{', ' a: {…},', ' c: 2', '}'])
})

test('ten thousand items and a text of megabytes are ready at once, and cut rather than slow', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => ({
    index,
    json: { id: index, text: 'x', deep: { a: 1, b: [1, 2] } },
  }))
  const begun = performance.now()

  const { lines, isCut } = jsonLines(items, none)
  const [, long] = jsonLines(one({ text: 'y'.repeat(5_000_000) }), none).lines

  expect(isCut).toBe(true)
  expect(lines.length).toBeLessThan(linesMax + 20)
  expect(long?.text.length).toBeLessThan(1_000)
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('a way that leads nowhere gives nothing, not even what every object inherits', () => {
  expect(valueAt({ a: 1 }, ['b', 'c'])).toBeUndefined()
  expect(valueAt({ a: 1 }, ['constructor'])).toBeUndefined()
  expect(valueAt(null, ['a'])).toBeUndefined()
})
