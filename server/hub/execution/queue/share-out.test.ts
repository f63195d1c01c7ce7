import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, mayHaveMore, shareOut } from './share-out.ts'

const queued = (workspaceId: string, count: number, priority = 0): Candidate[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${workspaceId}-${String(n).padStart(4, '0')}`, workspaceId, priority }))
const ids = (list: readonly Candidate[]) => list.map((one) => one.id)
const wide = { slots: 1_000, held: new Map<string, number>(), room: 1_000 }

test('workspaces take turns, however long the queue of one is', () => {
  const taken = shareOut([...queued('a', 100), ...queued('b', 2)], { ...wide, room: 6 })

  expect(ids(taken)).toEqual(['a-0000', 'b-0000', 'a-0001', 'b-0001', 'a-0002', 'a-0003'])
})

test('who holds less comes first', () => {
  const taken = shareOut([...queued('a', 5), ...queued('b', 5)], { ...wide, held: new Map([['a', 3]]), room: 4 })

  expect(ids(taken)).toEqual(['b-0000', 'b-0001', 'b-0002', 'a-0000'])
})

test('within a workspace priority comes before age', () => {
  const taken = shareOut([...queued('a', 2), { id: 'a-0009', workspaceId: 'a', priority: 5 }], wide)

  expect(ids(taken)).toEqual(['a-0009', 'a-0000', 'a-0001'])
})

test('a flood of any workspaces leaves room for one more', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 }), (floods) => {
      const candidates = floods.flatMap((count, n) => queued(`w${n}`, count))
      const taken = shareOut(candidates, { slots: 1_000, held: new Map(), room: 1_000 })

      expect(mayHaveMore({ own: 0, all: taken.length }, 1_000)).toBe(true)
    }),
  )
})

test('a single busy workspace has three quarters of the slots', () => {
  expect(shareOut(queued('a', 2_000), wide)).toHaveLength(750)
})
