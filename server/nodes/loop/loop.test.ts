import { expect, test } from 'vitest'
import type { Item, JsonObject, NodeCall } from '@steward/sdk/node'
import { callNode } from '../../test/call-node.ts'
import loop from './index.ts'

/** Goes round with the node as an execution would, keeping memory and earlier executions. */
function rounds(version: number, parameters: JsonObject = { batchSize: 2 }) {
  const memory: JsonObject = {}
  const earlier: { inputs: readonly (readonly Item[])[]; outputs: readonly (readonly Item[])[] }[] = []
  return {
    memory,
    turn: async (jsons: JsonObject[], more: JsonObject = {}) => {
      const items = jsons.map((json) => ({ json }))
      const outputs = await callNode(loop, {
        version,
        parameters: { ...parameters, ...more },
        items,
        memory,
        earlier: [...earlier] as NodeCall['earlier'],
      })
      earlier.push({ inputs: [items], outputs })
      return outputs
    },
  }
}

test('batches go round and everything that came back leaves at the end', async () => {
  const { turn, memory } = rounds(3)

  expect((await turn([{ a: 1 }, { a: 2 }, { a: 3 }])).map((items) => items.map(({ json }) => json))).toEqual([
    [],
    [{ a: 1 }, { a: 2 }],
  ])
  expect(memory).toMatchObject({ currentRunIndex: 0, maxRunIndex: 2, noItemsLeft: false })
  expect(await turn([{ b: 1 }, { b: 2 }])).toEqual([[], [{ json: { a: 3 }, pairedItem: { item: 2, run: 0 } }]])
  expect(memory).toMatchObject({ currentRunIndex: 1, noItemsLeft: true, done: false })
  expect(await turn([{ b: 3 }])).toEqual([
    [
      { json: { b: 1 }, pairedItem: { item: 0, run: 1 } },
      { json: { b: 2 }, pairedItem: { item: 1, run: 1 } },
      { json: { b: 3 }, pairedItem: { item: 0 } },
    ],
    [],
  ])
})

test('no items are kept in the memory', async () => {
  const { turn, memory } = rounds(3, { batchSize: 1 })

  await turn(Array.from({ length: 1000 }, (_, n) => ({ n })))

  expect(JSON.stringify(memory).length).toBeLessThan(200)
})

test('a reset begins anew with what comes in', async () => {
  const { turn } = rounds(3)
  await turn([{ a: 1 }, { a: 2 }, { a: 3 }])

  const [, batch] = await turn([{ c: 1 }], { options: { reset: true } })

  expect(batch?.map(({ json }) => json)).toEqual([{ c: 1 }])
})

test('version 2 has its outputs the other way round and version 1 only one', async () => {
  const second = rounds(2)
  await second.turn([{ a: 1 }])
  expect((await second.turn([{ b: 1 }])).map((items) => items.length)).toEqual([0, 1])

  const first = rounds(1)
  await first.turn([{ a: 1 }])
  expect(await first.turn([{ b: 1 }])).toEqual([[]])
})
