import type { DatabaseCall, EffectClass, HttpCall } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { NodeError } from '@steward/sdk/node'
import { asSaid } from './as-said.ts'
import { OutsideCalls } from './outside-calls.ts'

function outside(fail?: unknown) {
  const calls: unknown[] = []
  const reached = async (call: HttpCall | DatabaseCall) => {
    calls.push(call)
    if (fail !== undefined) throw fail
    return { rows: [], changedRows: 1 }
  }
  return { calls, io: { http: reached, queryDatabase: reached } as never }
}

const query = (effect: DatabaseCall['effect']): DatabaseCall => ({ database: 'shop', text: 'select 1', values: [], effect })

test.for([
  ['pure', 'read'],
  ['read', 'write'],
  ['write', 'delete'],
  ['delete', 'execute'],
] as const)('a node of which the gate was asked as %s has no query of the class %s', async ([effect, stronger]) => {
  const { calls, io } = outside()

  const refused = asSaid(io, effect, undefined).queryDatabase(query(stronger))

  await expect(refused).rejects.toThrow('This node says that it')
  expect(calls).toEqual([])
  if (effect === 'pure') return
  await asSaid(io, effect, undefined).queryDatabase(query(effect))
  expect(calls).toHaveLength(1)
})

const failures: readonly (readonly [string, unknown, EffectClass, { made: number; unsure: number }])[] = [
  ['was made', undefined, 'write', { made: 1, unsure: 0 }],
  ['only read', undefined, 'read', { made: 0, unsure: 0 }],
  ['was refused', new NodeError('no', { details: { code: 'refused' } }), 'write', { made: 0, unsure: 0 }],
  ['was cut off while it was committed', new NodeError('?', { details: { code: 'in_doubt' } }), 'write', { made: 0, unsure: 1 }],
  ['broke off for no known reason', new Error('?'), 'write', { made: 0, unsure: 1 }],
  ['read, and broke off', new Error('?'), 'read', { made: 0, unsure: 0 }],
]

test.for(failures)('it is known whether a next try would do something twice: what %s', async ([, fail, effect, expected]) => {
  const calls = new OutsideCalls(() => 0)

  await asSaid(outside(fail).io, effect, calls)
    .queryDatabase(query(effect === 'read' ? 'read' : 'write'))
    .catch(() => undefined)
  await calls.settled()

  expect({ made: calls.made, unsure: calls.unsure }).toEqual(expected)
})

test('a change that is still under way may happen', async () => {
  const calls = new OutsideCalls(() => 0)
  const io = { queryDatabase: () => new Promise(() => {}) } as never

  void asSaid(io, 'write', calls).queryDatabase(query('write'))

  expect(calls.unsure).toBe(1)
})
