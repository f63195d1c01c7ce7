import { expect, test } from 'vitest'
import { isComparison } from './is-comparison.ts'

const names = { added: [], removed: [] }
const comparison = {
  same: true,
  nodes: { ...names, changed: [] },
  edges: names,
  settings: [],
  connections: names,
  variables: names,
  workflows: names,
  effects: { ...names, kept: [] },
}

test('a comparison is told from everything else that a payload may be', () => {
  expect(isComparison(comparison)).toBe(true)
  for (const other of [undefined, null, 'same', 7, [], {}, { ...comparison, effects: names }, { ...comparison, settings: {} }])
    expect(isComparison(other)).toBe(false)
})
