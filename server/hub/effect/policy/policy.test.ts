import type { NewPolicy, Policy } from '@steward/contract/api/policy'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

type Person = Client & { readonly userId: string; readonly workspaceId: string }

let steward: TestInstallation
let owner: Person
beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(() => steward[Symbol.asyncDispose]())

const asking: NewPolicy = {
  name: 'Mails at night',
  description: null,
  answer: 'ask',
  conditions: { classes: ['send'], times: { days: [1, 2, 3, 4, 5], from: '20:00', to: '06:00', timezone: 'Europe/Berlin' } },
}
const policyOf = ({ status, body }: { status: number; body: unknown }) => {
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body as Policy
}
const create = async (over: Partial<NewPolicy> = {}, who: Client = owner) =>
  policyOf(await who.send('POST', '/policies', { ...asking, ...over }))
const change = (id: string, body: object, who: Client = owner) => who.send('PATCH', `/policies/${id}`, body)
const list = async (who: Client = owner) => ((await who.send('GET', '/policies')).body as { items: Policy[] }).items
const find = async (id: string) => (await list()).find((one) => one.id === id)
const refusal = async (over: object, who: Client = owner) => {
  const { status, body } = await who.send('POST', '/policies', { ...asking, ...over })
  return [status, body['code'] ?? body]
}

test('a policy is made, shown, changed and deleted, with who did it and a line in the audit log for each', async () => {
  const made = await create({ conditions: { ...asking.conditions, targets: ['*.Example.COM', '*.example.com'] } })
  expect(made).toMatchObject({
    key: null,
    isActive: true,
    version: 1,
    asking: { quorum: 1, expiresInMinutes: 10_080 },
    conditions: { targets: ['*.example.com'] },
    updatedBy: { id: owner.userId, name: 'Ada' },
  })
  const changed = policyOf(await change(made.id, { version: 1, isActive: false, description: '  For a while.  ' }))
  expect(changed).toEqual({ ...made, version: 2, isActive: false, description: 'For a while.', updatedAt: changed.updatedAt })
  expect(await find(made.id)).toEqual(changed)
  expect((await owner.send('DELETE', `/policies/${made.id}`)).status).toBe(204)
  expect(await find(made.id)).toBeUndefined()
  expect((await owner.send('DELETE', `/policies/${made.id}`)).body['code']).toBe('effect.policy_not_found')

  const { rows } = await steward.databases
    .pool('effect')
    .query<{ payload: { action: string; old: object | null; new: object | null; userId: string } }>(
      `select payload from outbox where type = 'audit.recorded' and payload->>'resourceId' = $1 order by id`,
      [made.id],
    )
  expect(rows.map(({ payload }) => payload)).toMatchObject([
    { action: 'policy.created', userId: owner.userId, old: null, new: { name: 'Mails at night', answer: 'ask', version: 1 } },
    { action: 'policy.changed', old: { isActive: true, version: 1 }, new: { isActive: false, version: 2 } },
    { action: 'policy.deleted', old: { name: 'Mails at night', conditions: { classes: ['send'] } }, new: null },
  ])
})

test('a change that changes nothing makes no new version, whatever the order of what it says', async () => {
  const made = await create()
  const { times, classes } = made.conditions

  const same = policyOf(await change(made.id, { version: 1, conditions: { times, classes }, name: ' Mails  at night ' }))

  expect(same.version).toBe(1)
  expect(same.updatedAt).toBe(made.updatedAt)
})

test('who looked at an older version is told so, and changes nothing', async () => {
  const made = await create()
  await change(made.id, { version: 1, name: 'First' })

  const late = await change(made.id, { version: 1, name: 'Second' })

  expect([late.status, late.body['code']]).toEqual([409, 'effect.policy_changed_meanwhile'])
  expect((await find(made.id))?.name).toBe('First')
})

test('policies of the product come first, can be changed and switched off, and cannot be deleted', async () => {
  const [first] = (await list()) as [Policy]
  expect(first).toMatchObject({ key: 'production_effects', version: 1, updatedAt: null, updatedBy: null, answer: 'ask' })

  expect((await owner.send('DELETE', `/policies/${first.id}`)).body['code']).toBe('effect.policy_built_in')
  const off = policyOf(await change(first.id.toUpperCase(), { version: 1, isActive: false }))
  expect(off).toMatchObject({ id: first.id, key: first.key, version: 2, isActive: false, updatedBy: { name: 'Ada' } })
  expect((await list())[0]).toEqual(off)
  expect((await owner.send('DELETE', `/policies/${first.id}`)).body['code']).toBe('effect.policy_built_in')
  policyOf(await change(first.id, { version: 2, isActive: true }))
})

