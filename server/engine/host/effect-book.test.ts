import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { EffectBook } from './effect-book.ts'
import type { EffectFact, FactsOfChange } from './effect-fact.ts'
import { effectKey } from './effect-key.ts'
import { factPlace } from './execution-log.ts'
import type { JournalEntry } from './journal.ts'

const head = { id: newId(), workspaceId: newId(), workflowId: newId(), workflowName: 'Pay "all"', workflowVersion: 3 }
const intent = (n: string, t = 10, more: object = {}): JournalEntry => ({
  k: 'intent',
  n,
  r: 0,
  e: 'write',
  t,
  rep: false,
  name: `The ${n}`,
  q: 'a'.repeat(64),
  ...more,
})
const done = (n: string, more: object = {}): JournalEntry =>
  ({ k: 'done', n, r: 0, s: 'completed', t: 12, d: 5, e: 'write', o: [[{ json: { a: 1 } }]], ...more }) as JournalEntry
const tried = (n: string, more: object = {}): JournalEntry => ({
  k: 'try',
  n,
  r: 0,
  t: 10,
  x: 2,
  at: 14,
  err: { message: 'x' },
  ...more,
})
const decided = (n: string, answer: string, more: object = {}): JournalEntry => ({
  k: 'decision',
  t: 20,
  n,
  r: 0,
  answer,
  by: 'user',
  reason: 'seen',
  ...more,
})

function factsOf(book: EffectBook): EffectFact[] {
  const told = book.take(head, 7)?.facts
  return told === undefined ? [] : (JSON.parse(told) as FactsOfChange).facts.slice()
}

function book(...entries: JournalEntry[]): EffectBook {
  const one = new EffectBook(head.id)
  for (const entry of entries) one.note(entry)
  return one
}

const outcomes = (facts: readonly EffectFact[]) => facts.map((one) => [one.nodeId, one.outcome])

test('an effect that is over is told once, with the time of its first intent', () => {
  const one = book(intent('a', 10), intent('a', 11), done('a', { x: 2, h: 201 }))

  const told = one.take(head, factPlace(3, true))?.facts ?? ''
  const { facts, ...about } = JSON.parse(told) as FactsOfChange

  expect(about).toMatchObject({ executionId: head.id, workflowName: 'Pay "all"', workflowVersion: 3, place: 7 })
  expect(facts).toMatchObject([
    {
      id: effectKey(head.id, 'a', 0),
      nodeName: 'The a',
      outcome: 'completed',
      tries: 2,
      intendedMs: 10,
      settledMs: 17,
      durationMs: 5,
      response: { status: 201, sizeBytes: 20 },
    },
  ])
  expect(one.take(head, 8)).toBeUndefined()
})

test('what was kept from an earlier execution has no intent here and is not told again', () => {
  expect(factsOf(book(done('a'), intent('b'), done('a'), done('b')))).toMatchObject([{ nodeId: 'b' }])
})

test('what is read back from a journal is not told again, and what is open there can be settled', () => {
  const one = new EffectBook(head.id, [intent('a'), done('a'), intent('b', 10, { key: 'kept' })])

  one.note(done('b', { s: 'failed' }))

  expect(factsOf(one)).toMatchObject([{ id: 'kept', nodeId: 'b', outcome: 'failed' }])
})

test('an answer to a doubt is on every fact that follows from it', () => {
  const one = book(intent('a'))
  one.doubt({ n: 'a', r: 0 }, { url: 'x' })
  one.note(decided('a', 'repeat', { how: 'probe' }))
  one.note(intent('a', 30))
  one.note(done('a'))
  const other = book(intent('b'), decided('b', 'happened'), done('b'))
  const stopped = book(intent('c'), decided('c', 'stop'))
  stopped.close(99)

  const facts = factsOf(one)
  expect(outcomes(facts)).toEqual([
    ['a', 'in_doubt'],
    ['a', 'repeated'],
    ['a', 'completed'],
  ])
  expect(facts[0]).toMatchObject({ request: { url: 'x' }, decision: null })
  expect(facts[2]).toMatchObject({ intendedMs: 10, decision: { answer: 'repeat', how: 'probe', by: 'user', atMs: 20 } })
  expect(factsOf(other)).toMatchObject([{ outcome: 'happened', decision: { answer: 'happened', how: 'person', reason: 'seen' } }])
  expect(outcomes(factsOf(stopped))).toEqual([['c', 'stopped']])
})

