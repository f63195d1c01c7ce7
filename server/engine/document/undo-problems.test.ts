import { expect, test } from 'vitest'
import { createCatalog } from '#engine/core'
import { givenNode, givenWorkflow } from '#test/given-workflow'
import { undoProblems } from './undo-problems.ts'

const catalog = createCatalog([givenNode('pass'), givenNode('start', { trigger: 'manual' })])
const undo = (node: string, more: object = {}) => ({ settings: { undo: { node }, ...more } })
const problems = (...nodes: Parameters<typeof givenWorkflow>[0]) => undoProblems(givenWorkflow(nodes).nodes, catalog)

test('an undo by another node is no problem, wherever edges lead', () => {
  expect(problems({ name: 'Charge', ...undo('Refund') }, { name: 'Book', ...undo('Refund') }, { name: 'Refund' })).toEqual([])
})

test('an undo that cannot take anything back is told in words', () => {
  expect(problems({ name: 'Charge', ...undo('Gone') })).toEqual(['"Charge" is taken back by a node that is not in the workflow.'])
  expect(problems({ name: 'Charge', ...undo('Charge') })).toEqual(['"Charge" cannot take itself back.'])
  expect(problems({ name: 'Charge', ...undo('Start') }, { name: 'Start', type: 'start' })).toEqual([
    '"Charge" is taken back by "Start", which is a trigger and takes nothing back.',
  ])
  expect(problems({ name: 'Charge', ...undo('Refund') }, { name: 'Refund', settings: { disabled: true } })).toEqual([
    '"Charge" is taken back by "Refund", which is disabled and takes nothing back.',
  ])
})

test('a circle of undos is told of each node in it, and who only leads there is left out', () => {
  expect(
    problems({ name: 'A', ...undo('B') }, { name: 'B', ...undo('C') }, { name: 'C', ...undo('A') }, { name: 'D', ...undo('A') }),
  ).toEqual([
    '"A" is taken back by "B", which is taken back by it in turn.',
    '"B" is taken back by "C", which is taken back by it in turn.',
    '"C" is taken back by "A", which is taken back by it in turn.',
  ])
})

test('a disabled node needs nobody to take it back', () => {
  expect(problems({ name: 'Charge', ...undo('Gone', { disabled: true }) })).toEqual([])
})
