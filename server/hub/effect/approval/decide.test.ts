import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { givenHouse, hashOf, type House, type Person } from '#test/approval-house'

const hash = hashOf('refund 12900')

let house: House
let [one, two]: Person[] = []
beforeAll(async () => {
  house = await givenHouse()
  await house.policy()
  await house.policy({ connector: 'two', asking: { quorum: 2 } })
  await house.policy({ connector: 'why', name: 'Say why', asking: { reasonRequired: true } })
  ;[one, two] = [await house.decider(), await house.decider()]
})
afterAll(() => house[Symbol.asyncDispose]())

const at = (people: Person | undefined) => people as Person
const asked = (connector = 'stripe') => house.asked(house.action({ connector }))
const send = async (as: Person, path: string, body: object) => {
  const answer = await as.send('POST', path, body)
  return { status: answer.status, code: answer.body['code'], body: answer.body }
}
const keyOf = async (person: Person, scopes?: string[]) => {
  const made = await person.send('POST', '/api-keys', { name: `k ${newId()}`, ...(scopes === undefined ? {} : { scopes }) })
  return { ...house.steward.client({ authorization: `Bearer ${String(made.body['secret'])}` }), userId: person.userId }
}
const rowsOf = async (id: string) =>
  (await house.steward.databases.pool('effect').query('select decision from decisions where approval_id = $1', [id])).rows

test('the one who asked never decides: not by session, not by key, not as the owner, and not for somebody else', async () => {
  const { owner, requester } = house
  await house.giveRole(requester.userId, 'approver')
  const id = await asked()
  const own = await house.asked(house.action({ requesterId: owner.userId }))
  const refused = { status: 403, code: 'effect.own_request' }

  expect(await house.decide(requester, id)).toEqual(refused)
  expect(await house.decide(await keyOf(requester), id)).toEqual(refused)
  expect(await house.decide(owner, own)).toEqual(refused)
  expect(await send(at(one), `/approvals/${id}/delegation`, { to: requester.userId })).toMatchObject({
    code: 'effect.delegate_is_requester',
  })
  expect(await house.show(id, requester)).toMatchObject({ mayDecide: false, state: 'pending', approvedBy: 0 })
})

test('a key decides only if it was given to', async () => {
  const id = await asked()

  expect(await house.decide(await keyOf(at(one), ['execution:read']), id)).toEqual({
    status: 403,
    code: 'effect.scope_not_enough',
  })
  expect(await house.decide(await keyOf(at(one), ['execution:read', 'effect:decide']), id)).toMatchObject({ status: 200 })
  expect((await house.show(id)).decisions).toMatchObject([{ via: 'api', decision: 'approve' }])
})

test('who may not decide is told so, and another workspace knows of nothing', async () => {
  const id = await asked()
  const viewer = await house.member('viewer')
  const stranger = await house.steward.stranger()

  expect(await house.decide(viewer, id)).toEqual({ status: 403, code: 'effect.not_a_decider' })
  for (const path of ['decision', 'delegation', 'break-glass', 'withdrawal', 'review'])
    expect(await send(stranger, `/approvals/${id}/${path}`, bodies[path] ?? {}), path).toMatchObject({
      status: 404,
      code: 'effect.approval_not_found',
    })
  expect((await stranger.send('GET', `/approvals/${id}`)).status).toBe(404)
  expect((await stranger.send('GET', '/approvals')).body['items']).toEqual([])
})

const bodies: Record<string, object> = {
  decision: { decision: 'approve', hash },
  delegation: { to: newId() },
  'break-glass': { hash, reason: 'x' },
  withdrawal: {},
  review: { isRight: true, note: 'x' },
}

test('of a yes and a no at once one counts, and the other is told of it', async () => {
  for (let round = 0; round < 5; round++) {
    const id = await asked()

    const answers = await Promise.all([house.decide(at(one), id, 'approve'), house.decide(at(two), id, 'reject')])

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    expect(await rowsOf(id)).toHaveLength(1)
  }
})

test('somebody who clicks many times decides once and hears the same each time', async () => {
  const id = await asked()

  const answers = await Promise.all(Array.from({ length: 6 }, () => house.decide(at(one), id)))

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  expect(await rowsOf(id)).toHaveLength(1)
  expect(await house.decide(at(one), id, 'reject')).toEqual({ status: 409, code: 'effect.approval_over' })
})

test('a quorum of two is two people: one who says yes twice is one', async () => {
  const id = await asked('two')

  await house.decide(at(one), id)
  await house.decide(at(one), id)
  await house.decide(await keyOf(at(one)), id)
  const halfway = await house.show(id, at(one))
  await house.decide(at(two), id)

  expect(halfway).toMatchObject({ state: 'pending', approvedBy: 1, quorum: 2, mayDecide: false })
  expect(await house.show(id)).toMatchObject({ state: 'approved', approvedBy: 2 })
})

