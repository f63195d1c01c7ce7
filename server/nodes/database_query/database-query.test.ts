import type { DatabaseAnswer, DatabaseCall, JsonObject } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { callNode, nodeCall } from '#test/call-node'
import node from './index.ts'

/** A database that notes what it is asked and answers the same to everything. */
function peer(answer: Partial<DatabaseAnswer> = {}) {
  const calls: DatabaseCall[] = []
  const queryDatabase = async (call: DatabaseCall) => {
    calls.push(call)
    return { rows: [{ id: 1 }, { id: 2 }], changedRows: null, ...answer }
  }
  return { calls, io: { queryDatabase } }
}

const asked = (parameters: JsonObject, over: Parameters<typeof callNode>[1] = {}) => ({
  parameters: { instance: 'Orders', database: 'shop', text: 'select 1', ...parameters },
  ...over,
})

test('every row of a read becomes an item that belongs to the item it was asked for', async () => {
  const { calls, io } = peer()

  const [items] = await callNode(node, asked({ text: 'select id from orders' }, { items: [{}, {}], io }))

  expect(items).toEqual([
    { json: { id: 1 }, pairedItem: { item: 0 } },
    { json: { id: 2 }, pairedItem: { item: 0 } },
    { json: { id: 1 }, pairedItem: { item: 1 } },
    { json: { id: 2 }, pairedItem: { item: 1 } },
  ])
  expect(calls[0]).toEqual({ database: 'shop', text: 'select id from orders', values: [], effect: 'read' })
})

test('values go beside the text, as JSON keeps them', async () => {
  const { calls, io } = peer()
  const values = [{ value: '={{ evil }}' }, { value: 4 }, { value: null }, {}, { value: '={{ time }}' }]
  const evaluate = (text: string) => (text.includes('evil') ? "'; drop table orders --" : new Date(0))

  await callNode(node, asked({ text: 'select $1, $2, $3, $4, $5', values }, { io, evaluate }))

  expect(calls[0]).toMatchObject({
    text: 'select $1, $2, $3, $4, $5',
    values: ["'; drop table orders --", 4, null, null, '1970-01-01T00:00:00.000Z'],
  })
})

test.for([
  ['read', 'read'],
  ['change', 'write'],
  ['delete', 'delete'],
  ['schema', 'execute'],
] as const)('what it does, %s, is its effect class and the most that its text may do', async ([does, effect]) => {
  const { calls, io } = peer({ rows: [], changedRows: 3 })
  const situation = asked({ does }, { io })

  const [items] = await callNode(node, situation)

  expect(typeof node.effect === 'function' && node.effect(nodeCall(node, situation), 0)).toBe(effect)
  expect(calls[0]).toMatchObject({ effect })
  expect(items?.map(({ json }) => json)).toEqual(does === 'read' ? [] : [{ changedRows: 3 }])
})

test('limits are handed on, and what is no number is refused', async () => {
  const { calls, io } = peer()

  await callNode(node, asked({ options: { maxRows: 5, maxChangedRows: '7' } }, { io }))
  const refused = callNode(node, asked({ options: { maxRows: 'many' } }, { io }))

  expect(calls).toMatchObject([{ maxRows: 5, maxChangedRows: 7 }])
  await expect(refused).rejects.toThrow('"maxRows" has to be a whole number from 1.')
})

test('where it goes is named by id, by name or from a list, and never by an expression', async () => {
  const id = '0190f0f0-0000-7000-8000-000000000001'
  const named = (instance: JsonObject[string]) => node.names?.(nodeCall(node, { parameters: { instance } }).node)

  expect(named('Orders')).toEqual({ database: { id: null, name: 'Orders' } })
  expect(named(id)).toEqual({ database: { id, name: id } })
  expect(named({ __rl: true, mode: 'list', value: id, cachedResultName: 'Orders' })).toEqual({ database: { id, name: 'Orders' } })
  expect(named({ __rl: true, mode: 'name', value: id })).toEqual({ database: { id: null, name: id } })
  for (const none of ['', '={{ $json.place }}', { __rl: true, mode: 'id', value: '={{ $json.place }}' }, null, 4, []])
    expect(named(none)).toEqual({})
  const { calls, io } = peer()
  await expect(callNode(node, asked({ instance: '={{ $json.place }}' }, { io }))).rejects.toThrow('Choose the instance to query')
  expect(calls).toEqual([])
})

test('it fails for what nobody can do, and goes on with the others where it is told to', async () => {
  const queryDatabase = async ({ values }: DatabaseCall) => {
    if (values[0] === 1) throw new Error('it is gone')
    return { rows: [{ n: 2 }], changedRows: null }
  }
  const situation = { items: [{ n: 1 }, { n: 2 }], io: { queryDatabase } } as const
  const evaluate = (_: string, index: number) => index + 1

  const going = asked({ values: [{ value: '={{ $json.n }}' }] }, { ...situation, evaluate, onError: 'continueRegularOutput' })
  const [items] = await callNode(node, going)

  expect(items?.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
    [{ error: 'it is gone' }, { item: 0 }],
    [{ n: 2 }, { item: 1 }],
  ])
  await expect(callNode(node, asked({ does: 'privilege' }, situation))).rejects.toThrow('is nothing that a query does')
})

test('who decides reads in a sentence what will be asked and where', () => {
  const call = nodeCall(node, asked({ does: 'change', text: 'update orders\n  set total = $1' }))

  expect(node.says?.(call, 0)).toBe('Change rows in shop on Orders: update orders set total = $1')
})
