import { afterAll, beforeAll, expect, test } from 'vitest'
import { log } from '#base/log'
import { type EventEnvelope, startRelay, subscription } from '#db'
import { until } from '#test/running'
import { ApprovalCaretaker } from './caretaker.ts'
import { givenHouse, type House, type Person } from '#test/approval-house'

let house: House
let decider: Person
const told: EventEnvelope[] = []
beforeAll(async () => {
  house = await givenHouse()
  decider = await house.decider()
  const relay = startRelay(house.steward.databases, [
    subscription({
      consumer: 'execution.listener',
      types: ['effect.approval_reminded', 'effect.approval_escalated', 'effect.approval_decided'],
      handle: async (_tx, event) => void told.push(event),
    }),
  ])
  return async () => {
    await relay.stop()
  }
})
afterAll(() => house[Symbol.asyncDispose]())

const rounds = () => {
  const caretaker = () => new ApprovalCaretaker({ db: house.steward.databases, log, clock: () => new Date() })
  const [one, other] = [caretaker(), caretaker()]
  return Promise.all([one.round(), other.round(), one.round(), other.round()])
}
const toldOf = (id: string, type: string) => told.filter((event) => event.key === id && event.type === type)

test('two processes remind once, and of what is over nobody', async () => {
  await house.policy({ asking: { remindAfterMinutes: 10 } })
  const [waiting, decided, early] = [
    await house.asked(house.action()),
    await house.asked(house.action()),
    await house.asked(house.action()),
  ]
  await house.decide(decider, decided)
  for (const id of [waiting, decided]) await house.age(id, 11)

  await rounds()
  await rounds()
  await until(
    async () => toldOf(waiting, 'effect.approval_reminded').length,
    (count) => count > 0,
  )

  expect(toldOf(waiting, 'effect.approval_reminded')).toHaveLength(1)
  for (const id of [decided, early]) expect(toldOf(id, 'effect.approval_reminded')).toEqual([])
})

test('after a time others may decide as well, and are told so once', async () => {
  const boss = await house.member('viewer')
  await house.policy({
    connector: 'late',
    asking: { deciders: { people: [decider.userId] }, escalate: { afterMinutes: 20, to: { people: [boss.userId] } } },
  })
  const id = await house.asked(house.action({ connector: 'late' }))
  await rounds()
  const before = await house.decide(boss, id)
  await house.age(id, 21)

  await rounds()
  await rounds()
  await until(
    async () => toldOf(id, 'effect.approval_escalated').length,
    (count) => count > 0,
  )

  expect(before).toEqual({ status: 403, code: 'effect.not_a_decider' })
  expect(toldOf(id, 'effect.approval_escalated')).toHaveLength(1)
  expect((await house.decide(boss, id)).status).toBe(200)
})

test('what is not answered in time ends once, and whoever asked is told', async () => {
  const action = house.action()
  const id = await house.asked(action)
  await house.age(id, 61)

  await rounds()
  await until(
    async () => toldOf(id, 'effect.approval_decided').length,
    (count) => count > 0,
  )

  expect(await house.stored(id)).toBe('expired')
  expect(toldOf(id, 'effect.approval_decided').map(({ payload }) => payload)).toEqual([
    {
      approvalId: id,
      workspaceId: house.owner.workspaceId,
      subjectKind: 'node',
      subjectId: action.subject.id,
      executionId: action.subject.executionId,
      nodeId: 'n1',
      runIndex: 0,
      state: 'expired',
    },
  ])
  expect(await house.ask(action)).toMatchObject({ kind: 'refuse', why: 'expired' })
})