test('two at once make a quorum of two, and one no ends it', async () => {
  const [together, ended] = [await asked('two'), await asked('two')]

  await Promise.all([house.decide(at(one), together), house.decide(at(two), together)])
  await house.decide(at(one), ended)
  await house.decide(at(two), ended, 'reject')

  expect(await house.stored(together)).toBe('approved')
  expect(await house.stored(ended)).toBe('rejected')
})

test('nobody makes two voices out of one by handing over', async () => {
  const friend = await house.member('viewer')
  const id = await asked('two')

  expect(await send(at(one), `/approvals/${id}/delegation`, { to: at(two).userId })).toMatchObject({
    code: 'effect.delegate_may_decide',
  })
  expect(await send(at(one), `/approvals/${id}/delegation`, { to: newId() })).toMatchObject({
    code: 'effect.delegate_not_member',
  })
  expect(await send(friend, `/approvals/${id}/delegation`, { to: at(one).userId })).toMatchObject({
    code: 'effect.not_a_decider',
  })
  expect(await send(at(one), `/approvals/${id}/delegation`, { to: friend.userId })).toMatchObject({ status: 200 })
  expect(await house.decide(at(one), id)).toEqual({ status: 403, code: 'effect.handed_over' })
  await house.decide(friend, id)
  expect(await house.stored(id)).toBe('pending')
  await house.decide(at(two), id)

  expect(await house.show(id)).toMatchObject({
    state: 'approved',
    decisions: [{ decision: 'delegate', delegatedTo: { id: friend.userId } }, { by: { id: friend.userId } }, {}],
  })
})

test('a decision can be handed on, and back', async () => {
  const [first, second] = [await house.member('viewer'), await house.member('viewer')]
  const id = await asked()
  const hand = async (from: Person, to: Person) => (await send(from, `/approvals/${id}/delegation`, { to: to.userId })).status

  expect(await hand(at(one), first)).toBe(200)
  expect(await hand(first, second)).toBe(200)
  expect((await house.decide(first, id)).code).toBe('effect.handed_over')
  expect(await hand(second, at(one))).toBe(200)
  expect((await house.decide(second, id)).code).toBe('effect.handed_over')
  expect((await house.decide(at(one), id)).status).toBe(200)
})

test('what somebody handed over ends with their own right', async () => {
  const [leaver, friend] = [await house.decider(), await house.member('viewer')]
  const id = await asked()
  await send(leaver, `/approvals/${id}/delegation`, { to: friend.userId })
  await house.owner.send('DELETE', `/members/${leaver.userId}`)

  expect(await house.decide(friend, id)).toEqual({ status: 403, code: 'effect.not_a_decider' })
})

test('somebody who was removed a moment ago decides nothing', async () => {
  const leaver = await house.decider()
  const id = await asked()
  await house.show(id, leaver)
  await house.steward.databases.pool('tenant').query('delete from workspace_members where user_id = $1', [leaver.userId])

  expect([403, 404]).toContain((await house.decide(leaver, id)).status)
  expect(await house.stored(id)).toBe('pending')
})

test('a reason is asked for where a policy wants one, and a wish for changes names them', async () => {
  const id = await asked('why')

  expect(await house.decide(at(one), id)).toEqual({ status: 400, code: 'effect.reason_missing' })
  expect(await house.decide(at(one), id, 'approve', { reason: '   ' })).toEqual({ status: 400, code: 'effect.reason_missing' })
  expect(await house.decide(at(one), await asked(), 'ask_changes')).toEqual({ status: 400, code: 'effect.changes_unnamed' })
  expect(await house.decide(at(one), id, 'ask_changes', { reason: 'Half of it' })).toMatchObject({ status: 200 })
  expect(await house.stored(id)).toBe('changes_requested')
})

test('what is over by its time is not decided any more, whether or not that was written down', async () => {
  const id = await asked()
  await house.age(id, 61)

  expect(await house.decide(at(one), id)).toEqual({ status: 409, code: 'effect.approval_expired' })
  expect(await send(at(one), `/approvals/${id}/delegation`, { to: house.owner.userId })).toMatchObject({ status: 409 })
  expect(await house.show(id)).toMatchObject({ state: 'expired', mayDecide: false })
})

