import { expect, test } from 'vitest'
import { given } from '../model/given-document.ts'
import { changeGroup } from './change-group.ts'
import { groupNodes } from './group-nodes.ts'
import { ungroupNodes } from './ungroup-nodes.ts'

const document = given.document([given.node('A'), given.node('B'), given.node('C')])
const first = { id: 'g', name: 'First', nodes: ['A', 'B'] }

test('a node is in one group at most, and a group without nodes is gone', () => {
  const once = groupNodes(first).apply(document)

  const twice = groupNodes({ id: 'h', name: 'Second', nodes: ['B', 'C'] }).apply(once)
  const thrice = groupNodes({ id: 'i', name: 'Third', nodes: ['A'] }).apply(twice)

  expect(twice.groups?.map(({ id, nodes }) => [id, nodes])).toEqual([
    ['g', ['A']],
    ['h', ['B', 'C']],
  ])
  expect(thrice.groups?.map(({ id }) => id)).toEqual(['h', 'i'])
})

test('a group is named, coloured and collapsed, and its frame taken away again', () => {
  const grouped = groupNodes(first).apply(document)

  const changed = changeGroup(first, { name: 'Other', color: 3, isCollapsed: true }).apply(grouped)

  expect(changed.groups).toEqual([{ ...first, name: 'Other', color: 3, isCollapsed: true }])
  expect(ungroupNodes(new Set(['g'])).apply(changed)).toEqual(document)
  expect(ungroupNodes(new Set(['other'])).apply(changed)).toBe(changed)
})
