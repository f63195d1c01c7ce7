import type { NewPolicy, Policy, tryPolicy } from '@steward/contract/api/policy'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '#base/id'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

type Trial = NonNullable<(typeof tryPolicy)['types']>['answer']

let steward: TestInstallation
let who: Client & { readonly userId: string; readonly workspaceId: string }
beforeAll(async () => {
  steward = await testInstallation()
  await steward.owner()
})
beforeEach(async () => {
  who = await steward.stranger()
})
afterAll(() => steward[Symbol.asyncDispose]())

const hour = 3_600_000

/** Receipts of the past, so many of a kind. */
async function past(over: Record<string, unknown> = {}, count = 1): Promise<void> {
  const { at = new Date(Date.now() - hour), ...columns } = over
  const row = {
    workspace_id: who.workspaceId,
    execution_id: newId(),
    workflow_id: newId(),
    workflow_name: 'Orders',
    workflow_version: 3,
    node_id: 'n',
    node_name: 'Call',
    run_index: 0,
    class: 'write',
    target: 'api.example.com',
    tries: 1,
    outcome: 'completed',
    place: 1,
    ...columns,
  }
  const names = Object.keys(row)
  const values = names.map((_, index) => `$${index + 3}`)
  await steward.databases.pool('effect').query(
    `insert into receipts (id, intended_at, ${names.join(', ')})
       select gen_random_uuid(), $1::timestamptz - n * interval '1 millisecond', ${values.join(', ')} from generate_series(1, $2::integer) as n`,
    [at, count, ...Object.values(row)],
  )
}

const policy: NewPolicy = { name: 'Writes to the outside', answer: 'ask', conditions: { targets: ['*.example.com'] } }
const attempt = async (body: object): Promise<Trial> => {
  const { status, body: answer } = await who.send('POST', '/policies/trial', body)
  expect(status, JSON.stringify(answer)).toBe(200)
  return answer as unknown as Trial
}
const builtIn = async (): Promise<Policy> => {
  const { items } = (await who.send('GET', '/policies')).body as unknown as { items: [Policy] }
  return items[0]
}

test('a policy is tried on what happened: how often it would have asked, and what would have been different', async () => {
  await past({}, 2)
  await past({ class: 'delete', node_name: 'Remove' })
  await past({ class: 'delete', environment: 'staging', node_name: 'Tidy up' })
  await past({ target: 'elsewhere.org' })
  await past({ class: 'read' })
  await past({ at: new Date(Date.now() - 8 * 24 * hour) })

  const trial = await attempt({ policy })

  expect(trial).toMatchObject({ considered: 5, isPartial: false, matched: 4, allowed: 0, asked: 4, denied: 0, changed: 3 })
  expect(Date.now() - Date.parse(trial.from)).toBeGreaterThan(7 * 24 * hour - 60_000)
  expect(
    trial.examples.map(({ nodeName, class: effectClass, environment, before, after }) => [
      nodeName,
      effectClass,
      environment,
      before,
      after,
    ]),
  ).toEqual(
    expect.arrayContaining([
      ['Call', 'write', 'production', 'allow', 'ask'],
      ['Tidy up', 'delete', 'staging', 'allow', 'ask'],
    ]),
  )
  expect(await attempt({ policy, days: 9 })).toMatchObject({ considered: 6 })
  expect(await attempt({ policy: { ...policy, answer: 'deny' } })).toMatchObject({ matched: 4, asked: 0, denied: 4, changed: 4 })
  expect(await attempt({ policy: { ...policy, isActive: false } })).toMatchObject({ matched: 0, changed: 0 })
})

