import { expect, test } from 'vitest'
import { type ChainLine, erasure, noHead, link } from './chain-line.ts'
import type { Checkpoint } from './checkpoint.ts'
import {
  chain,
  changed,
  givenKey,
  givenLines,
  person,
  relinked,
  signed,
  statement,
  trusted,
  without,
} from './given-chain.fixture.ts'
import { ChainVerifier } from './verify-chain.ts'

const key = givenKey(1)
const lines = givenLines(10)
const at = (seq: number) => lines[seq - 1] as ChainLine
const checkpoints = [signed(key, at(4)), signed(key, at(10))]

function verify(given: readonly ChainLine[], signatures: readonly Checkpoint[] = checkpoints) {
  const verifier = new ChainVerifier(chain, { checkpoints: signatures, keys: trusted(key) })
  for (const line of given) verifier.add(line)
  return verifier.finish()
}

test('a chain as it was written holds in all three ways, up to its last signature', () => {
  expect(verify(lines)).toEqual({
    chain,
    holds: true,
    lines: 10,
    lastSeq: 10,
    integrity: { holds: true, broken: null },
    continuity: { holds: true, broken: null },
    anchored: { holds: true, broken: null, upTo: 10, at: '2026-01-02T00:00:00.000Z' },
    erasedLines: 0,
  })
})

test.each([
  ['id', { id: '0198c0de-0000-7000-8000-000000000000' }],
  ['time', { at: '2026-01-01T00:00:06.001Z' }],
  ['time of recording', { recordedAt: '2026-01-01T00:00:06.001Z' }],
  ['person', { userId: null }],
  ['means', { means: 'api' }],
  ['action', { action: 'workflow.deleted' }],
  ['kind of resource', { resourceType: 'connection' }],
  ['resource', { resourceId: 'workflow 7' }],
  ['origin left out', { origin: null }],
  ['values left out', { values: null }],
  ['address', { origin: { ...at(6).origin!, content: { address: '192.0.2.8', agent: 'a browser' } } }],
  ['new value', { values: { ...at(6).values!, content: { old: { version: 5 }, new: { version: 7 }, metadata: null } } }],
] satisfies [string, Partial<ChainLine>][])('a changed line is found by its number: %s', (_, change: Partial<ChainLine>) => {
  const verdict = verify(changed(lines, 6, change))

  expect(verdict.holds).toBe(false)
  expect(verdict.integrity.broken).toMatchObject({ seq: 6, id: change.id ?? at(6).id })
  // What stands before it is still what was signed.
  expect(verdict.anchored).toMatchObject({ holds: true, upTo: 4 })
})

test('a line that is gone from the middle breaks the continuity where it stood, and the integrity of none', () => {
  const verdict = verify(without(lines, 6))

  expect(verdict).toMatchObject({ holds: false, integrity: { holds: true }, anchored: { upTo: 4 } })
  expect(verdict.continuity.broken).toEqual({ seq: 6, id: null, reason: 'it is missing; line 7 follows line 5' })
})

test('a tail that was cut off is missed because it was signed', () => {
  const verdict = verify(lines.slice(0, 7))

  expect(verdict).toMatchObject({ holds: false, integrity: { holds: true }, lastSeq: 7, anchored: { holds: true, upTo: 4 } })
  expect(verdict.continuity.broken).toMatchObject({ seq: 8, reason: expect.stringContaining('line 10 was signed') as string })
  expect(verify(lines.slice(0, 7), []).holds).toBe(true)
})

test('a whole chain that is gone is missed as well', () => {
  const verdict = verify([])

  expect(verdict).toMatchObject({ holds: false, lines: 0, anchored: { upTo: 0 } })
  expect(verdict.continuity.broken?.reason).toContain('there is no line at all, but line 10 was signed')
})

