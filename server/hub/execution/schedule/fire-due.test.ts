import type { Schedule, Tick } from '@steward/contract/api/schedule'
import type { WorkflowSettings } from '@steward/contract/workflow'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { log } from '#base/log'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, until } from '#test/running'
import { fireDue, type StartTicks } from './fire-due.ts'
import { startTicksOn } from './start-ticks.ts'
import { reckonAnew, reconcileSchedules, syncSchedules } from './sync-schedules.ts'

// A process that fires no schedules by itself, so that each test decides when somebody does.
let server: RunningInstallation
beforeAll(async () => {
  server = await running(undefined, { roles: ['http', 'worker'] })
})
afterAll(() => server[Symbol.asyncDispose]())

const pool = () => server.databases.pool('execution')
const rule = (expression: string) => ({ field: 'cronExpression', expression })
const scheduled = (rules: readonly object[], settings: Partial<WorkflowSettings> = {}) =>
  givenWorkflow([{ name: 'Tick', type: 'schedule_trigger', version: 1.2, parameters: { rule: { interval: rules } } }], {
    settings: { executionOrder: 'v1', ...settings },
  })
/** Ticks each day at the minute that was two minutes ago, so that nothing comes due while a test looks. */
const daily = () => {
  const then = new Date(Date.now() - 120_000)
  return rule(`${then.getUTCMinutes()} ${then.getUTCHours()} * * *`)
}
/** An active workflow that owes so many ticks, the newest of two minutes ago. */
const owing = async (ticks: number, settings: Partial<WorkflowSettings> = {}) => {
  const id = await server.given(scheduled([daily()], { timezone: 'UTC', ...settings }))
  await shift(id, ticks)
  return id
}
/** As if so many days had passed. */
const shift = (id: string, days: number) =>
  pool().query(
    `update schedules set next_tick_at = next_tick_at - make_interval(days => $2), next_due_at = next_due_at - make_interval(days => $2)
      where workflow_id = $1`,
    [id, days],
  )
const starting = () => startTicksOn({ loader: server.executions.loader, intake: server.executions.queue.intake })
const withClient = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = await server.databases.client('execution')
  client.on('error', () => {})
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
const fire = (start: StartTicks = starting(), limit = 100) => withClient((client) => fireDue(client, { start, log }, limit))
const ticksOf = async (id: string, query = '') =>
  ((await server.api('GET', `/workflows/${id}/ticks?limit=200${query}`)).body as { items: Tick[] }).items
const executionsOf = (id: string) => server.list(`&workflowId=${id}`)
const scheduleOf = async (id: string) =>
  ((await server.api('GET', `/workflows/${id}/schedules`)).body as { items: Schedule[] }).items[0] as Schedule

test('each tick that is owed is told, and what the workflow wants made up for is started', async () => {
  const ids = {
    once: await owing(4),
    skip: await owing(4, { schedule: { missed: 'skip' } }),
    all: await owing(4, { schedule: { missed: 'all', missedMax: 3 } }),
  }
  await fire()

  const told = async (id: string) => (await ticksOf(id)).map((tick) => tick.outcome)
  expect(await told(ids.once)).toEqual(['made_up', 'missed', 'missed', 'missed'])
  expect(await told(ids.skip)).toEqual(['skipped', 'skipped', 'skipped', 'skipped'])
  expect(await told(ids.all)).toEqual(['made_up', 'made_up', 'made_up', 'missed'])
  expect(await executionsOf(ids.once)).toHaveLength(1)
  for (const tick of await ticksOf(ids.all)) {
    if (tick.executionId === null) continue
    expect(Date.parse(tick.startedAt ?? '') - Date.parse(tick.dueAt)).toBe(tick.lagMs)
    expect((await executionsOf(ids.all)).find((one) => one.id === tick.executionId)?.mode).toBe('schedule')
  }
  const { schedules } = await fire()
  expect(schedules).toBe(0)
})