test('in place of a policy it is the one that would go', async () => {
  await past({ class: 'delete' }, 3)
  const { id, name, answer, conditions, asking } = await builtIn()

  const off = await attempt({ policy: { name, answer, conditions, asking, isActive: false }, replaces: id })
  const allowing = await attempt({ policy: { name, answer: 'allow', conditions }, replaces: id.toUpperCase() })
  const beside = await attempt({ policy: { name, answer: 'allow', conditions } })

  expect(off).toMatchObject({ considered: 3, matched: 0, changed: 3, examples: [{ before: 'ask', after: 'allow' }, {}, {}] })
  expect(allowing).toMatchObject({ matched: 3, allowed: 3, changed: 3 })
  expect(beside).toMatchObject({ matched: 3, allowed: 0, asked: 3, changed: 0 })
})

test('everything that a policy can name is known of the past', async () => {
  const [workflow, connection] = [newId(), newId()]
  const known = {
    workflow_id: workflow,
    connection_kind: 'stripe',
    connection_id: connection,
    connection_name: 'Till',
    connector: 'stripe',
    environment: 'development',
    class: 'pay',
    amount: 12_000,
    amount_currency: 'EUR',
  }
  await past(known)
  await past({
    ...known,
    amount: null,
    amount_currency: null,
    subject_kind: 'query',
    workflow_id: null,
    workflow_name: null,
    workflow_version: null,
  })
  const matched = async (conditions: object) => (await attempt({ policy: { ...policy, conditions } })).matched

  expect(await matched({ workflows: [workflow] })).toBe(1)
  expect(await matched({ connections: [connection.toUpperCase()], connectors: ['stripe'] })).toBe(2)
  expect(await matched({ subjects: ['query'] })).toBe(1)
  expect(await matched({ environments: ['production'] })).toBe(0)
  expect(await matched({ amountOver: { minor: '12000', currency: 'EUR' } })).toBe(1)
  expect(await matched({ amountOver: { minor: '11999', currency: 'EUR' } })).toBe(2)
  const { examples } = await attempt({ policy: { ...policy, conditions: { subjects: ['query'] }, answer: 'deny' } })
  expect(examples).toMatchObject([{ workflowName: 'Till' }])
})

test('times of day are those at which it happened', async () => {
  const at = new Date(Math.floor(Date.now() / hour) * hour - 24 * hour + hour / 2)
  await past({ at })
  const hourOf = (ms: number) => `${new Date(ms).toISOString().slice(11, 13)}:00`
  const days = [1, 2, 3, 4, 5, 6, 7]
  const times = { days, from: hourOf(at.getTime()), to: hourOf(at.getTime() + hour), timezone: 'UTC' }
  const matched = async (over = {}) =>
    (await attempt({ policy: { ...policy, conditions: { times: { ...times, ...over } } } })).matched

  expect(await matched()).toBe(1)
  expect(await matched({ outside: true })).toBe(0)
})

test('reads are looked at where the policy is about reads', async () => {
  await past({ class: 'read' }, 4)
  await past({ class: 'send' })

  expect(await attempt({ policy: { ...policy, conditions: { classes: ['read'] } } })).toMatchObject({ considered: 5, matched: 4 })
  expect(await attempt({ policy: { ...policy, conditions: { classes: ['send'] } } })).toMatchObject({ considered: 1, matched: 1 })
})

test('of very many the newest are looked at, and it says so', async () => {
  await past({ at: new Date(Date.now() - 2 * hour), target: 'old.org' }, 10)
  await past({}, 9_995)

  const trial = await attempt({ policy: { ...policy, conditions: {} } })

  expect(trial).toMatchObject({ considered: 10_000, isPartial: true, matched: 10_000, asked: 10_000 })
  expect(trial.examples).toHaveLength(20)
  expect(await attempt({ policy: { ...policy, conditions: { targets: ['old.org'] } } })).toMatchObject({ matched: 5 })
})

test('what could not be made is not tried', async () => {
  const code = async (body: object) => (await who.send('POST', '/policies/trial', body)).body['code']

  expect(await code({ policy: { ...policy, conditions: { classes: ['pure'] } } })).toBe('effect.policy_never_holds')
  expect(await code({ policy, replaces: newId() })).toBe('effect.policy_not_found')
  expect(await code({ policy, days: 91 })).toBe('http.invalid_request')
})
