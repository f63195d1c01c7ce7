import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, judge, type Rung } from './resolve.ts'

const rungs: readonly Rung[] = ['DEFAULT', 'ENVIRONMENT', 'GLOBAL', 'TENANT', 'USER']

const rung = fc.record({
  state: fc.constantFrom<Candidate['state']>('set', 'not_set', 'broken'),
  locked: fc.boolean(),
})
/** The default and then, from the widest to the narrowest, whatever stands on the other rungs. */
const ladders = fc
  .array(rung, { minLength: 0, maxLength: 4 })
  .map((above): Candidate[] => [
    { rung: 'DEFAULT', state: 'set', locked: false },
    ...above.map((one, at) => ({ ...one, rung: rungs[at + 1] ?? ('USER' as const) })),
  ])

/** The rule told in another way: walk from wide to narrow, take what is set, and stop at the first lock. */
function byWalking(ladder: readonly Candidate[]): number {
  let taken = 0
  for (const [at, one] of ladder.entries()) {
    if (one.state === 'set') taken = at
    if (one.state !== 'not_set' && one.locked) break
  }
  return taken
}

test('the narrowest value counts, but none beyond the first lock, whatever stands where', () => {
  fc.assert(
    fc.property(ladders, (ladder) => {
      expect(judge(ladder).winner).toBe(byWalking(ladder))
    }),
    { numRuns: 2_000 },
  )
})

test('of each place is said what became of it, and exactly one wins', () => {
  fc.assert(
    fc.property(ladders, (ladder) => {
      const { winner, verdicts } = judge(ladder)
      const lock = ladder.findIndex((one) => one.locked && one.state !== 'not_set')

      expect(verdicts.filter((one) => one === 'wins')).toHaveLength(1)
      expect(verdicts[winner]).toBe('wins')
      for (const [at, { state }] of ladder.entries()) {
        if (state !== 'set') expect(verdicts[at]).toBe(state)
        else if (at !== winner) expect(verdicts[at]).toBe(lock !== -1 && at > lock ? 'locked_out' : 'overridden')
      }
    }),
    { numRuns: 2_000 },
  )
})

test('a value beyond a lock changes nothing for anybody', () => {
  fc.assert(
    fc.property(ladders, fc.constantFrom<Candidate['state']>('set', 'not_set', 'broken'), (ladder, state) => {
      const lock = ladder.findIndex((one) => one.locked && one.state !== 'not_set')
      fc.pre(lock !== -1 && lock < ladder.length - 1)
      const changed = ladder.map((one, at) => (at > lock ? { ...one, state } : one))

      expect(judge(changed).winner).toBe(judge(ladder).winner)
    }),
  )
})

test.each([
  ['nothing is set', [], 0],
  ['only the environment', ['set'], 1],
  ['the installation before the environment', ['set', 'set'], 2],
  ['the person before all', ['set', 'set', 'set', 'set'], 4],
  ['a locked installation before workspace and person', ['set', 'set locked', 'set', 'set'], 2],
  ['a locked workspace before the person', ['not_set', 'set', 'set locked', 'set'], 3],
  ['of two locks the wider', ['not_set', 'set locked', 'set locked', 'set'], 2],
  ['a broken person falls back to the workspace', ['not_set', 'not_set', 'set', 'broken'], 3],
  ['a broken lock still keeps narrower values out', ['set', 'broken locked', 'set', 'set'], 1],
  ['a lock on nothing is none', ['not_set', 'not_set locked', 'set', 'not_set'], 3],
])('%s', (_what, above, winner) => {
  const ladder = above.map((text, at): Candidate => {
    const [state = 'not_set', locked] = text.split(' ')
    return { rung: rungs[at + 1] ?? 'USER', state: state as Candidate['state'], locked: locked === 'locked' }
  })
  expect(judge([{ rung: 'DEFAULT', state: 'set', locked: false }, ...ladder]).winner).toBe(winner)
})