test('who dies after the start and before the tick is written down starts it once, and the tick is told with its execution', async () => {
  const id = await owing(1)
  const dying = withClient((client) =>
    fireDue(
      client,
      {
        log,
        start: async (starts) => {
          const outcomes = await starting()(starts)
          // As a kill of the process would: the connection is gone before anything else is said.
          await pool().query('select pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID])
          return outcomes
        },
      },
      100,
    ),
  )
  await expect(dying).rejects.toThrow()
  const begun = await executionsOf(id)
  expect(await ticksOf(id)).toEqual([])

  await fire()

  expect(begun).toHaveLength(1)
  expect((await executionsOf(id)).map((one) => one.id)).toEqual([begun[0]?.id])
  expect(await ticksOf(id)).toMatchObject([{ executionId: begun[0]?.id }])
})

test('who dies between claim and start loses no tick', async () => {
  const id = await owing(1)
  await expect(fire(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
  expect(await executionsOf(id)).toEqual([])

  await fire()

  expect(await executionsOf(id)).toHaveLength(1)
  expect(await ticksOf(id)).toHaveLength(1)
})

test('several that fire at once share the schedules and start each tick once', async () => {
  const ids = await Promise.all(Array.from({ length: 30 }, () => owing(1)))
  const shares = await Promise.all(Array.from({ length: 6 }, () => fire(starting(), 10)))

  expect(shares.filter((share) => share.schedules > 0).length).toBeGreaterThan(1)
  while ((await fire(starting(), 10)).schedules > 0);
  for (const id of ids) {
    expect(await executionsOf(id)).toHaveLength(1)
    expect(await ticksOf(id)).toHaveLength(1)
  }
})

test('a deactivation is answered when no tick of it can start any more', async () => {
  const id = await owing(1)
  const claimed = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const firing = fire(async (starts) => {
    claimed.resolve()
    await goOn.promise
    return starting()(starts)
  })
  await claimed.promise
  let answered = false
  const deactivated = server.api('POST', `/workflows/${id}/deactivate`).then((answer) => {
    answered = true
    return answer
  })
  await new Promise((resolve) => setTimeout(resolve, 150))

  expect(answered).toBe(false)
  goOn.resolve()
  await firing
  expect((await deactivated).status).toBe(200)
  expect(await executionsOf(id)).toHaveLength(1)
  expect(await scheduleOf(id)).toBeUndefined()
})

test('a start that is refused or cannot be made is told with its reason, and the others go on', async () => {
  const [refused, gone, fine] = [await owing(1), await owing(1), await owing(1)]
  await pool().query('update schedules set workflow_version = 99 where workflow_id = $1', [gone])
  await fire(async (starts) => {
    const outcomes = await starting()(starts.filter((start) => start.schedule.workflowId !== refused)).then((list) =>
      list.values(),
    )
    return starts.map((start) =>
      start.schedule.workflowId === refused
        ? { kind: 'refused', reason: 'It takes no more.' }
        : (outcomes.next().value ?? { kind: 'repeated' }),
    )
  })

  expect(await ticksOf(refused, '&outcome=refused')).toMatchObject([
    { reason: 'It takes no more.', executionId: null, startedAt: null },
  ])
  expect(await ticksOf(gone)).toMatchObject([
    { outcome: 'failed', reason: 'Version 99 of the workflow is gone.', executionId: null },
  ])
  expect(await executionsOf(fine)).toHaveLength(1)
  await pool().query('delete from schedules where workflow_id = any($1)', [[refused, gone]])
})

test('a schedule that cannot be reckoned with neither stops the others nor is asked all the time', async () => {
  const broken = await owing(1)
  const fine = await owing(1)
  await pool().query(
    `update schedules set rhythm = '{"listen":{"kind":"schedule","cron":"nonsense"},"timezone":"UTC"}' where workflow_id = $1`,
    [broken],
  )
  await fire()
  const again = await fire()

  expect(again.schedules).toBe(0)
  expect(await executionsOf(fine)).toHaveLength(1)
})

test('a clock that was set forward by mistake and back again fires no tick twice and keeps none back', async () => {
  const id = await owing(1, { schedule: { missed: 'all' } })
  await fire()
  const [first] = await executionsOf(id)
  const tomorrow = (await scheduleOf(id)).next[0]
  // While the clock was five days ahead, its ticks until then were dealt with.
  await pool().query(
    `update schedules set last_tick_at = next_tick_at + interval '4 days', next_tick_at = next_tick_at + interval '5 days',
       next_due_at = next_due_at + interval '5 days' where workflow_id = $1`,
    [id],
  )

  expect(await reckonAnew(server.databases, () => false)).toBe(1)
  expect((await scheduleOf(id)).next[0]).toBe(tomorrow)

  // Two of them come due for real: one was told as missed, the other had fired.
  await pool().query(
    `insert into trigger_logs (id, workspace_id, workflow_id, node_id, trigger_id, due_at, outcome)
     select gen_random_uuid(), workspace_id, workflow_id, node_id, trigger_id, last_tick_at - interval '1 day', 'missed'
       from schedules where workflow_id = $1`,
    [id],
  )
  await shift(id, 2)
  await fire()

  const ticks = await ticksOf(id)
  const list = await executionsOf(id)
  expect(ticks.map((tick) => tick.outcome)).toEqual(['made_up', 'made_up'])
  expect(list).toHaveLength(2)
  expect(ticks[0]?.executionId).toBe(first?.id)
  expect(new Set(ticks.map((tick) => tick.executionId))).toEqual(new Set(list.map((one) => one.id)))
})

test('what older rules of time zones gave is reckoned anew, and what is right already is left alone', async () => {
  const id = await server.given(scheduled([rule('0 9 * * *')], { timezone: 'Europe/Berlin' }))
  const right = (await scheduleOf(id)).next
  expect(await reckonAnew(server.databases, () => false)).toBe(0)
  await pool().query(
    `update schedules set zone_rules = '1999a', next_tick_at = next_tick_at + interval '1 hour', next_due_at = next_due_at + interval '1 hour'
      where workflow_id = $1`,
    [id],
  )

  expect(await reckonAnew(server.databases, () => false)).toBe(1)
  expect((await scheduleOf(id)).next).toEqual(right)
})

test('what a process left undone when it died is found by comparing, whatever it is', async () => {
  const deps = { db: server.databases, timezone: 'UTC' }
  await reconcileSchedules(deps, () => false)
  const [lost, stale, extra] = [await owing(1), await owing(1), await owing(1)] as const
  const ghost = '00000000-0000-7000-8000-0000000000ff'
  await pool().query('delete from schedules where workflow_id = $1', [lost])
  await pool().query('update schedules set workflow_version = 7 where workflow_id = $1', [stale])
  await pool().query('update schedules set workflow_id = $2, trigger_id = $2 where workflow_id = $1', [extra, ghost])

  // The three, and the workflow that is not there.
  expect(await reconcileSchedules(deps, () => false)).toBe(4)
  expect(await reconcileSchedules(deps, () => false)).toBe(0)
  for (const id of [lost, stale, extra]) expect(await scheduleOf(id)).toMatchObject({ timezone: 'UTC' })
  const { rows } = await pool().query('select from schedules where workflow_id = $1', [ghost])
  expect(rows).toEqual([])
})

test('an old answer of the workflow hub never overwrites a newer one, however many bring a workflow up to date at once', async () => {
  const id = await server.given(scheduled([rule('0 9 * * *')]))
  const deps = { db: server.databases, timezone: 'UTC' }
  const document = scheduled([rule('0 10 * * *'), rule('0 11 * * *')])
  await server.api('PUT', `/workflows/${id}`, { document, baseVersion: 1 })
  await Promise.all([
    ...Array.from({ length: 8 }, () => syncSchedules(deps, [id])),
    server.api('POST', `/workflows/${id}/activate`),
    ...Array.from({ length: 8 }, () => syncSchedules(deps, [id])),
  ])

  const { items } = (await server.api('GET', `/workflows/${id}/schedules`)).body as { items: Schedule[] }
  expect(items.map((one) => one.text).toSorted()).toEqual(['Cron 0 10 * * *', 'Cron 0 11 * * *'])
})

test('a date fires once, also when the workflow is activated again, and is over then', async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)
  const id = await server.given(scheduled([{ field: 'at', at: soon }]))
  expect(await scheduleOf(id)).toMatchObject({ next: [`${soon}.000Z`], lastTick: null })
  await pool().query(
    `update schedules set next_tick_at = now() - interval '5 seconds', next_due_at = now() - interval '5 seconds',
       rhythm = jsonb_set(rhythm::jsonb, '{listen,at}', to_jsonb(to_char(now() - interval '5 seconds', 'YYYY-MM-DD"T"HH24:MI:SS'))) where workflow_id = $1`,
    [id],
  )
  await fire()

  expect(await executionsOf(id)).toHaveLength(1)
  expect(await scheduleOf(id)).toMatchObject({ next: [], lastTick: { outcome: 'fired' } })
  await fire()
  expect(await executionsOf(id)).toHaveLength(1)
  const past = await server.given(scheduled([{ field: 'at', at: '2020-01-01T00:00' }]))
  expect(await scheduleOf(past)).toMatchObject({ next: [], text: 'Once, on 2020-01-01 at 00:00' })
})

test('a new version with the same schedule keeps the ticks that are owed, a new schedule begins anew', async () => {
  const id = await owing(3)
  await server.api('PUT', `/workflows/${id}`, {
    document: scheduled([daily(), rule('0 0 1 1 *')], { timezone: 'UTC' }),
    baseVersion: 1,
  })
  await server.api('POST', `/workflows/${id}/activate`)
  await server.api('POST', `/workflows/${id}/activate`)
  await fire()

  const outcomes = (await ticksOf(id)).map((tick) => tick.outcome)
  expect(outcomes.filter((outcome) => outcome === 'missed')).toHaveLength(2)
  expect((await executionsOf(id)).map((one) => one.workflowVersion)).toEqual([2])
})

test('what is asked for is shown: rules in words, zone, policy, the ticks to come and the log, page by page', async () => {
  const id = await owing(120, { timezone: 'Asia/Tokyo', schedule: { missed: 'all', missedMax: 2, jitterSeconds: 20 } })
  await fire()
  await until(
    () => executionsOf(id),
    (list) => list.every((one) => one.status === 'completed'),
  )

  const schedule = await scheduleOf(id)
  expect(schedule).toMatchObject({
    node: 'Tick',
    text: expect.stringMatching(/^Cron \d+ \d+ \* \* \*$/) as string,
    timezone: 'Asia/Tokyo',
    missed: 'all',
    missedMax: 2,
    jitterSeconds: 20,
  })
  expect(schedule.next).toHaveLength(5)
  expect(schedule.next.toSorted()).toEqual(schedule.next)
  const pages: Tick[][] = []
  for (let after: string | null | undefined; after !== null;) {
    const page = await server.api('GET', `/workflows/${id}/ticks?limit=50${after === undefined ? '' : `&after=${after}`}`)
    const { items, next } = page.body as { items: Tick[]; next: string | null }
    pages.push(items)
    after = next
  }
  const ticks = pages.flat()
  expect(pages.length).toBe(3)
  expect(
    ticks
      .map((tick) => tick.tickAt)
      .toSorted()
      .toReversed(),
  ).toEqual(ticks.map((tick) => tick.tickAt))
  expect(new Set(ticks.map((tick) => tick.id)).size).toBe(ticks.length)
  expect(schedule.lastTick).toEqual(ticks[0])
  expect(await ticksOf(id, '&outcome=missed')).toHaveLength(ticks.filter((tick) => tick.outcome === 'missed').length)
  const shifted = ticks.map((tick) => Date.parse(tick.dueAt) - Date.parse(tick.tickAt))
  expect(shifted.every((ms) => ms >= 0 && ms < 20_000)).toBe(true)
})

test.each([
  ['/ticks?outcome=strange', 400, 'There is no outcome "strange" of a tick.'],
  ['/ticks?after=nonsense', 400, '`after` must be the `next` of an earlier page.'],
  [
    '/ticks?after=2026-13-45T00:00:00Z_00000000-0000-7000-8000-000000000001',
    400,
    '`after` must be the `next` of an earlier page.',
  ],
])('%s is answered with %i', async (path, status, detail) => {
  const id = await server.given(scheduled([rule('0 9 * * *')]))
  const answer = await server.api('GET', `/workflows/${id}${path}`)

  expect(answer.status).toBe(status)
  expect(answer.body['detail']).toContain(detail)
})

test('schedules of a workflow that is not there, or of another workspace, are not there', async () => {
  const id = await server.given(scheduled([rule('0 9 * * *')]))
  const foreign = await server.given(scheduled([rule('0 9 * * *')]), { active: false })
  const workflows = server.databases.pool('workflow')
  await workflows.query('delete from workflow_versions where workflow_id = $1', [foreign])
  await workflows.query('update workflows set workspace_id = gen_random_uuid() where id = $1', [foreign])
  const strange = '00000000-0000-7000-8000-000000000001'

  expect((await server.api('GET', `/workflows/${strange}/schedules`)).status).toBe(404)
  expect((await server.api('GET', `/workflows/${strange}/ticks`)).status).toBe(404)
  expect((await server.api('GET', `/workflows/${foreign}/ticks`)).status).toBe(404)
  expect((await server.api('GET', `/workflows/${id}/ticks`)).status).toBe(200)
})
