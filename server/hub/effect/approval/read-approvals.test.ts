import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Approval } from '@steward/contract/api/approval'
import { newId } from '#base/id'
import type { Client } from '#test/installation'
import { givenHouse, hashOf, type House, type Person } from '#test/approval-house'
import { type ApprovalChange, watchApprovals } from './change-approval.ts'
import { withdrawOfExecution } from './withdraw.ts'

let house: House
let decider: Person
let other: Person
beforeAll(async () => {
  house = await givenHouse()
  ;[decider, other] = [await house.decider(), await house.decider()]
  await house.policy({ asking: { expiresInMinutes: 60 } })
  await house.policy({ connector: 'soon', asking: { expiresInMinutes: 5, quorum: 2 } })
})
afterAll(() => house[Symbol.asyncDispose]())

const list = async (query: string, as: Client = decider) => {
  const { status, body } = await as.send('GET', `/approvals?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as { items: Approval[]; next: string | null }
}
const idsOf = ({ items }: { items: Approval[] }) => items.map(({ id }) => id)

test('what waits for somebody comes soonest end first, page by page, and goes when they have answered', async () => {
  const workflow = { id: newId(), name: 'W', version: 1 }
  const later = [await house.asked(house.action({ workflow })), await house.asked(house.action({ workflow }))]
  const soon = await house.asked(house.action({ workflow, connector: 'soon' }))
  const own = await house.asked(house.action({ workflow, requesterId: decider.userId }))
  const query = `mine=true&workflowId=${workflow.id}&limit=1`

  const pages: Awaited<ReturnType<typeof list>>[] = []
  for (let after = ''; ;) {
    const page = await list(`${query}${after}`)
    pages.push(page)
    if (page.next === null) break
    after = `&after=${page.next}`
  }
  await house.decide(decider, soon)

  expect(pages.flatMap(idsOf)).toEqual([soon, ...later])
  expect(idsOf(await list(`mine=true&workflowId=${workflow.id}`))).toEqual(later)
  expect(idsOf(await list(`mine=true&workflowId=${workflow.id}`, other))).toEqual([soon, ...later, own])
  expect(idsOf(await list(`mine=true&workflowId=${workflow.id}`, house.requester))).toEqual([])
})

test('all approvals come newest first, by state as it is at the moment', async () => {
  const executionId = newId()
  const subject = () => ({ kind: 'node' as const, id: newId(), executionId })
  const ids: string[] = []
  for (let i = 0; i < 5; i++) ids.push(await house.asked(house.action({ subject: subject() })))
  await house.decide(decider, ids[1] ?? '', 'reject')
  await house.age(ids[2] ?? '', 61)
  const of = `executionId=${executionId}`

  const first = await list(`${of}&limit=3`)
  const rest = await list(`${of}&limit=3&after=${first.next}`)

  expect([...idsOf(first), ...idsOf(rest)]).toEqual(ids.toReversed())
  expect(rest.next).toBeNull()
  expect(idsOf(await list(`${of}&state=rejected,expired`))).toEqual([ids[2], ids[1]])
  expect(idsOf(await list(`${of}&state=pending`))).toEqual([ids[4], ids[3], ids[0]])
  expect(await decider.send('GET', '/approvals?state=odd')).toMatchObject({ status: 400, body: { code: 'effect.unknown_state' } })
  for (const query of ['after=x', 'mine=true&after=x'])
    expect(await decider.send('GET', `/approvals?${query}`)).toMatchObject({ status: 400, body: { code: 'effect.bad_page' } })
})

test('the count says what waits for somebody and what waits at all', async () => {
  const before = (await decider.send('GET', '/approvals/count')).body as { mine: number; pending: number }
  await house.asked(house.action())
  await house.asked(house.action({ requesterId: decider.userId }))

  expect((await decider.send('GET', '/approvals/count')).body).toMatchObject({
    mine: before.mine + 1,
    pending: before.pending + 2,
  })
  expect((await house.requester.send('GET', '/approvals/count')).body).toMatchObject({ mine: 0 })
})

test('an approval shows what is different from the last one of the same node that was approved, and how those went', async () => {
  const workflow = { id: newId(), name: 'W', version: 1 }
  const ask = async (payload: object, decision?: string) => {
    const action = house.action({
      workflow,
      subject: { kind: 'node', id: newId(), nodeId: 'n7' },
      hash: hashOf(JSON.stringify(payload)),
    })
    const risk = { level: 'low' as const, reasons: [] }
    const answer = await house.gate.ask(action, () => ({ title: 'Pay', detail: null, payload: payload as never, risk }))
    const id = answer.kind === 'wait' ? answer.approvalId : ''
    if (decision !== undefined) await house.decide(decider, id, decision, { hash: action.hash })
    return id
  }
  const approved = await ask({ amount: 1, to: ['a'], gone: true }, 'approve')
  await ask({ amount: 5 }, 'reject')
  const now = await ask({ to: ['b'], amount: 2, isNew: null })

  expect(await house.show(now)).toMatchObject({
    payload: { to: ['b'], amount: 2, isNew: null },
    changes: {
      comparedWith: approved,
      lines: [
        { path: 'to[0]', before: 'a', after: 'b' },
        { path: 'amount', before: 1, after: 2 },
        { path: 'isNew', after: null },
        { path: 'gone', before: true },
      ],
    },
    likeThis: { approved: 1, rejected: 1 },
  })
  expect((await house.show(approved)).changes).toBeNull()
})

test('texts that no text column takes are shown as what they are not, and the rest stays', async () => {
  const answer = await house.gate.ask(house.action({ target: 'a\u0000b' }), () => ({
    title: 'Pay \ud800 now\u0000',
    detail: null,
    payload: { text: 'x\u0000\ud800y' },
    risk: { level: 'low', reasons: ['\u0000'] },
  }))
  const id = answer.kind === 'wait' ? answer.approvalId : ''

  expect(await house.show(id)).toMatchObject({ title: 'Pay � now�', target: 'a�b' })
})

test('every process hears of each change, and what an execution asked for ends with it', async () => {
  const heard: ApprovalChange[] = []
  const stop = await watchApprovals(house.steward.databases, (change) => heard.push(change))
  const action = house.action()
  const id = await house.asked(action)
  const { workspaceId } = house.owner
  await withdrawOfExecution(house.steward.databases, {
    workspaceId,
    executionId: action.subject.executionId ?? '',
    now: new Date(),
  })
  await house.asked(house.action())
  await stop()

  expect(heard.filter((one) => one.approvalId === id).map(({ state }) => state)).toEqual(['pending', 'withdrawn'])
  expect(await house.ask(action)).toMatchObject({ kind: 'refuse', why: 'withdrawn', message: 'Withdrawn.' })
})
