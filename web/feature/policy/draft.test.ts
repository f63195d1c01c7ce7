import { expect, test } from 'vitest'
import { bodyOf, draftOf, type Draft, hasGap } from './draft.ts'

const draft: Draft = { ...draftOf(undefined), name: ' Refunds ' }

test('what was emptied while writing is not sent, and asking belongs to policies that ask', () => {
  const conditions = { classes: [], targets: ['a.example'], except: { workflows: [] } }

  expect(bodyOf({ ...draft, conditions })).toMatchObject({ name: 'Refunds', conditions: { targets: ['a.example'] } })
  expect(Object.keys(bodyOf({ ...draft, conditions }).conditions)).toEqual(['targets'])
  expect(bodyOf({ ...draft, answer: 'deny' }).asking).toBeNull()
})

test('a policy cannot be saved while something is missing', () => {
  expect(hasGap(draft)).toBe(false)
  expect(hasGap({ ...draft, name: ' ' })).toBe(true)
  expect(hasGap({ ...draft, asking: { ...draft.asking, quorum: Number.NaN } })).toBe(true)
  expect(hasGap({ ...draft, asking: { ...draft.asking, deciders: { roles: [] } } })).toBe(true)
  expect(hasGap({ ...draft, asking: { ...draft.asking, escalate: { afterMinutes: 60, to: {} } } })).toBe(true)
  expect(hasGap({ ...draft, conditions: { amountOver: { minor: '', currency: 'EUR' } } })).toBe(true)
  expect(hasGap({ ...draft, answer: 'allow', asking: { ...draft.asking, quorum: Number.NaN } })).toBe(false)
})
