import type { NodeKind } from '@steward/contract/api/workflow'
import { expect, test } from 'vitest'
import { edgeOf, nextOutput, refusalOf, targetsOf } from './connecting.ts'
import { given } from './given-document.ts'

const kinds = new Map([['start', { trigger: 'manual' } as NodeKind]])
const document = given.document(
  [
    given.node('Start', { type: 'start' }),
    given.node('If', { type: 'if' }),
    given.node('Set'),
    given.node('Note', { type: 'note' }),
  ],
  [given.edge('Start', 'If'), given.edge('If', 'Set')],
)

test('what may not be joined is refused with a reason', () => {
  const refusal = (from: string, to: string) => refusalOf(given.edge(from, to), document, kinds)

  expect(refusal('If', 'If')).toBe('toItself')
  expect(refusal('Set', 'Start')).toBe('toTrigger')
  expect(refusal('Set', 'Note')).toBe('toNote')
  expect(refusal('Start', 'If')).toBe('twice')
  expect(refusal('Set', 'gone')).toBe('gone')
  expect(refusal('Set', 'If')).toBeUndefined()
  expect(edgeOf({ source: 'A', target: 'B', sourceHandle: 'from ai_tool', targetHandle: 'in 0' })).toBe('otherKind')
})

test('every legal target is offered by output and input, and nothing else', () => {
  const targets = targetsOf(document.nodes[1]!, document, kinds)

  expect(targets.map(({ from, node }) => [from, node.id])).toEqual([['false', 'Set']])
  expect(nextOutput(document.nodes[1]!, document, kinds)).toBe(1)
})
