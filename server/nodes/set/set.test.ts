import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import set from './index.ts'

const item = { a: 1, b: { c: 2 }, 'x.y': 3 }
const assign = (...fields: [name: string, type: string, value: unknown][]) => ({
  assignments: { assignments: fields.map(([name, type, value]) => ({ id: name, name, type, value })) },
})
const run = async (version: number, parameters: object, items: object[] = [item]) =>
  jsonOf(await callNode(set, { version, parameters: parameters as never, items: items as never }))

test('fields get the type they are declared with', async () => {
  const fields = assign(
    ['n', 'number', '5'],
    ['s', 'string', { q: 1 }],
    ['o', 'object', '{q: 1}'],
    ['l', 'array', '[1]'],
    ['y', 'boolean', 'TRUE'],
  )

  expect(await run(3.4, fields)).toEqual([{ n: 5, s: '{"q":1}', o: { q: 1 }, l: [1], y: true }])
})

test('a value that cannot have the type is refused, or kept when errors are ignored', async () => {
  const fields = assign(['n', 'number', 'many'])

  await expect(run(3.4, fields)).rejects.toThrow("'n' expects a number but we got 'many' [item 0]")
  expect(await run(3.4, { ...fields, options: { ignoreConversionErrors: true } })).toEqual([{ n: 'many' }])
})

test('other fields stay when asked for, all of them or by name', async () => {
  expect(await run(3.4, { ...assign(['b.d', 'string', 'z']), includeOtherFields: true })).toEqual([
    { ...item, b: { c: 2, d: 'z' } },
  ])
  expect(await run(3.4, { includeOtherFields: true, include: 'selected', includeFields: 'a, b.c, nothing' })).toEqual([
    { a: 1, c: 2 },
  ])
  expect(await run(3.4, { includeOtherFields: true, include: 'except', excludeFields: 'a,b.c' })).toEqual([{ b: {}, 'x.y': 3 }])
  expect(await run(3.2, {})).toEqual([item])
})

test('without dot notation a dot is part of the name', async () => {
  expect(await run(3.4, { ...assign(['b.d', 'string', 'z']), options: { dotNotation: false } })).toEqual([{ 'b.d': 'z' }])
})

test('JSON mode takes an object, however it is written, and nothing else', async () => {
  expect(await run(3.4, { mode: 'raw', jsonOutput: "{ q: 1, 'r.s': [2,], }" })).toEqual([{ q: 1, r: { s: [2] } }])
  await expect(run(3.4, { mode: 'raw', jsonOutput: '[1]' })).rejects.toThrow('does not contain a valid JSON object')
})

test('an object from an expression is written into the JSON as JSON', async () => {
  const parameters = { mode: 'raw', jsonOutput: '={"user": {{ $json.b }}, "n": {{ $json.a }}}' }
  const values: Record<string, unknown> = { '={{ $json.b }}': item.b, '={{ $json.a }}': 1 }

  const outputs = await callNode(set, { parameters, items: [item], evaluate: (text) => values[text] })

  expect(jsonOf(outputs)).toEqual([{ user: { c: 2 }, n: 1 }])
})

test('versions 1 and 2 set values by group and can drop the rest', async () => {
  const values = {
    string: [{ name: 's', value: 'x' }, { value: 'unnamed' }],
    number: [{ name: 'n', value: '5' }],
    boolean: [{ name: 'y' }],
  }

  expect(await run(2, { keepOnlySet: true, values })).toEqual([{ y: false, n: 5, s: 'x', propertyName: 'unnamed' }])
  expect(await run(1, { keepOnlySet: true, values })).toEqual([{ y: false, n: '5', s: 'x', propertyName: 'unnamed' }])
  expect(await run(1, {})).toEqual([item])
})

test('version 3 takes typed values, an unset one by its default', async () => {
  const fields = {
    values: [
      { name: 'n', type: 'numberValue', numberValue: '7' },
      { name: 's', stringValue: 'q' },
      { name: 'y', type: 'booleanValue' },
    ],
  }

  expect(await run(3.2, { include: 'none', fields })).toEqual([{ n: 7, s: 'q', y: true }])
})

test.each([
  [3.4, {}, false],
  [3.4, { includeOtherFields: true }, true],
  [3.4, { includeOtherFields: true, options: { stripBinary: true } }, false],
  [3.2, {}, false],
  [3.2, { options: { includeBinary: true } }, true],
  [1, {}, true],
  [1, { keepOnlySet: true }, false],
])('in version %s with %j files stay: %s', async (version, parameters, stays) => {
  const outputs = await callNode(set, {
    version,
    parameters,
    items: [{ json: {}, binary: { file: { mimeType: 'text/plain', data: '' } } }],
  })

  expect(outputs[0]?.[0]?.binary !== undefined).toBe(stays)
})

test('items are duplicated only when tried out by hand', async () => {
  const parameters = { duplicateItem: true, duplicateCount: 2 }

  expect((await callNode(set, { parameters }))[0]).toHaveLength(3)
  expect((await callNode(set, { parameters, mode: 'webhook' }))[0]).toHaveLength(1)
})

test('no field can reach a prototype', async () => {
  await expect(run(3.4, assign(['__proto__.polluted', 'string', 'x']))).rejects.toThrow('cannot be the name of a field')
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('a failing item becomes an error item when the node goes on', async () => {
  const outputs = await callNode(set, {
    parameters: assign(['n', 'number', 'many']) as never,
    items: [{}, {}],
    onError: 'continueRegularOutput',
  })

  expect(outputs[0]?.map((made) => [made.error === undefined, made.pairedItem])).toEqual([
    [false, { item: 0 }],
    [false, { item: 1 }],
  ])
})
