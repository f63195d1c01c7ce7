import { startRelay, subscription } from '#db'
import { hashToken } from '#hub/identity'
import { mailEvent, type MailContent, openMail, type QueuedMail } from '#mail'
import { until } from '#test/running'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approvalSubscriptions } from './approval.jobs.ts'
import { givenHouse, hashOf, type House, type Person } from '#test/approval-house'

const hash = hashOf('refund 12900')
type Mail = MailContent & { readonly to: string }

let house: House
let decider: Person
const mails: Mail[] = []
beforeAll(async () => {
  house = await givenHouse()
  const { databases: db, box } = house.steward
  await house.policy({ name: 'Refunds' })
  decider = await house.decider()
  const relay = startRelay(db, [
    ...approvalSubscriptions({ db, box, clock: () => new Date() }),
    subscription({
      consumer: 'identity.post_office',
      types: [mailEvent],
      handle: async (_tx, event) => void mails.push(openMail(box, event.payload as unknown as QueuedMail)),
    }),
  ])
  return async () => {
    await relay.stop()
  }
})
afterAll(() => house[Symbol.asyncDispose]())

const addressOf = ({ userId }: Person) => `${userId}@example.com`
const mailTo = (who: Person, template: MailContent['template'], title: string) =>
  until(
    async () =>
      mails.find((mail) => mail.to === addressOf(who) && mail.template === template && 'title' in mail && mail.title === title),
    (mail) => mail !== undefined,
  )

let count = 0
/** Asks, and tells of the approval and of the token that a person was sent. */
async function asked(to: Person = decider): Promise<{ id: string; token: string; title: string }> {
  const title = `Refund no. ${++count}`
  const answer = await house.gate.ask(house.action(), () => ({
    title,
    detail: null,
    payload: { n: count },
    risk: { level: 'low', reasons: [] },
  }))
  if (answer.kind !== 'wait') throw new Error('people were not asked')
  const mail = await mailTo(to, 'approval_asked', title)
  const path = mail !== undefined && 'path' in mail ? mail.path : ''
  return { id: answer.approvalId, token: path.replace('/approve/', ''), title }
}
const look = async (token: string) => await house.steward.anonymous.send('GET', `/approval-links/${token}`)
const answer = async (token: string, body: object = { decision: 'approve', hash }) => {
  const { status, body: said } = await house.steward.anonymous.send('POST', `/approval-links/${token}/decision`, body)
  return { status, code: said['code'] }
}
const gone = { status: 404, code: 'effect.link_gone' }

test('a link shows what is asked as often as it is looked at, and decides once', async () => {
  const { id, token, title } = await asked()

  const shown = await Promise.all([look(token), look(token)])
  const answers = await Promise.all([answer(token), answer(token), answer(token)])

  expect(shown.map(({ status }) => status)).toEqual([200, 200])
  expect(shown[0]?.body).toMatchObject({
    personName: 'Someone',
    approval: { title, hash, state: 'pending', policies: [{ name: 'Refunds' }] },
  })
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
  expect(answers.filter(({ status }) => status !== 204)).toEqual([gone, gone])
  expect(await answer(token)).toEqual(gone)
  expect((await house.show(id)).decisions).toMatchObject([{ via: 'link', by: { id: decider.userId } }])
  expect(await mailTo(house.requester, 'approval_decided', title)).toMatchObject({ outcome: 'approved', by: 'Someone' })
})

test('only the hash of a link is stored, and a made-up one is like one that was used', async () => {
  const { token } = await asked()
  const { rows } = await house.steward.databases.pool('effect').query('select * from approval_links')
  const { rows: told } = await house.steward.databases.pool('effect').query('select payload::text from outbox')

  expect(token.length).toBeGreaterThanOrEqual(43)
  expect(JSON.stringify([rows, told])).not.toContain(token)
  expect(await answer(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)).toEqual(gone)
  expect(await answer('x'.repeat(43))).toEqual(gone)
})

test('a link answers to exactly what it was sent for, and a stale click does not use it up', async () => {
  const { id, token } = await asked()

  expect(await answer(token, { decision: 'approve', hash: hashOf('else') })).toEqual({
    status: 409,
    code: 'effect.approval_stale',
  })
  expect(await answer(token, { decision: 'reject', hash })).toMatchObject({ status: 204 })
  expect(await house.stored(id)).toBe('rejected')
})

