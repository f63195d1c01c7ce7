import { expect, test } from 'vitest'
import type { Item } from '@steward/contract/item'
import { createScope, evaluate, type OtherNode, type SourceRef } from './index.ts'
import { viewOf } from './view.fixture.ts'

const item = (name: string, pairedItem?: Item['pairedItem']): Item => ({
  json: { name },
  ...(pairedItem === undefined ? {} : { pairedItem }),
})

const from = (node: string, output = 0): SourceRef => ({ node, output, run: 0 })

function node(name: string, outputs: Item[][], sources: (SourceRef | null)[]): OtherNode {
  return {
    name,
    type: 'set',
    parameters: { a: '={{ $json.name }}' },
    runs: outputs.length === 0 ? [] : [{ outputs, sources }],
    memory: { n: 1 },
  }
}

const nodes = [
  node('Start', [[item('a'), item('b')]], [null]),
  node('Swap', [[], [item('x', { item: 1 }), item('y', 0), item('z'), item('w', [{ item: 0 }, { item: 1 }])]], [from('Start')]),
  node('Never', [], []),
]

function at(index: number, text: string): unknown {
  const inputs = [nodes[1]?.runs[0]?.outputs[1] ?? []]
  const view = viewOf([], { inputs, sources: [from('Swap', 1)], node: (name) => nodes.find((each) => each.name === name) })
  return evaluate(`={{ ${text} }}`, createScope(view).at(index))
}

test('the item of another node is found by walking the pairing back', () => {
  expect(at(0, "$('Start').item.json.name")).toBe('b')
  expect(at(1, "$('Start').item.json.name")).toBe('a')
  expect(at(0, "$('Start').itemMatching(1).json.name")).toBe('a')
  expect(at(1, "$('Swap').item.json.name")).toBe('y')
})

test('a lost or ambiguous pairing is an error that names the node and the way out', () => {
  expect(() => at(2, "$('Start').item.json")).toThrow('node "Swap" did not say what its item 2 was made from')
  expect(() => at(3, "$('Start').item.json")).toThrow('Multiple items of node "Start"')
  expect(at(2, "$('Start').first().json.name")).toBe('a')
})

test('nodes that were not executed or do not exist are named', () => {
  expect(() => at(0, "$('Never').item.json")).toThrow('Node "Never" has not been executed')
  expect(() => at(0, "$('Nope').first()")).toThrow('there is no node "Nope"')
  expect(at(0, "$('Never').isExecuted || 'no'")).toBe('no')
})

test('items of another node come from the output that leads here', () => {
  expect(at(0, "$('Swap').all().length")).toBe(4)
  expect(at(0, "$('Swap').all(0).length")).toBe(0)
  expect(() => at(0, "$('Swap').all(7)")).toThrow('no branch with index 7')
  expect(at(1, "$node['Swap'].json.name")).toBe('y')
  expect(at(0, "$items('Start').length + $prevNode.name")).toBe('2Swap')
  expect(at(0, "$('Start').params.a")).toBe('x')
})
