import { environments, PolicyConditions, policyAnswers, subjectKinds } from '@steward/contract/api/policy'
import { effectClasses } from '@steward/contract/effect'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { evaluate, holds, type Judged, plainAsking, type Rule } from './evaluate.ts'

const rule = (over: Partial<Rule> = {}): Rule => ({
  id: newId(),
  name: 'Some policy',
  version: 1,
  isActive: true,
  answer: 'ask',
  conditions: {},
  asking: plainAsking,
  ...over,
})
const action = (over: Partial<Judged> = {}): Judged => ({
  subject: { kind: 'node' },
  class: 'write',
  environment: 'production',
  connector: 'http_request',
  connection: null,
  target: 'api.example.com',
  workflow: { id: newId(), name: 'Orders', version: 1 },
  amount: null,
  at: new Date('2026-11-18T12:00:00Z'),
  ...over,
})
const isHeld = (conditions: PolicyConditions, over: Partial<Judged> = {}) => holds(rule({ conditions }), action(over))

const ids = [newId(), newId(), newId()]
const hosts = ['api.example.com', 'a.b.example.com', 'example.com', '10.0.0.1', 'localhost:8080', '*.example.com']
const from = <T>(values: readonly T[]) => fc.constantFrom(...values)
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 })
const anyMinor = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(String)
const anyMoney = fc.record({ minor: anyMinor, currency: from(['EUR', 'USD', 'JPY']) })
const anyMinute = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const thingsOf = {
  connectors: some(fc.oneof(from(['http_request', 'postgres']), fc.string({ maxLength: 20 }))),
  connections: some(from(ids)),
  workflows: some(from(ids)),
  targets: some(fc.oneof(from(hosts), fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }))),
}
const anyConditions: fc.Arbitrary<PolicyConditions> = fc.record(
  {
    subjects: some(from(subjectKinds)),
    classes: some(from(effectClasses)),
    environments: some(from(environments)),
    ...thingsOf,
    amountOver: anyMoney,
    times: fc.record(
      {
        days: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
        from: anyMinute,
        to: anyMinute,
        timezone: fc.oneof(from(['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'UTC']), fc.string({ maxLength: 64 })),
        outside: fc.boolean(),
      },
      { requiredKeys: ['days', 'from', 'to', 'timezone'] },
    ),
    except: fc.record(thingsOf, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
const anyRule: fc.Arbitrary<Rule> = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  version: fc.integer({ min: 1, max: 9 }),
  isActive: fc.boolean(),
  answer: from(policyAnswers),
  conditions: anyConditions,
  asking: fc.option(
    fc.record(
      {
        quorum: fc.integer({ min: 1, max: 10 }),
        expiresInMinutes: fc.integer({ min: 1, max: 129_600 }),
        remindAfterMinutes: fc.integer({ min: 1, max: 129_600 }),
        reasonRequired: fc.boolean(),
        deciders: fc.record({ roles: some(from(['manager', 'approver'])) }),
      },
      { requiredKeys: ['quorum', 'expiresInMinutes'] },
    ),
  ),
})
const anyRules = fc.uniqueArray(anyRule, { maxLength: 8, selector: ({ id }) => id })
const anyAction: fc.Arbitrary<Judged> = fc.record({
  subject: fc.record({ kind: from(subjectKinds) }),
  class: from(effectClasses),
  environment: from(environments),
  connector: fc.option(from(['http_request', 'postgres'])),
  connection: fc.option(fc.record({ kind: fc.constant('http'), id: fc.option(from(ids)), name: fc.string() })),
  target: fc.option(fc.oneof(from(hosts), fc.string({ maxLength: 30, unit: 'binary' }))),
  workflow: fc.option(fc.record({ id: from(ids), name: fc.string(), version: fc.constant(1) })),
  amount: fc.option(anyMoney),
  at: fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2090-01-01') }),
})
const strength = { allow: 0, ask: 1, deny: 2 }
const strengthOf = (rules: readonly Rule[], judged: Judged) => strength[evaluate(rules, judged).answer]

test('deny beats ask, and ask beats allow: the answer is the strongest of the policies that hold', () => {
  fc.assert(
    fc.property(anyRules, anyAction, (rules, judged) => {
      const holding = rules.filter((one) => holds(one, judged))
      expect(strengthOf(rules, judged)).toBe(Math.max(0, ...holding.map((one) => strength[one.answer])))
      const { answer, policies } = evaluate(rules, judged)
      expect(policies.map(({ id }) => id)).toEqual(
        holding
          .filter((one) => one.answer === answer)
          .map(({ id }) => id)
          .toSorted(),
      )
    }),
    { numRuns: 1_000 },
  )
})

test('the order of policies does not matter', () => {
  const shuffled = anyRules.chain((rules) =>
    fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
  )
  fc.assert(
    fc.property(shuffled, anyAction, ([rules, others], judged) => {
      expect(evaluate(others, judged)).toEqual(evaluate(rules, judged))
    }),
  )
})

test('one more policy never weakens an answer, nor what is demanded of an approval', () => {
  fc.assert(
    fc.property(anyRules, anyRule, anyAction, (rules, more, judged) => {
      const [before, after] = [evaluate(rules, judged), evaluate([...rules, more], judged)]
      expect(strength[after.answer]).toBeGreaterThanOrEqual(strength[before.answer])
      if (before.answer !== 'ask' || after.answer !== 'ask') return
      expect(after.asked.quorum).toBeGreaterThanOrEqual(before.asked.quorum)
      expect(after.asked.expiresInMinutes).toBeLessThanOrEqual(before.asked.expiresInMinutes)
      expect(after.asked.reasonRequired || !before.asked.reasonRequired).toBe(true)
      expect(after.asked.demands).toEqual(expect.arrayContaining([...before.asked.demands]))
    }),
    { numRuns: 500 },
  )
})

test('an exception changes nothing for what it does not name, and lets out what it names', () => {
  fc.assert(
    fc.property(anyConditions, fc.record(thingsOf, { requiredKeys: [] }), anyAction, (conditions, except, judged) => {
      const { except: _, ...plain } = conditions
      const named = (Object.keys(except) as (keyof typeof except)[]).some((thing) =>
        isHeld({ [thing]: except[thing] }, { ...judged, class: 'write' }),
      )
      expect(holds(rule({ conditions: { ...plain, except } }), judged)).toBe(!named && holds(rule({ conditions: plain }), judged))
    }),
    { numRuns: 1_000 },
  )
})

test('whatever conditions the contract lets in are judged, whatever the action', () => {
  const digits = fc.string({ maxLength: 30, unit: 'binary' })
  const strange = anyAction.chain((judged) =>
    fc.record({ amount: fc.option(fc.record({ minor: digits, currency: digits })) }).map((over) => ({ ...judged, ...over })),
  )
  fc.assert(
    fc.property(anyRules, strange, (rules, judged) => {
      for (const one of rules) fc.pre(Value.Check(PolicyConditions, one.conditions))
      expect(policyAnswers).toContain(evaluate(rules, judged).answer)
    }),
    { numRuns: 1_000 },
  )
})

test('all that is named must fit, and of a list one is enough', () => {
  const [workflow, other] = [newId(), newId()]
  const conditions: PolicyConditions = { classes: ['pay', 'write'], workflows: [other, workflow], environments: ['production'] }
  const fitting = { workflow: { id: workflow, name: '', version: 1 } }

  expect(isHeld(conditions, fitting)).toBe(true)
  expect(isHeld(conditions, { ...fitting, class: 'send' })).toBe(false)
  expect(isHeld(conditions, { ...fitting, environment: 'staging' })).toBe(false)
  expect(isHeld(conditions, { workflow: null })).toBe(false)
  expect(isHeld({ ...conditions, except: { targets: ['api.example.com'] } }, fitting)).toBe(false)
  expect(isHeld({ ...conditions, except: { targets: ['api.example.com'] } }, { ...fitting, target: null })).toBe(true)
})

test('what leads to several places is judged by the worst of them, and left out only as a whole', () => {
  const over = { target: 'a.org', targets: ['a.org', 'b.org'] }

  expect(isHeld({ targets: ['b.org'] }, over)).toBe(true)
  expect(isHeld({ except: { targets: ['a.org'] } }, over)).toBe(true)
  expect(isHeld({ except: { targets: ['a.org', 'b.org'] } }, over)).toBe(false)
})

test('a connection cannot be hidden behind another one that is named first', () => {
  const [decoy = '', real = ''] = ids
  const two = { connection: { kind: 'a', id: decoy, name: 'Decoy' }, connectionIds: [decoy, real] }

  expect(isHeld({ connections: [real] }, two)).toBe(true)
  expect(isHeld({ except: { connections: [decoy] } }, two)).toBe(true)
  expect(isHeld({ except: { connections: [decoy, real] } }, two)).toBe(false)
})

test('what is pure is never asked about, but a workflow of it can be reviewed before it is published', () => {
  expect(isHeld({}, { class: 'pure' })).toBe(false)
  expect(isHeld({}, { class: 'pure', subject: { kind: 'publish' } })).toBe(true)
  expect(isHeld({ classes: ['read'] }, { class: 'read' })).toBe(true)
})

test('with several policies that ask each one has its demand, and the approval expires with the first', () => {
  const strict = rule({ id: '1', asking: { quorum: 3, expiresInMinutes: 90, deciders: { roles: ['manager'] } } })
  const quick = rule({
    id: '2',
    asking: { quorum: 1, expiresInMinutes: 15, remindAfterMinutes: 5, reasonRequired: true, deciders: { people: [newId()] } },
  })
  const plain = rule({ id: '3', asking: null })

  const verdict = evaluate([quick, plain, strict], action())

  expect(verdict).toMatchObject({
    answer: 'ask',
    asked: {
      quorum: 3,
      expiresInMinutes: 15,
      remindAfterMinutes: 5,
      reasonRequired: true,
      demands: [
        { policy: { id: '1' }, quorum: 3, deciders: { roles: ['manager'] } },
        { policy: { id: '2' }, quorum: 1, deciders: quick.asking?.deciders },
        { policy: { id: '3' }, quorum: 1, deciders: null, escalate: null },
      ],
    },
  })
})

test.each<[string, string, boolean]>([
  ['api.example.com', 'api.example.com', true],
  ['api.example.com', 'API.Example.com.', true],
  ['api.example.com', 'api.example.com:8443', true],
  ['api.example.com', 'api.example.com.evil.com', false],
  ['api.example.com', 'evilapi.example.com', false],
  ['api.example.com', '%61pi.example.com', true],
  ['*.example.com', 'api.example.com', true],
  ['*.example.com', 'a.b.EXAMPLE.com.:443', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'notexample.com', false],
  ['*.müller.de', 'shop.xn--mller-kva.de', true],
  ['127.0.0.1', '0x7f.1', true],
  ['127.0.0.1', '2130706433:80', true],
  ['[::1]', '[0:0:0:0:0:0:0:1]:5432', true],
  ['evil.com', 'e\tvil.com', true],
  ['evil.com', 'https:\\\\evil.com', true],
  ['evil.com', 'https:///evil.com/allowed.com', true],
  ['allowed.com', 'evil.com/allowed.com', false],
  ['orders on db1', 'Orders on DB1', true],
])('a policy for %s and the target %s: %s', (pattern, target, fits) => {
  expect(isHeld({ targets: [pattern] }, { target })).toBe(fits)
})

test('what cannot be compared counts as more money: another currency, and a payment of unknown amount', () => {
  const limit = (minor: string): PolicyConditions => ({ amountOver: { minor, currency: 'EUR' } })
  const held = (minor: string, currency = 'EUR', limited = '10000') =>
    isHeld(limit(limited), { class: 'pay', amount: { minor, currency } })

  expect(held('10000')).toBe(false)
  expect(held('10001')).toBe(true)
  expect(held('9007199254740993', 'EUR', '9007199254740992')).toBe(true)
  expect(held('-10001')).toBe(true)
  expect(held('1', 'JPY')).toBe(true)
  expect(held('many')).toBe(true)
  expect(isHeld(limit('10000'), { class: 'pay', amount: null })).toBe(true)
  expect(isHeld(limit('10000'), { class: 'write', amount: null })).toBe(false)
})

test('a window over midnight belongs to the day on which it begins', () => {
  const times = { days: [5], from: '22:00', to: '06:00', timezone: 'Europe/Berlin' }
  const held = (at: string, over = {}) => isHeld({ times: { ...times, ...over } }, { at: new Date(at) })

  expect(held('2026-11-20T20:59:59Z')).toBe(false)
  expect(held('2026-11-20T21:00:00Z')).toBe(true)
  expect(held('2026-11-21T04:59:59Z')).toBe(true)
  expect(held('2026-11-21T05:00:00Z')).toBe(false)
  expect(held('2026-11-20T02:00:00Z')).toBe(false)
  expect(held('2026-11-20T02:00:00Z', { outside: true })).toBe(true)
  expect(held('2026-11-21T02:00:00Z', { outside: true })).toBe(false)
  expect(held('2026-11-23T00:00:00Z', { days: [7] })).toBe(true)
  expect(held('2026-11-20T22:59:59Z', { to: '00:00' })).toBe(true)
  expect(held('2026-11-20T23:00:00Z', { to: '00:00' })).toBe(false)
})

test('working hours stay those of the clock on the wall when summer time begins and ends', () => {
  const times = { days: [1, 2, 3, 4, 5, 6, 7], from: '02:30', to: '03:30', timezone: 'Europe/Berlin' }
  const minutesHeld = (day: string) => {
    const begin = Date.parse(`${day}T00:00:00Z`)
    return Array.from({ length: 300 }, (_, n) => new Date(begin + (n - 60) * 60_000)).filter((at) => isHeld({ times }, { at }))
      .length
  }

  expect(minutesHeld('2026-11-18')).toBe(60)
  // From 02:00 clocks go to 03:00: of the window half an hour is left.
  expect(minutesHeld('2026-03-29')).toBe(30)
  // From 03:00 clocks go back to 02:00: its first half comes twice.
  expect(minutesHeld('2026-10-25')).toBe(90)
})

test('in a zone that is not known every time counts, inside and outside', () => {
  const times = { days: [1], from: '09:00', to: '10:00', timezone: 'Atlantis/Poseidonis' }

  expect(isHeld({ times })).toBe(true)
  expect(isHeld({ times: { ...times, outside: true } })).toBe(true)
})