test('an end settles what is open: cut off, or failed where the last try was known to have failed', () => {
  const one = book(
    intent('a'),
    intent('b'),
    tried('b', { u: 50 }),
    intent('c'),
    tried('c'),
    intent('d'),
    tried('d', { u: 50 }),
    intent('d'),
  )

  one.close(40)

  expect(outcomes(factsOf(one))).toEqual([
    ['a', 'cut_off'],
    ['b', 'failed'],
    ['c', 'cut_off'],
    ['d', 'cut_off'],
  ])
  one.close(41)
  expect(factsOf(one)).toEqual([])
})

test('a fact carries on what ground, where, by whom, for how much and what was asked; a journal from before has none of it', () => {
  const ground = { policies: [{ id: newId(), name: 'Pay asks', version: 2 }], approvalId: newId() }
  const money = { minor: '12900', currency: 'EUR' }
  const more = {
    g: ground,
    env: 'staging',
    am: money,
    co: { minor: '2', currency: 'EUR' },
    rq: 'ada',
    ty: 'http_request',
    ex: { a: 1 },
  }
  const [told, before] = factsOf(
    book(intent('a', 10, { e: 'pay', un: 'other', ...more }), done('a', { e: 'pay' }), intent('b'), done('b')),
  )

  expect(told).toMatchObject({
    ...ground,
    environment: 'staging',
    amount: money,
    cost: { minor: '2' },
    actorId: 'ada',
    connector: 'http_request',
    request: { a: 1 },
    undoes: 'other',
    response: { excerpt: { items: 1, first: { a: 1 } } },
  })
  expect(before).toMatchObject({ policies: [], approvalId: null, environment: null, amount: null, actorId: null, undoes: null })
  expect(before).not.toHaveProperty('request')
})

test('what the gate has refused is refused with its reason, also where the execution ends before its node', () => {
  const refused = intent('a', 10, { no: 'rejected' })
  const one = book(
    refused,
    done('a', { s: 'failed', o: [], err: { message: 'Grace says no.' } }),
    intent('b', 11, { no: 'denied' }),
  )
  one.close(50)

  const facts = factsOf(one)

  expect(outcomes(facts)).toEqual([
    ['a', 'refused'],
    ['b', 'refused'],
  ])
  expect(facts[0]).toMatchObject({ reason: 'Grace says no.', response: null, tries: 1 })
})

test('what came back is told without the values that were used to ask, and not of a read', () => {
  const one = book(intent('a'), intent('b', 10, { e: 'read' }), intent('c'))
  one.hide(['swordfish'])
  const echo = [[{ json: { asked: 'with swordfish', cookie: 'x' } }, { json: { second: true } }]]
  one.note(done('a', { o: echo }))
  one.note(done('b', { e: 'read', o: echo }))
  one.note(done('c', { o: [{ i: 0 }, [[0]]] }))

  const [told, read, passedOn] = factsOf(one)

  expect(told?.response?.excerpt).toEqual({ items: 2, first: { asked: 'with [secret]', cookie: '[hidden]' } })
  expect(read?.response).not.toHaveProperty('excerpt')
  expect(passedOn?.response?.excerpt).toEqual({ items: 1 })
})

test('a fact without an entry stands before the entry that follows, and after the one before', () => {
  expect([factPlace(1, true), factPlace(2, false), factPlace(2, true)]).toEqual([3, 4, 5])
})

test('the key of an effect is a UUID of its execution, another for each node, run and item', () => {
  const keys = [
    effectKey(head.id, 'a', 0),
    effectKey(head.id, 'b', 0),
    effectKey(head.id, 'a', 1),
    effectKey(head.id, 'a', 0, 1),
    effectKey(newId(), 'a', 0),
  ]

  expect(new Set(keys).size).toBe(5)
  expect(effectKey(head.id, 'a', 0, 0)).toBe(keys[0])
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(keys[0]?.slice(0, 13)).toBe(head.id.slice(0, 13))
})