test('a late click is told the truth', async () => {
  const other = await house.decider()
  const { id, token } = await asked()
  await house.decide(other, id, 'reject')

  expect((await look(token)).body).toMatchObject({ approval: { state: 'rejected' } })
  expect(await answer(token)).toEqual({ status: 409, code: 'effect.approval_over' })
})

test('the link of somebody who was removed, or handed the decision over, shows and decides nothing', async () => {
  const [leaver, giver, friend] = [await house.decider(), await house.decider(), await house.member('viewer')]
  const left = await asked(leaver)
  const given = await asked(giver)
  await house.owner.send('DELETE', `/members/${leaver.userId}`)
  await giver.send('POST', `/approvals/${given.id}/delegation`, { to: friend.userId })

  for (const { token } of [left, given]) {
    const seen = await look(token)
    expect({ status: seen.status, code: seen.body['code'] }).toEqual(gone)
    expect(await answer(token)).toEqual(gone)
  }
  const handed = await mailTo(friend, 'approval_asked', given.title)
  expect(handed).toMatchObject({ why: 'delegated' })
  expect(await answer(handed !== undefined && 'path' in handed ? handed.path.replace('/approve/', '') : '')).toMatchObject({
    status: 204,
  })
})

test('a link ends with its approval', async () => {
  const { id, token } = await asked()
  await house.age(id, 61)
  expect(await answer(token)).toEqual({ status: 409, code: 'effect.approval_expired' })
  await house.steward.databases
    .pool('effect')
    .query(`update approval_links set expires_at = now() - interval '1 minute' where approval_id = $1`, [id])

  expect(await answer(token)).toEqual(gone)
  expect((await look(token)).status).toBe(404)
})

test('a link opens its own approval and none of another workspace', async () => {
  const { token } = await asked()
  const other = await givenHouse()
  try {
    await other.policy()
    const there = await other.asked(other.action())
    await other.steward.databases.pool('effect').query(
      `insert into approval_links (token_hash, workspace_id, approval_id, user_id, action_hash, expires_at)
         select $1, workspace_id, id, $2, action_hash, expires_at from approvals where id = $3`,
      [hashToken(token), decider.userId, there],
    )
    const { status, body } = await other.steward.anonymous.send('POST', `/approval-links/${token}/decision`, {
      decision: 'approve',
      hash,
    })

    expect({ status, code: body['code'] }).toEqual(gone)
    expect(await other.stored(there)).toBe('pending')
  } finally {
    await other[Symbol.asyncDispose]()
  }
})

test('while a workspace is deleted its links show and decide nothing', async () => {
  const { token } = await asked()
  const setActive = (isActive: boolean) =>
    house.steward.databases
      .pool('tenant')
      .query('update workspaces set is_active = $2 where id = $1', [house.owner.workspaceId, isActive])
  await setActive(false)
  const [seen, answered] = [await look(token), await answer(token)]
  await setActive(true)

  expect({ status: seen.status, code: seen.body['code'] }).toEqual(gone)
  expect(answered).toEqual(gone)
  expect((await look(token)).status).toBe(200)
})

test('who asked is sent no link, nor is who wants no mails or has not proved the address', async () => {
  const [silent, unproved] = [await house.decider(), await house.decider()]
  await house.steward.databases.pool('profile').query(
    `insert into user_preferences (id, user_id, email_notifications) values (gen_random_uuid(), $1, false)
     on conflict (user_id) do update set email_notifications = false`,
    [silent.userId],
  )
  await house.steward.databases.pool('identity').query('update users set is_verified = false where id = $1', [unproved.userId])
  await house.giveRole(house.requester.userId, 'approver')

  const { title } = await asked()

  const to = mails.filter((mail) => mail.template === 'approval_asked' && mail.title === title).map((mail) => mail.to)
  expect(to).toContain(addressOf(decider))
  for (const person of [silent, unproved, house.requester]) expect(to).not.toContain(addressOf(person))
})