test('another workspace has policies of its own and reaches no other; who may only look changes nothing', async () => {
  const made = await create()
  const [stranger, viewer] = [await steward.stranger(), await steward.member('viewer')]

  expect((await list(stranger)).map(({ id }) => id)).not.toContain(made.id)
  expect((await change(made.id, { version: 1, name: 'Mine' }, stranger)).status).toBe(404)
  expect((await stranger.send('DELETE', `/policies/${made.id}`)).status).toBe(404)
  expect((await stranger.send('POST', '/policies/trial', { policy: asking, replaces: made.id })).status).toBe(404)
  expect((await list(viewer)).map(({ id }) => id)).toContain(made.id)
  expect(await refusal({}, viewer)).toEqual([403, 'http.forbidden'])
  expect((await viewer.send('POST', '/policies/trial', { policy: asking })).status).toBe(403)
})

test('what makes no sense is refused in words', async () => {
  const code = async (over: object) => (await refusal(over))[1]
  const times = asking.conditions.times

  expect(await code({ conditions: { times: { ...times, timezone: 'Europe/Atlantis' } } })).toBe('effect.policy_unknown_timezone')
  expect(await code({ conditions: { times: { ...times, timezone: '+02:00' } } })).toBe('effect.policy_unknown_timezone')
  expect(await code({ conditions: { times: { ...times, from: '06:00' } } })).toBe('effect.policy_empty_times')
  expect(await code({ conditions: { classes: ['pure', 'pure'] } })).toBe('effect.policy_never_holds')
  expect(await code({ conditions: { amountOver: { minor: '-1', currency: 'EUR' } } })).toBe('effect.policy_bad_amount')
  for (const target of ['https://example.com', 'example.com/pay', 'a.*.com', '*', 'example.com:443', 'ada@example.com', ' '])
    expect(await code({ conditions: { targets: [target] } }), target).toMatch(/^effect\.policy_(bad_target|unreadable)$/)
  expect(await code({ conditions: { connectors: ['http\u0000'] } })).toBe('effect.policy_unreadable')
  expect(await code({ name: ' \u200b ' })).toBe('effect.policy_unreadable')
  expect(await code({ name: 'a\ud800b' })).toBe('effect.policy_unreadable')
  expect(await code({ description: 'a\u0000b' })).toBe('effect.policy_unreadable')
  expect(await code({ answer: 'deny', conditions: {} })).toBe('effect.policy_stops_everything')
  expect(await code({ answer: 'deny', conditions: { except: { targets: ['a.com'] } } })).toBe('effect.policy_stops_everything')
  expect(await code({ asking: { quorum: 1, expiresInMinutes: 60, remindAfterMinutes: 60 } })).toBe('effect.policy_too_late')
  expect(await code({ conditions: { class: ['pay'] } })).toBe('http.invalid_request')
  expect(await code({ answer: 'maybe' })).toBe('http.invalid_request')
  expect(
    policyOf(
      await owner.send('POST', '/policies', {
        ...asking,
        answer: 'deny',
        conditions: {},
        description: 'Incident 7.',
        isActive: false,
      }),
    ).answer,
  ).toBe('deny')
})

test('a policy that too few could decide about is refused, until it is switched off or asks others', async () => {
  const member = await steward.member('viewer')
  const stranger = await steward.stranger()
  const ask = (deciders: object, quorum = 1) => refusal({ asking: { quorum, expiresInMinutes: 60, deciders } })
  const nobody = [400, 'effect.policy_nobody_decides']

  expect(await ask({})).toEqual(nobody)
  expect(await ask({ people: [newId(), stranger.userId] })).toEqual(nobody)
  expect(await ask({ people: [member.userId] }, 2)).toEqual(nobody)
  expect(await ask({ roles: ['no such role'] })).toEqual(nobody)
  expect((await ask({ people: [member.userId, newId()] }))[0]).toBe(201)
  expect((await ask({ people: [newId()], roles: ['manager'] }))[0]).toBe(201)
  expect((await ask({ podManagers: true }))[0]).toBe(201)
  await owner.send('POST', '/roles', { name: 'Treasurer', permissions: ['effect:decide'] })
  expect((await ask({ roles: ['Treasurer'] }))[0]).toBe(201)
  const escalate = { afterMinutes: 10, to: { people: [newId()] } }
  expect(await refusal({ asking: { quorum: 1, expiresInMinutes: 60, escalate } })).toEqual(nobody)

  const made = await create({ asking: { quorum: 1, expiresInMinutes: 60, deciders: { people: [member.userId] } } })
  await steward.databases.pool('tenant').query('delete from workspace_members where user_id = $1', [member.userId])
  expect((await change(made.id, { version: 1, name: 'Renamed' })).body['code']).toBe('effect.policy_nobody_decides')
  expect((await change(made.id, { version: 1, isActive: false })).status).toBe(200)
})

test('a workspace has no more policies than can be looked at before each effect', async () => {
  const stranger = await steward.stranger()
  const own = (await list(stranger)).length
  await steward.databases.pool('effect').query(
    `insert into policies (id, workspace_id, name, is_active, answer, conditions, version, created_at, updated_at)
     select gen_random_uuid(), $1, 'P' || n, false, 'allow', '{}', 1, now(), now() from generate_series(1, $2::int) as n`,
    [stranger.workspaceId, 199 - own],
  )

  await create({}, stranger)
  expect(await refusal({}, stranger)).toEqual([400, 'effect.policy_too_many'])
})
