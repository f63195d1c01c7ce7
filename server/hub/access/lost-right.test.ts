import { afterAll, beforeAll, expect, test } from 'vitest'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { type Json, until } from '#test/running'

let at: Governed
let manager: Somebody
beforeAll(async () => {
  at = await governed()
  manager = await at.person('manager')
})
afterAll(() => at[Symbol.asyncDispose]())

const sentence = 'Who submitted it may not query this database any more.'
const count = async () => (await at.target.query('select count(*)::int as n from orders'))[0]?.['n']
const showing = async (by: Somebody, query: Json) => (await by.api('GET', `/queries/${String(query['id'])}`)).body

/** Takes every role that was given to somebody beside their own. */
async function demote({ userId }: Somebody): Promise<void> {
  const { body } = await at.owner.api('GET', `/role-assignments?userId=${userId}`)
  for (const { id } of body['items'] as Json[])
    expect((await at.owner.api('DELETE', `/role-assignments/${String(id)}`)).status).toBeLessThan(300)
}

test('what somebody was allowed is not executed once they have lost the right to query, and the approval is not used', async () => {
  const developer = await at.person('developer')
  const before = await count()
  const query = await at.submit(developer, { instanceId: await at.instance(), text: 'delete from orders where id <= 10' })
  await demote(developer)
  expect((await at.decide(manager, query, 'approve')).status).toBe(200)

  await at.becomes(manager, query['id'], 'cancelled')
  expect(JSON.stringify(await showing(manager, query))).toContain(sentence)
  await until(
    async () => (await manager.api('GET', `/approvals/${String(query['approvalId'])}`)).body['state'],
    (state) => state === 'withdrawn',
  )
  expect(await count()).toBe(before)
  const { rows } = await at.steward.databases
    .pool('access')
    .query<Json>(`select execution_started_at, cancelled_by from query_requests where uuid = $1`, [query['id']])
  expect(rows).toEqual([{ execution_started_at: null, cancelled_by: null }])
})

test('nor at an instance that names its readers now, and they are none of them', async () => {
  const developer = await at.person('developer')
  const instance = await at.instance()
  const query = await at.submit(developer, { instanceId: instance, text: 'select 1' })
  const { version } = (await at.owner.api('GET', `/instances/${instance}`)).body['settings'] as Json
  const readers = { people: [manager.userId], pods: [] }
  expect((await at.owner.api('PATCH', `/instances/${instance}`, { version, readers })).status).toBe(200)
  expect((await at.decide(manager, query, 'approve')).status).toBe(200)

  await at.becomes(manager, query['id'], 'cancelled')
})

test('who has the right in the pod alone keeps it there, until they leave the pod', async () => {
  const pod = await at.pod('Blue')
  const lead = await at.person('viewer', { id: pod, isManager: true })
  const instance = await at.instance({ podId: pod })
  const first = await at.submit(lead, { instanceId: instance, text: 'select 1' })
  const second = await at.submit(lead, { instanceId: instance, text: 'select 2' })
  expect((await at.decide(manager, first, 'approve')).status).toBe(200)
  await at.becomes(lead, first['id'], 'completed')
  expect((await at.owner.api('PUT', `/pods/${pod}/members/${lead.userId}`, { isManager: false })).status).toBe(200)
  expect((await at.decide(manager, second, 'approve')).status).toBe(200)

  await at.becomes(manager, second['id'], 'cancelled')
})

test('nor is what waits changed by who may query elsewhere only, for that asks the database too', async () => {
  const [here, elsewhere] = [await at.pod('Green'), await at.pod('Red')]
  const lead = await at.person('viewer', { id: here, isManager: true })
  expect((await at.owner.api('PUT', `/pods/${elsewhere}/members/${lead.userId}`, { isManager: true })).status).toBe(200)
  const query = await at.submit(lead, { instanceId: await at.instance({ podId: here }), text: 'select 1' })
  const change = (version: number) => lead.api('PATCH', `/queries/${String(query['id'])}`, { version, text: 'select 2' })
  expect((await change(1)).status).toBe(200)
  expect((await at.owner.api('PUT', `/pods/${here}/members/${lead.userId}`, { isManager: false })).status).toBe(200)

  expect((await change(2)).status).toBe(403)
  expect(await showing(manager, query)).toMatchObject({ version: 2, text: 'select 2' })
})
