import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { connectAdmin } from '#db'
import { testDatabase } from '#test/database'
import { until } from '#test/running'
import { changePolicy, createPolicy, deletePolicy } from './change-policy.ts'
import type { PolicyContent } from './check-policy.ts'
import type { Rule } from './evaluate.ts'
import { LivePolicies } from './live-policies.ts'

const nightly: PolicyContent = {
  name: 'No deletions',
  description: null,
  isActive: true,
  answer: 'deny',
  conditions: { classes: ['delete'] },
  asking: null,
}

/** Two processes over one database, as far as policies go. */
async function given() {
  const database = await testDatabase()
  // Never old: whatever they learn, they have heard of.
  const open = () => new LivePolicies({ db: database.databases, log, ages: { freshMs: 600_000, lastingMs: 600_000 } })
  const [one, two] = [open(), open()]
  const stops = [await one.watch(), await two.watch()]
  const scope = { ...database.scope(), from: { address: '127.0.0.1', agent: null }, means: 'api' as const }
  const admin = await connectAdmin(database.url)
  return {
    ...database,
    one,
    two,
    scope,
    admin,
    inWorkspace: (workspaceId: string) => database.scope({ workspaceId }),
    /** The names that are known at once; undefined where the database would be asked. */
    atOnce: (live: LivePolicies) => namesOf(live.of(scope.workspaceId)),
    names: async (live: LivePolicies) => namesOf(await live.of(scope.workspaceId)) ?? [],
    /** As something that nobody is told of. */
    insertUntold: () =>
      database.databases.pool('effect').query(
        `insert into policies (id, workspace_id, name, is_active, answer, conditions, version, created_at, updated_at)
         values (gen_random_uuid(), $1, 'Untold', true, 'deny', '{"classes": ["pay"]}', 1, now(), now())`,
        [scope.workspaceId],
      ),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stops.map((stop) => stop()))
      await admin.end()
      await database[Symbol.asyncDispose]()
    },
  }
}

const namesOf = (policies: readonly Rule[] | Promise<readonly Rule[]>) =>
  policies instanceof Promise ? undefined : policies.map(({ name }) => name)

const builtIn = [
  'Pay, delete and execute in production',
  'Queries on staging and production databases',
  'Changes by database queries',
  'Changes of databases by workflows',
]

test('every workspace begins with the policies of the product, which are the same wherever they are asked for', async () => {
  await using at = await given()

  const [first, second] = [await at.one.of(at.scope.workspaceId), await at.two.of(at.scope.workspaceId)]
  const elsewhere = await at.one.of('0190f0f0-0000-7000-8000-000000000001')

  expect(first.map(({ name }) => name)).toEqual(builtIn)
  expect(second).toEqual(first)
  expect(first.filter(({ id }) => elsewhere.some((other) => other.id === id))).toEqual([])
  expect(first.every(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
})

test('what is known is there without waiting, and a change is heard of by every process', async () => {
  await using at = await given()
  await Promise.all([at.names(at.one), at.names(at.two)])
  expect([at.atOnce(at.one), at.atOnce(at.two)]).toEqual([builtIn, builtIn])

  const made = await createPolicy(at.one, at.scope, nightly)
  const sees = async (names: readonly string[]) => {
    expect(await at.names(at.one)).toEqual(names)
    await until(
      () => at.names(at.two),
      (seen) => JSON.stringify(seen) === JSON.stringify(names),
    )
  }
  await sees([...builtIn, 'No deletions'])
  await changePolicy(at.two, at.scope, { id: made.id, version: 1, isActive: false })
  await until(
    () => at.names(at.one),
    (seen) => seen.length === builtIn.length,
  )
  await changePolicy(at.one, at.scope, { id: made.id, version: 2, isActive: true, name: 'Again' })
  await sees([...builtIn, 'Again'])
  await deletePolicy(at.one, at.scope, made.id)
  await sees(builtIn)
})

test('a policy of the product is changed under its id, and counts as it was changed', async () => {
  await using at = await given()
  const [before] = await at.one.of(at.scope.workspaceId)

  await changePolicy(at.one, at.scope, { id: before?.id ?? '', version: 1, name: 'Ours', conditions: { classes: ['pay'] } })

  const after = await at.one.of(at.scope.workspaceId)
  expect(after).toHaveLength(builtIn.length)
  expect(after[0]).toMatchObject({ id: before?.id, name: 'Ours', version: 2, answer: 'ask', conditions: { classes: ['pay'] } })
})

test('what was being read while something changed is not kept', async () => {
  await using at = await given()
  const reading = at.one.of(at.scope.workspaceId)
  at.one.forget(at.scope.workspaceId)
  await reading

  expect(at.atOnce(at.one)).toBeUndefined()
})

test('when the connection that listens is lost, nothing of before is used once it is back', async () => {
  await using at = await given()
  await at.names(at.one)
  await at.insertUntold()
  expect(at.atOnce(at.one)).toEqual(builtIn)

  const { rowCount } = await at.admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen "effect.%'`,
  )

  expect(rowCount).toBe(1)
  await until(
    () => at.names(at.one),
    (names) => names.includes('Untold'),
  )
})

test('what grows old is read again while it is used, and is not used for ever', async () => {
  await using at = await given()
  const open = (freshMs: number, lastingMs: number) =>
    new LivePolicies({ db: at.databases, log: { warn: () => undefined }, ages: { freshMs, lastingMs } })
  const [stale, expired] = [open(-1, 60_000), open(-1, -1)]
  await Promise.all([at.names(stale), at.names(expired)])
  await at.insertUntold()

  expect(at.atOnce(stale)).toEqual(builtIn)
  await until(
    () => at.atOnce(stale),
    (names) => names?.includes('Untold') === true,
  )
  expect(at.atOnce(expired)).toBeUndefined()
  expect(await at.names(expired)).toContain('Untold')

  await at.admin.query('alter table effect.policies rename to gone')
  expect(at.atOnce(stale)).toContain('Untold')
  await expect(at.names(expired)).rejects.toThrow(/policies/)
  await at.admin.query('alter table effect.gone rename to policies')
  expect(await at.names(expired)).toContain('Untold')
})

test('of two who change a policy at once one is told that the other was quicker', async () => {
  await using at = await given()
  const [first] = await at.one.of(at.scope.workspaceId)
  const rename = (name: string) => changePolicy(at.one, at.scope, { id: first?.id ?? '', version: 1, name })

  const outcomes = await Promise.allSettled([rename('Left'), rename('Right'), rename('Middle')])

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused).toHaveLength(2)
  for (const reason of refused) expect(reason).toMatchObject({ code: 'effect.policy_changed_meanwhile', kind: 'conflict' })
})

test('another workspace can neither see nor change a policy, by whichever way', async () => {
  await using at = await given()
  const made = await createPolicy(at.one, at.scope, nightly)
  const elsewhere = { ...at.scope, ...at.inWorkspace(newId()) }

  expect((await at.one.of(elsewhere.workspaceId)).map(({ name }) => name)).toEqual(builtIn)
  await expect(changePolicy(at.one, elsewhere, { id: made.id, version: 1, name: 'Mine' })).rejects.toMatchObject({
    code: 'effect.policy_not_found',
  })
  await expect(deletePolicy(at.one, elsewhere, made.id)).rejects.toMatchObject({ code: 'effect.policy_not_found' })
})
