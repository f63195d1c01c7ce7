import type { Item, JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, jsonOf } from '../../test/call-node.ts'
import merge from './index.ts'

const people = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Bo' },
  { id: 3, name: 'Cy', tags: { a: 1 } },
]
const towns = [
  { id: 2, town: 'Rome' },
  { id: '3', town: 'Oslo', tags: { b: 2 } },
  { id: 1, town: '', name: '' },
]

const run = async (parameters: JsonObject, more: { version?: number; inputs?: JsonObject[][] } = {}) =>
  callNode(merge, { parameters, inputs: [people, towns], ...more, items: undefined as never })
const json = async (...given: Parameters<typeof run>) => jsonOf(await run(...given))
const byId = { mode: 'combine', fieldsToMatchString: 'id' }

test('append puts the items of all inputs behind each other, each paired to where it came from', async () => {
  const [items = []] = await run({})
  expect(items.map((item) => item.pairedItem)).toEqual([0, 0, 0, 1, 1, 1].map((input, at) => ({ item: at % 3, input })))
})

test('matching joins the items with the same value and pairs them to both inputs', async () => {
  const [items = []] = await run(byId)
  expect(items).toEqual([
    {
      json: { id: 1, name: '', town: '' },
      pairedItem: [
        { item: 0, input: 0 },
        { item: 2, input: 1 },
      ],
    },
    {
      json: { id: 2, name: 'Bo', town: 'Rome' },
      pairedItem: [
        { item: 1, input: 0 },
        { item: 0, input: 1 },
      ],
    },
  ] satisfies Item[])
})

test('a fuzzy comparison takes "3" for 3', async () => {
  expect(await json({ ...byId, options: { fuzzyCompare: true } })).toContainEqual({
    id: '3',
    name: 'Cy',
    town: 'Oslo',
    tags: { a: 1, b: 2 },
  })
})

test('what matches nothing says which input it is from', async () => {
  expect(await json({ ...byId, joinMode: 'keepNonMatches' })).toEqual([
    { id: 3, name: 'Cy', tags: { a: 1 }, _source: 'input1' },
    { id: '3', town: 'Oslo', tags: { b: 2 }, _source: 'input2' },
  ])
})

test('enriching keeps every item of its input; an empty value gives way where that is asked for', async () => {
  const options = { clashHandling: { values: { overrideEmpty: true } } }
  expect(await json({ ...byId, joinMode: 'enrichInput1', options })).toContainEqual({ id: 1, name: 'Ada', town: '' })
  expect(await json({ ...byId, joinMode: 'enrichInput1', options })).toHaveLength(3)
})

test('a suffix tells the inputs apart', async () => {
  const parameters = { ...byId, options: { clashHandling: { values: { resolveClash: 'addSuffix' } } } }
  expect((await json(parameters))[1]).toEqual({ id_1: 2, name_1: 'Bo', id_2: 2, town_2: 'Rome' })
})

test('by position, the longer input is cut unless unpaired items are wanted', async () => {
  const inputs = [people, towns.slice(0, 1)]
  expect(await json({ mode: 'combine', combineBy: 'combineByPosition' }, { inputs })).toHaveLength(1)
  expect(
    await json({ mode: 'combine', combineBy: 'combineByPosition', options: { includeUnpaired: true } }, { inputs }),
  ).toHaveLength(3)
})

test('all combinations are refused when they would be too many', async () => {
  const many = Array.from({ length: 1100 }, (_, n) => ({ n }))
  await expect(run({ mode: 'combine', combineBy: 'combineAll' }, { inputs: [many, many] })).rejects.toThrow(/1210000 items/)
})

test('choosing a branch that is not there is refused', async () => {
  await expect(run({ mode: 'chooseBranch', useDataOfInput: 5 })).rejects.toThrow("Input 5 doesn't exist")
})

test('choosing a branch needs both inputs, every other mode one', () => {
  const node = (parameters: JsonObject) => ({ parameters, version: 3 }) as never
  expect(merge.requiredInputs?.(node({ mode: 'chooseBranch' }))).toEqual([0, 1])
  expect(merge.requiredInputs?.(node({}))).toBe(1)
})

test('version 1 joins by key, the last partner counting, and keeps what has none', async () => {
  const parameters = { mode: 'mergeByKey', propertyName1: 'id', propertyName2: 'id' }
  expect(
    await json(parameters, {
      version: 1,
      inputs: [
        people.slice(0, 2),
        [
          { id: '1', town: 'A' },
          { id: 1, town: 'B' },
        ],
      ],
    }),
  ).toEqual([
    { id: 1, name: 'Ada', town: 'B' },
    { id: 2, name: 'Bo' },
  ])
})

test('a field that would reach a prototype is refused', async () => {
  const hostile = JSON.parse('[{"id": 1, "__proto__": {"x": 1}}]') as JsonObject[]
  await expect(run(byId, { inputs: [people, hostile] })).rejects.toThrow('__proto__')
})

test('100 000 items on each side are joined', async () => {
  const many = Array.from({ length: 100_000 }, (_, id) => ({ id }))
  expect(await json({ ...byId, options: { fuzzyCompare: true } }, { inputs: [many, [...many].reverse()] })).toHaveLength(100_000)
})

test('SQL joins the inputs as tables and gives values back as they were', async () => {
  const query = 'SELECT * FROM input1 LEFT JOIN input2 ON input1.id = input2.id WHERE input1.id > 1'
  expect(await json({ mode: 'combineBySql', query })).toEqual([
    { id: 2, name: 'Bo', town: 'Rome' },
    { id: 3, name: 'Cy', tags: { a: 1 } },
  ])
})

test.each(["ATTACH 'x.db' AS y", 'DROP TABLE input1', 'PRAGMA database_list', "SELECT load_extension('x')"])(
  'SQL may only read: %s',
  async (query) => {
    await expect(run({ mode: 'combineBySql', query })).rejects.toThrow()
  },
)
