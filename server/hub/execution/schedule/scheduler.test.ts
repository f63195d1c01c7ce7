import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Tick } from '@steward/contract/api/schedule'
import { expect, onTestFinished, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, sharedInstallation, until } from '#test/running'
import { ownerApi, startServer } from '../../../test/server-process.ts'

const schedule = (...interval: Record<string, unknown>[]) =>
  givenWorkflow([{ name: 'Tick', type: 'schedule_trigger', version: 1.2, parameters: { rule: { interval } } }])
const everySecond = { field: 'seconds', secondsInterval: 1 }

const ticks = async (server: RunningInstallation) =>
  (
    await server.databases
      .pool('execution')
      .query<{ due: Date; outcome: string; execution_id: string | null }>(
        'select due_at as due, outcome, execution_id from trigger_logs order by due_at',
      )
  ).rows

test('a tick starts one execution, however many processes there are', async () => {
  await using shared = await sharedInstallation()
  await using one = await running(shared)
  await using two = await running(shared)
  const id = await one.given(schedule(everySecond))
  await until(
    () => one.list('&status=completed'),
    (list) => list.length >= 3,
  )
  await two.api('POST', `/workflows/${id}/deactivate`)
  const fired = await one.list()
  await new Promise((resolve) => setTimeout(resolve, 1_500))

  expect((await one.list()).length - fired.length).toBeLessThanOrEqual(1)
  const log = await until(
    () => ticks(one),
    (rows) => rows.length >= fired.length,
  )
  expect(log.every((tick) => tick.outcome === 'fired')).toBe(true)
  expect(new Set(log.map((tick) => tick.due.getTime())).size).toBe(log.length)
  expect(new Set(log.map((tick) => tick.execution_id))).toEqual(new Set((await one.list()).map((one) => one.id)))
  expect(fired.every((one) => one.mode === 'schedule')).toBe(true)
  const told = await Promise.all(
    [one, two].map(async ({ url }) =>
      /^steward_schedule_ticks_total\{outcome="fired"\} (\d+)/m.exec(await (await fetch(`${url}/metrics`)).text()),
    ),
  )
  expect(told.reduce((sum, match) => sum + Number(match?.[1] ?? 0), 0)).toBe(log.length)
})

test('ticks that nobody was there for are written down, and the last one is made up for', async () => {
  await using shared = await sharedInstallation()
  const before = await running(shared)
  const id = await before.given(schedule({ field: 'minutes', minutesInterval: 10 }))
  await before.databases
    .pool('execution')
    .query(
      `update schedules set next_tick_at = next_tick_at - interval '1 hour', next_due_at = next_tick_at - interval '1 hour' where workflow_id = $1`,
      [id],
    )
  await before.stop()
  await using after = await running(shared)
  const log = await until(
    () => ticks(after),
    (rows) => rows.length > 0,
  )
  const list = await until(
    () => after.list('&status=completed'),
    (seen) => seen.length > 0,
  )

  expect(log.slice(0, -1).map((tick) => tick.outcome)).toEqual(['missed', 'missed', 'missed', 'missed', 'missed'])
  // Unless the minute has just begun, the last one is late as well.
  expect(['made_up', 'fired']).toContain(log.at(-1)?.outcome)
  expect(list.map((one) => one.id)).toEqual([log.at(-1)?.execution_id])
})

test('several rules of one node each have ticks of their own', async () => {
  await using server = await running()
  await server.given(schedule(everySecond, { field: 'cronExpression', expression: '*/2 * * * * *' }))
  await until(
    () => ticks(server),
    (rows) => rows.length >= 6,
  )

  const byTime = Map.groupBy(await ticks(server), (tick) => tick.due.getTime())
  const counts = [...byTime].slice(1, -1).map(([time, list]) => [time % 2000 === 0, list.length])
  expect(counts.every(([even, count]) => count === (even === true ? 2 : 1))).toBe(true)
})

test('processes that are killed while schedules fire lose no tick and double none', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-schedule-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const first = await startServer(folder)
  const api = await ownerApi(first.url)
  const ids: string[] = []
  for (let n = 0; n < 20; n++) {
    const made = (await api('POST', '/workflows', { document: schedule(everySecond) })).body as { summary: { id: string } }
    await api('POST', `/workflows/${made.summary.id}/activate`)
    ids.push(made.summary.id)
  }
  await new Promise((resolve) => setTimeout(resolve, 1_300))
  await first.killTree()
  const second = await startServer(folder)
  await new Promise((resolve) => setTimeout(resolve, 700))
  await second.killTree()
  const third = await startServer(folder)
  onTestFinished(async () => void (await third.stop()))
  const apiOfThird = await ownerApi(third.url)

  for (const id of ids) await apiOfThird('POST', `/workflows/${id}/deactivate`)
  for (const id of ids) {
    const { items } = (await apiOfThird('GET', `/workflows/${id}/ticks?limit=200`)).body as unknown as { items: Tick[] }
    const list = (await apiOfThird('GET', `/executions?limit=200&workflowId=${id}`)).body as unknown as {
      items: { id: string }[]
    }
    const seconds = items.map((tick) => Date.parse(tick.tickAt) / 1000).toSorted((a, b) => a - b)
    // Every second from the first to the last is told, once.
    expect(seconds).toEqual(Array.from({ length: seconds.length }, (_, n) => (seconds[0] ?? 0) + n))
    expect(items.length).toBeGreaterThan(2)
    const started = items.flatMap((tick) => tick.executionId ?? [])
    expect(new Set(started).size).toBe(started.length)
    expect(new Set(started)).toEqual(new Set(list.items.map((one) => one.id)))
  }
})
