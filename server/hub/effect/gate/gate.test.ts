import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenHouse, hashOf, type House } from '#test/approval-house'
import type { Action } from './action.ts'

let house: House
let decider: Awaited<ReturnType<House['decider']>>
let policy: string
beforeAll(async () => {
  house = await givenHouse()
  policy = await house.policy({ name: 'Refunds' })
  decider = await house.decider()
})
afterAll(() => house[Symbol.asyncDispose]())

/** An action that was approved by the decider. */
async function approved(over: Partial<Action> = {}): Promise<{ action: Action; id: string }> {
  const action = house.action(over)
  const id = await house.asked(action)
  expect(await house.decide(decider, id)).toMatchObject({ status: 200 })
  return { action, id }
}

test('where no policy asks the answer is there at once, and no database was touched', async () => {
  await house.ask(house.action({ connector: 'slack' }))
  const before = await approvalsCount()

  const answer = house.gate.ask(house.action({ connector: 'slack' }), () => {
    throw new Error('nobody is asked, so nothing is described')
  })

  expect(answer).toEqual({ kind: 'allow', ground: { policies: [], approvalId: null } })
  expect(await approvalsCount()).toBe(before)
})

test('what a policy denies is refused by its name, also after it was approved', async () => {
  const { action, id } = await approved()
  const denying = await house.policy({ name: 'Never on Sundays', answer: 'deny' })
  const refused = await house.ask(action)
  await house.changePolicy(denying, { isActive: false })

  expect(refused).toMatchObject({ kind: 'refuse', why: 'denied', message: 'The policy “Never on Sundays” denies this.' })
  expect(await house.stored(id)).toBe('approved')
})

test('an approval allows its action once, and again only the very same one of the same subject', async () => {
  const { action, id } = await approved()

  const first = await house.ask(action)
  const goesOn = await house.ask(action, house.otherGate)
  const other = await house.ask(house.action({ subject: { ...action.subject, id: newId() } }))

  expect(first).toMatchObject({ kind: 'allow', ground: { approvalId: id, policies: [{ id: policy, name: 'Refunds' }] } })
  expect(goesOn).toEqual(first)
  expect(other).toMatchObject({ kind: 'wait' })
  expect(await house.show(id)).toMatchObject({ state: 'used' })
})

test('one byte that is different after the approval asks anew, and the former counts no more', async () => {
  const { action, id } = await approved()

  const answer = await house.ask({ ...action, hash: hashOf('refund 12901') })

  expect(answer).toMatchObject({ kind: 'wait' })
  expect(answer).not.toMatchObject({ approvalId: id })
  expect(await house.stored(id)).toBe('superseded')
  expect(await house.ask(action)).toMatchObject({ kind: 'wait' })
})

test('what waits and is changed is asked anew; who answers the former is told so', async () => {
  const action = house.action()
  const former = await house.asked(action)
  const later = await house.asked({ ...action, hash: hashOf('other') })

  expect(await house.decide(decider, former)).toEqual({ status: 409, code: 'effect.approval_over' })
  expect(await house.decide(decider, later)).toEqual({ status: 409, code: 'effect.approval_stale' })
  expect(await house.decide(decider, later, 'approve', { hash: hashOf('other') })).toMatchObject({ status: 200 })
})

test('a policy that has changed since asks again, and one that only fell away does not', async () => {
  const second = await house.policy({ name: 'Also refunds' })
  const changed = await approved()
  const lighter = await approved()
  await house.changePolicy(second, { isActive: false })
  const stillGood = await house.ask(lighter.action)
  await house.changePolicy(policy, { description: 'Now with another text' })
  const again = await house.ask(changed.action)

  expect(stillGood).toMatchObject({ kind: 'allow' })
  expect(again).toMatchObject({ kind: 'wait' })
  expect(await house.stored(changed.id)).toBe('superseded')
})

test('a yes that was not used in time does not count', async () => {
  const { action, id } = await approved()
  await house.age(id, 61)

  expect(await house.ask(action)).toMatchObject({ kind: 'wait' })
  expect(await house.stored(id)).toBe('expired')
})

test('what nobody answered in time is refused', async () => {
  const action = house.action()
  const id = await house.asked(action)
  await house.age(id, 61)

  expect(await house.ask(action)).toMatchObject({ kind: 'refuse', why: 'expired', ground: { approvalId: id } })
  expect(await house.stored(id)).toBe('expired')
})