test('two lines that changed places break the integrity of the first of them', () => {
  const [fifth, sixth] = [at(5), at(6)]
  const swapped = lines.map((line) =>
    line.seq === 5 ? { ...sixth, seq: 5, prevHash: fifth.prevHash } : line.seq === 6 ? { ...fifth, seq: 6 } : line,
  )

  expect(verify(swapped).integrity.broken).toMatchObject({ seq: 5 })
  expect(verify([...lines.slice(0, 4), sixth, fifth, ...lines.slice(6)]).continuity.broken).toMatchObject({ seq: 5 })
})

test('a line that was put between two others breaks the continuity', () => {
  const [forged] = link(chain, { seq: 5, hash: at(5).hash }, [statement(99)])
  const verdict = verify([...lines.slice(0, 5), forged as ChainLine, ...lines.slice(5)])

  expect(verdict.continuity.broken).toMatchObject({ seq: 6, id: at(6).id })
  expect(verdict.integrity.holds).toBe(true)
})

test('a line told twice breaks the continuity', () => {
  expect(verify([...lines, at(10)]).continuity.broken).toEqual({
    seq: 10,
    id: at(10).id,
    reason: 'it stands where line 11 should',
  })
})

test('who reckons all later hashes anew is found out by the signature', () => {
  const rewritten = relinked(changed(lines, 3, { action: 'workflow.deleted' }))
  const verdict = verify(rewritten)

  expect(verdict).toMatchObject({ holds: false, integrity: { holds: true }, continuity: { holds: true } })
  expect(verdict.anchored).toMatchObject({ holds: false, upTo: 0, broken: { seq: 4, id: at(4).id } })
})

test('a signature by another key counts for nothing, whatever it signs', () => {
  const rewritten = relinked(changed(lines, 3, { action: 'workflow.deleted' }))
  const verdict = verify(rewritten, [signed(givenKey(2), rewritten[9] as ChainLine)])

  expect(verdict.anchored).toMatchObject({ holds: false, upTo: 0 })
  expect(verdict.anchored.broken?.reason).toContain('a key that is not trusted')
})

test('a signature is of all that a checkpoint says', () => {
  const [good] = checkpoints
  for (const change of [{ at: '2026-01-03T00:00:00.000Z' }, { lines: 3 }, { hash: at(5).hash }, { seq: 5 }]) {
    const verdict = verify(lines, [{ ...(good as Checkpoint), ...change }])
    expect(verdict.anchored).toMatchObject({ holds: false, upTo: 0 })
    expect(verdict.anchored.broken?.reason).toContain('has a wrong signature')
  }
})

test('a signature of another chain proves nothing here', () => {
  const verdict = verify(lines, [{ ...(checkpoints[0] as Checkpoint), chain: person }])

  expect(verdict).toMatchObject({ holds: true, anchored: { upTo: 0, at: null } })
})

test('what was erased by a recorded erasure leaves the chain whole; what merely vanished does not', () => {
  const origin = { ...at(3).origin!, salt: null, content: null }
  const erased = changed(lines, 3, { origin })
  const explained = link(chain, { seq: 10, hash: at(10).hash }, [
    statement(11, { ...erasure, resourceId: person, origin: null, values: null }),
  ])

  expect(verify([...erased, ...explained])).toMatchObject({ holds: true, erasedLines: 1, anchored: { upTo: 10 } })
  expect(verify(erased).integrity.broken).toMatchObject({ seq: 3 })
  // An erasure explains what its person left, and nothing else.
  expect(verify([...changed(lines, 3, { values: { ...at(3).values!, salt: null, content: null } }), ...explained]).holds).toBe(
    false,
  )
})

test('a walk may begin behind a line that is known', () => {
  const verifier = new ChainVerifier(chain, { checkpoints, keys: trusted(key), from: { seq: 4, hash: at(4).hash } })
  for (const line of lines.slice(4)) verifier.add(line)
  expect(verifier.finish()).toMatchObject({ holds: true, lines: 6, anchored: { upTo: 10 } })

  const foreign = new ChainVerifier(chain, { checkpoints: [], keys: trusted(key), from: { seq: 4, hash: noHead.hash } })
  foreign.add(at(5))
  expect(foreign.finish().continuity.broken).toMatchObject({ seq: 5 })
})
