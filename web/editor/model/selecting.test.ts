import { expect, test } from 'vitest'
import { given } from './given-document.ts'
import { inExecutionOrder } from './order.ts'
import { neighbourOf, selectedNodes, streamOf } from './selecting.ts'

const at = (name: string, x: number, y: number) => given.node(name, { position: [x, y] })
const document = given.document(
  [at('End', 900, 0), at('Start', 0, 0), at('If', 300, 0), at('Yes', 600, -80), at('No', 600, 80), at('Alone', 0, 400)],
  [
    given.edge('Start', 'If'),
    given.edge('If', 'No', { output: 1 }),
    given.edge('If', 'Yes'),
    given.edge('Yes', 'End'),
    given.edge('No', 'If'),
  ],
  { groups: [{ id: 'g', name: '', nodes: ['Yes', 'No'] }] },
)

test('arrow keys lead along the edges, and between what follows the same node', () => {
  const walk = (...steps: Parameters<typeof neighbourOf>[2][]) =>
    steps.reduce<string | undefined>((id, step) => neighbourOf(document, id, step), 'Start')

  expect(walk('right')).toBe('If')
  expect(walk('right', 'right', 'down')).toBe('No')
  expect(walk('right', 'right', 'down', 'up', 'right')).toBe('End')
  expect(walk('right', 'left')).toBe('Start')
  expect(walk('down')).toBe('If')
  expect(neighbourOf(document, undefined, 'down')).toBe('Yes')
  expect(neighbourOf(document, 'End', 'right')).toBeUndefined()
})

test('what comes before and after a node is found around loops', () => {
  expect([...streamOf(document, new Set(['If']), 'after')].toSorted()).toEqual(['End', 'If', 'No', 'Yes'])
  expect([...streamOf(document, new Set(['Yes']), 'before')].toSorted()).toEqual(['If', 'No', 'Start', 'Yes'])
})

test('a selected group is its nodes', () => {
  expect(selectedNodes(document, new Set(['g', 'Start'])).map(({ id }) => id)).toEqual(['Start', 'Yes', 'No'])
})

test('the order of execution follows each branch to its end, and says by which branch it was taken', () => {
  const order = inExecutionOrder(document, ({ id }) => (id === 'If' ? ['true', 'false'] : []))

  expect(order.map(({ node, depth, branch }) => [node.id, depth, branch])).toEqual([
    ['Start', 0, ''],
    ['If', 0, ''],
    ['Yes', 1, 'true'],
    ['End', 1, ''],
    ['No', 1, 'false'],
    ['Alone', 0, ''],
  ])
})

test('a chain of ten thousand nodes does not overflow anything', () => {
  const long = Array.from({ length: 10_000 }, (_, index) => given.node(`n${index}`))
  const edges = long.slice(1).map((node, index) => given.edge(`n${index}`, node.id))

  expect(inExecutionOrder(given.document(long, edges)).at(-1)?.node.id).toBe('n9999')
})