test('a no is told in the words of the person, however often it is asked', async () => {
  const action = house.action()
  const id = await house.asked(action)
  await house.decide(decider, id, 'reject', { reason: 'The order was paid in cash' })

  const refused = { kind: 'refuse', why: 'rejected', message: 'Rejected by Someone: The order was paid in cash' }
  expect(await house.ask(action)).toMatchObject(refused)
  expect(await house.ask(action)).toMatchObject(refused)
})

test('what was said to an action that waited holds where no policy asks about it any more', async () => {
  const nightly = await house.policy({ name: 'By night', connector: 'nightly' })
  const [no, yes, late, open] = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      const action = house.action({ connector: 'nightly' })
      const approvalId = await house.asked(action)
      return { ...action, approvalId }
    }),
  )
  if (no === undefined || yes === undefined || late === undefined || open === undefined) throw new Error('four wait')
  await house.decide(decider, no.approvalId, 'reject', { reason: 'Not this one' })
  await house.decide(decider, yes.approvalId)
  await house.age(late.approvalId, 61)
  await house.changePolicy(nightly, { isActive: false })

  expect(await house.ask(no)).toMatchObject({ kind: 'refuse', why: 'rejected', ground: { approvalId: no.approvalId } })
  expect(await house.ask(late)).toMatchObject({ kind: 'refuse', why: 'expired' })
  expect(await house.ask(yes)).toEqual({ kind: 'allow', ground: { policies: [], approvalId: yes.approvalId } })
  expect(await house.ask(open)).toEqual({ kind: 'allow', ground: { policies: [], approvalId: null } })
  expect([await house.stored(yes.approvalId), await house.stored(open.approvalId)]).toEqual(['used', 'superseded'])
  expect(await house.ask({ ...no, hash: hashOf('another action') })).toMatchObject({ kind: 'allow' })
})

test('the yes of somebody who was removed, or may not decide any more, does not count', async () => {
  const leaver = await house.decider()
  const demoted = await house.decider()
  const [one, two] = [house.action(), house.action()]
  const [first, second] = [await house.asked(one), await house.asked(two)]
  await house.decide(leaver, first)
  await house.decide(demoted, second)
  await house.owner.send('DELETE', `/members/${leaver.userId}`)
  await house.steward.databases.pool('identity').query('delete from user_role_assignments where user_id = $1', [demoted.userId])

  expect(await house.ask(one)).toMatchObject({ kind: 'wait', approvalId: first })
  expect(await house.ask(two)).toMatchObject({ kind: 'wait', approvalId: second })
  expect(await house.stored(first)).toBe('pending')
  expect(await house.decide(decider, first)).toMatchObject({ status: 200 })
  expect(await house.ask(one)).toMatchObject({ kind: 'allow' })
})

test('processes that ask at once make one approval, and one that allows once', async () => {
  const action = house.action()
  const gates = [house.gate, house.otherGate, house.gate, house.otherGate]

  const answers = await Promise.all(gates.map((gate) => house.ask(action, gate)))

  const ids = new Set(answers.map((answer) => (answer.kind === 'wait' ? answer.approvalId : 'none')))
  expect([...ids]).toHaveLength(1)
  const { rows } = await house.steward.databases
    .pool('effect')
    .query('select 1 from approvals where subject_id = $1', [action.subject.id])
  expect(rows).toHaveLength(1)
})

test('an approval of another workspace is none', async () => {
  const { action } = await approved()
  const stranger = await house.steward.stranger()

  const answer = await house.ask({ ...action, workspaceId: stranger.workspaceId, class: 'pay' })

  expect(answer).toMatchObject({ kind: 'wait' })
})

test('a plan is told who would be asked, and nobody is', async () => {
  await house.policy({
    name: 'Named',
    connector: 'named',
    asking: { deciders: { roles: ['approver'], people: [decider.userId] } },
  })
  const before = await approvalsCount()

  expect(await house.gate.preview(house.action({ connector: 'named' }))).toMatchObject({
    answer: 'ask',
    asks: ['approver', 'Someone'],
  })
  expect(await house.gate.preview(house.action())).toMatchObject({ asks: ['whoever decides about effects'] })
  expect(await house.gate.preview(house.action({ connector: 'slack' }))).toEqual({ answer: 'allow', policies: [], asks: [] })
  expect(await approvalsCount()).toBe(before)
})

async function approvalsCount(): Promise<number> {
  const { rows } = await house.steward.databases.pool('effect').query<{ n: number }>('select count(*)::int as n from approvals')
  return rows[0]?.n ?? 0
}
