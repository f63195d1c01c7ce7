import { afterAll, beforeAll, expect, test } from 'vitest'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { type Json, until } from '#test/running'

let at: Governed
let developer: Somebody
let manager: Somebody
let viewer: Somebody
beforeAll(async () => {
  at = await governed()
  ;[developer, manager, viewer] = [await at.person('developer'), await at.person('manager'), await at.person('viewer')]
})
afterAll(() => at[Symbol.asyncDispose]())

const secret = 'select name from people where id = 4711'
const idsOf = (body: Json) => (body['items'] as Json[]).map((one) => one['id'])
const listed = async (by: Somebody) => idsOf((await by.api('GET', '/approvals?subject=query&limit=100')).body)
const pending = async (by: Somebody) => (await by.api('GET', '/approvals/count')).body['pending']
const guarded = async (chosen: Somebody) => await at.instance({ readers: { people: [chosen.userId], pods: [] } })

test('what is asked about a query of an instance that names its readers is there for who asks and who decides', async () => {
  const other = await at.person('developer')
  const before = { viewer: await pending(viewer), manager: await pending(manager) }
  const query = await at.submit(developer, { instanceId: await guarded(developer), text: secret })
  const id = String(query['approvalId'])

  for (const by of [developer, manager, at.owner]) {
    expect(await listed(by)).toContain(id)
    expect(JSON.stringify((await by.api('GET', `/approvals/${id}`)).body)).toContain('4711')
  }
  for (const by of [viewer, other]) {
    expect(await listed(by)).not.toContain(id)
    expect(await by.api('GET', `/approvals/${id}`)).toMatchObject({ status: 404, body: { code: 'effect.approval_not_found' } })
    expect(JSON.stringify((await by.api('GET', '/approvals?mine=true')).body)).not.toContain('4711')
  }
  expect(await pending(viewer)).toBe(before.viewer)
  expect(await pending(manager)).toBe(Number(before.manager) + 1)
  const { hash } = (await manager.api('GET', `/approvals/${id}`)).body
  const answer = await other.api('POST', `/approvals/${id}/decision`, { decision: 'approve', hash })
  expect(answer.status).toBe(403)
  expect(JSON.stringify(answer.body)).not.toContain('4711')
  expect((await at.decide(manager, query, 'approve')).status).toBe(200)
  await at.becomes(developer, query['id'], 'completed')
})

test('pages skip what is hidden and miss nothing of the rest', async () => {
  const [open, closed] = [await at.instance(), await guarded(developer)]
  const seen: unknown[] = []
  for (let n = 0; n < 6; n++) {
    const query = await at.submit(developer, { instanceId: n % 2 === 0 ? open : closed, text: `select ${n}` })
    if (n % 2 === 0) seen.push(query['approvalId'])
  }
  const pages: unknown[] = []
  let after = ''
  for (let count = 0; count < 4 && pages.length < 3; count++) {
    const { body } = await viewer.api('GET', `/approvals?subject=query&state=pending&limit=1${after}`)
    pages.push(...idsOf(body))
    after = `&after=${String(body['next'])}`
  }
  expect(pages).toEqual(seen.toReversed())
})

test('a policy that names somebody lets them see what it asks them, before and after they have answered', async () => {
  const instance = await guarded(developer)
  const named = {
    name: 'Named decider',
    answer: 'ask',
    conditions: { subjects: ['query'], connections: [instance] },
    asking: { quorum: 1, expiresInMinutes: 60, deciders: { people: [viewer.userId] } },
  }
  const made = await at.owner.api('POST', '/policies', named)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const query = await at.submit(developer, { instanceId: instance, text: secret })
  const id = String(query['approvalId'])

  expect(await listed(viewer)).toContain(id)
  expect((await viewer.api('GET', `/approvals/${id}`)).body).toMatchObject({ mayDecide: true })
  const rejected = await at.decide(viewer, query, 'reject', 'Not this way')
  expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected' } })
  expect(await listed(viewer)).toContain(id)
})

test('when an instance names its readers later, what was asked before is hidden as well', async () => {
  const instance = await at.instance()
  const query = await at.submit(developer, { instanceId: instance, text: secret })
  const id = String(query['approvalId'])
  expect(await listed(viewer)).toContain(id)
  const change = async (readers: unknown) => {
    const { version } = (await at.owner.api('GET', `/instances/${instance}`)).body['settings'] as Json
    expect((await at.owner.api('PATCH', `/instances/${instance}`, { version, readers })).status).toBe(200)
  }

  await change({ people: [developer.userId], pods: [] })
  await until(
    () => listed(viewer),
    (ids) => !ids.includes(id),
  )
  await change(null)
  await until(
    () => listed(viewer),
    (ids) => ids.includes(id),
  )
})