test('only the one who asked withdraws, also a yes that was not used', async () => {
  const action = house.action()
  const id = await house.asked(action)
  await house.decide(at(one), id)

  expect(await send(at(one), `/approvals/${id}/withdrawal`, {})).toMatchObject({ code: 'effect.not_the_requester' })
  expect(await send(house.requester, `/approvals/${id}/withdrawal`, { reason: 'Not needed' })).toMatchObject({ status: 200 })
  expect(await house.ask(action)).toMatchObject({ kind: 'refuse', why: 'withdrawn', message: 'Withdrawn by Someone: Not needed' })
})

test('breaking the glass takes the right to, a reason, and a look by somebody else', async () => {
  const admin = await house.member('admin')
  const action = house.action({ requesterId: admin.userId })
  const id = await house.asked(action)
  const breaking = (as: Person, body: object) => send(as, `/approvals/${id}/break-glass`, body)
  const review = (as: Person) => send(as, `/approvals/${id}/review`, { isRight: true, note: 'It burned' })

  expect(await breaking(at(one), { hash, reason: 'It burns' })).toMatchObject({ status: 403, code: 'http.forbidden' })
  expect(await breaking(admin, { hash })).toMatchObject({ status: 400 })
  expect(await breaking(admin, { hash, reason: '  ' })).toMatchObject({ status: 400, code: 'effect.reason_missing' })
  expect(await breaking(admin, { hash: hashOf('else'), reason: 'It burns' })).toMatchObject({ code: 'effect.approval_stale' })
  expect(await breaking(admin, { hash, reason: 'It burns' })).toMatchObject({
    status: 200,
    body: { isBrokenGlass: true, state: 'approved' },
  })
  expect(await breaking(admin, { hash, reason: 'It burns' })).toMatchObject({ status: 200 })
  expect(await house.ask(action)).toMatchObject({ kind: 'allow' })
  expect((await house.owner.send('GET', '/approvals?unreviewed=true')).body['items']).toMatchObject([{ id }])

  expect(await review(admin)).toMatchObject({ status: 403, code: 'effect.own_broken_glass' })
  expect(await review(at(one))).toMatchObject({ status: 200, body: { reviewed: { isRight: true, note: 'It burned' } } })
  expect(await review(at(two))).toMatchObject({ status: 409, code: 'effect.reviewed_already' })
  expect((await house.owner.send('GET', '/approvals?unreviewed=true')).body['items']).toEqual([])
})

test('who let it happen in an emergency and lost that right since has let nothing happen', async () => {
  const admin = await house.member('admin')
  const action = house.action()
  const id = await house.asked(action)
  await send(admin, `/approvals/${id}/break-glass`, { hash, reason: 'It burns' })
  await house.owner.send('DELETE', `/members/${admin.userId}`)

  expect(await house.ask(action)).toMatchObject({ kind: 'wait', approvalId: id })
  expect(await house.show(id)).toMatchObject({ state: 'pending', isBrokenGlass: false })
})

test('managers of a pod, roles and people that a policy names decide, and nobody else', async () => {
  const podId = String((await house.owner.send('POST', '/pods', { name: 'Payments' })).body['id'])
  const [manager, other, named] = [await house.member('viewer'), await house.member('viewer'), await house.member('viewer')]
  await house.owner.send('PUT', `/pods/${podId}/members/${manager.userId}`, { isManager: true })
  await house.policy({ connector: 'pod', asking: { deciders: { podManagers: true } } })
  await house.policy({ connector: 'people', asking: { deciders: { people: [named.userId] } } })
  const ofPod = await house.asked(house.action({ connector: 'pod', podId }))
  const ofNobody = await house.asked(house.action({ connector: 'pod' }))
  const ofPeople = await house.asked(house.action({ connector: 'people' }))

  for (const [who, id] of [
    [other, ofPod],
    [at(one), ofPod],
    [manager, ofNobody],
    [at(one), ofPeople],
  ] as const)
    expect(await house.decide(who, id)).toEqual({ status: 403, code: 'effect.not_a_decider' })
  expect(await house.show(ofPod, manager)).toMatchObject({ deciders: [{ id: manager.userId }], pod: { name: 'Payments' } })
  expect((await house.decide(manager, ofPod)).status).toBe(200)
  expect((await house.decide(named, ofPeople)).status).toBe(200)
})

test('queries are decided by those who decide about queries', async () => {
  await house.policy({ connector: 'postgresql' })
  const id = await house.asked(house.action({ connector: 'postgresql', subject: { kind: 'query', id: newId() } }))
  const keeper = await house.member('viewer')
  await house.giveRole(keeper.userId, 'manager')

  expect((await house.decide(at(one), id)).code).toBe('effect.not_a_decider')
  expect((await house.decide(keeper, id)).status).toBe(200)
})
