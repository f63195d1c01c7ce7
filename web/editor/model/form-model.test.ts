import { fieldsOf } from '@steward/contract/node-form'
import { expect, test } from 'vitest'
import { asExpression, asFixed } from './expression-of.ts'
import { newRow } from './new-parameters.ts'
import { operatorOf, withFilterOptions } from './operators.ts'
import { faultsOf } from './parameter-faults.ts'
import { setIn, valueIn, type Path } from './set-in.ts'

const text = (title: string) => ({ type: 'string', title })
const schema = {
  type: 'object',
  properties: {
    url: { ...text('URL'), needed: true },
    count: { type: 'integer', title: 'Count', minimum: 1, maximum: 9, default: 3 },
    mode: { anyOf: [{ const: 'a' }, { const: 'b' }], title: 'Mode', default: 'a' },
    body: { title: 'Body', control: 'json', language: 'json', show: { mode: ['b'] } },
    rows: {
      type: 'object',
      title: 'Rows',
      properties: {
        values: {
          type: 'array',
          items: { type: 'object', properties: { id: { type: 'string' }, name: { ...text('Name'), needed: true } } },
        },
      },
    },
    options: { type: 'object', title: 'Options', properties: { limit: { type: 'number', title: 'Limit', minimum: 0 } } },
  },
}
const fields = fieldsOf(schema)
const faults = (parameters: Record<string, unknown>) =>
  faultsOf(fields, { version: 1, parameters }).map(({ path, fault }) => `${path} ${fault}`)

test('a value is set where it stands and nothing beside it changes', () => {
  const before = { a: { b: [{ c: 1, d: '=x' }, { c: 2 }], e: null }, __rl: true, f: [] }
  const paths: Path[] = [['a', 'b', 0, 'c'], ['a', 'e'], ['f'], ['new', 'inner'], ['a', 'b', 1]]
  for (const path of paths) {
    const after = setIn(before, path, 'set')
    expect(valueIn(after, path)).toBe('set')
    expect(setIn(after, path, valueIn(before, path))).toEqual(path[0] === 'new' ? { ...before, new: {} } : before)
  }
  expect(setIn(before, ['a', 'b', 0, 'd'], undefined)).toEqual({ ...before, a: { ...before.a, b: [{ c: 1 }, { c: 2 }] } })
})

test('what is missing, out of range or no choice is said at its path, and what does not count is not', () => {
  expect(faults({})).toEqual(['url needed'])
  expect(faults({ url: '={{ $json.a }}', count: '={{ 100 }}' })).toEqual([])
  expect(faults({ url: 'x', count: 10 })).toEqual(['count maximum'])
  expect(faults({ url: 'x', count: 1.5, mode: 'c' })).toEqual(['count whole', 'mode choice'])
  expect(faults({ url: 'x', body: '{ nonsense' })).toEqual([])
  expect(faults({ url: 'x', mode: 'b', body: ']' })).toEqual(['body json'])
  expect(faults({ url: 'x', mode: 'b', body: '{ "a": {{ $json.a }} }' })).toEqual([])
  expect(faults({ url: 'x', rows: { values: [{ name: 'a' }, {}] }, options: { limit: -1 } })).toEqual([
    'rows.values.1.name needed',
    'options.limit minimum',
  ])
})

test('a fixed value becomes an expression and, where nothing is worked out, comes back', () => {
  const [url, count, mode] = fields as [(typeof fields)[0], (typeof fields)[0], (typeof fields)[0]]
  expect([asExpression('a'), asExpression(5), asExpression(undefined), asExpression('=b')]).toEqual(['=a', '={{ 5 }}', '=', '=b'])
  expect([asFixed(url, '=a'), asFixed(count, '={{ 5 }}'), asFixed(mode, '=b')]).toEqual(['a', 5, 'b'])
  expect([asFixed(url, '={{ $json.a }}'), asFixed(mode, '=c'), asFixed(count, '=x')]).toEqual([undefined, undefined, undefined])
})

test('a new row has an id where rows have one, and the least that its fields need', () => {
  const rows = fields.find(({ name }) => name === 'rows')
  const row = rows === undefined ? {} : newRow(rows, { type: 'x', version: 1 })
  expect(row).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown, name: '' })
})

test('comparisons are written as n8n writes them, and conditions follow what the node says about case', () => {
  expect(operatorOf('string', 'exists')).toEqual({ type: 'string', operation: 'exists', singleValue: true })
  expect(operatorOf('array', 'lengthGt')).toEqual({ type: 'array', operation: 'lengthGt', rightType: 'number' })
  const filter = { conditions: [], options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 } }
  const before = { rules: { values: [{ conditions: filter, outputKey: 'a' }] }, options: { ignoreCase: true } }
  const told = { ...filter, options: { ...filter.options, caseSensitive: false } }
  expect(withFilterOptions(before, ['options', 'ignoreCase'])).toEqual({
    ...before,
    rules: { values: [{ conditions: told, outputKey: 'a' }] },
  })
  expect(withFilterOptions(before, ['options', 'other'])).toBe(before)
})
