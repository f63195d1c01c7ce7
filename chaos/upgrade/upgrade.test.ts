import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Execution, ExecutionSummary } from '@steward/contract/api/execution'
import { expect, onTestFinished, test } from 'vitest'
import {
  connectAdmin,
  connectDatabases,
  type Databases,
  migrateDatabases,
  restoreBackup,
  takeBackMigration,
} from '../../server/db/index.ts'
import { planMigrations } from '../../server/db/migration/migrate.ts'
import { type HubName, hubs } from '../../server/hubs.ts'
import { createTestDatabase } from '../../server/test/create-test-database.ts'
import { quickFolder } from '../../server/test/quick-folder.ts'
import { until } from '../../server/test/running.ts'
import { startService } from '../../server/test/scripted-peer.ts'
import { ownerApi, startServer } from '../../server/test/server-process.ts'
import { recorded, settingsOf } from './situations.ts'

/** What earlier releases left behind, each as a backup it made itself; `record.ts` makes the next one. */
const fixtures = globSync('*.backup', { cwd: join(import.meta.dirname, 'fixtures') })

type Restored = AsyncDisposable & { readonly url: string; readonly folder: string; readonly databases: Databases }

/** An installation as the earlier release left it: its tables, its rows, nothing newer. */
async function restored(fixture: string): Promise<Restored> {
  const { url, drop } = await createTestDatabase()
  const folder = mkdtempSync(join(quickFolder(), 'steward-upgrade-'))
  const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, url])), {
    migrate: false,
    release: drop,
  })
  await restoreBackup(databases, {
    file: join(import.meta.dirname, 'fixtures', fixture),
    folders: { blobs: { path: join(folder, 'blobs'), read: 'after' } },
  })
  return {
    url,
    folder,
    databases,
    [Symbol.asyncDispose]: async () => {
      await databases.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Executions by name of their workflow, as `status wait_kind in_doubt`. */
async function stored(url: string): Promise<Record<string, string[]>> {
  const client = await connectAdmin(url)
  const { rows } = await client
    .query<{ name: string; standing: string }>(
      `select workflow_name as name, concat_ws(' ', status, coalesce(wait_kind, '-'), in_doubt) as standing
         from execution.workflow_executions where mode <> 'schedule' order by 1, 2`,
    )
    .finally(() => client.end())
  return Object.fromEntries([...Map.groupBy(rows, (row) => row.name)].map(([name, of]) => [name, of.map((row) => row.standing)]))
}

test.each(fixtures)(
  'what the release %s left in the middle of its work is read and finished by this one',
  { timeout: 120_000 },
  async (fixture) => {
    await using installation = await restored(fixture)
    expect(await stored(installation.url)).toEqual(recorded)
    const peer = await startService(({ path, query }) => ({ body: { done: path, key: query.get('key') } }))
    const server = await startServer(installation.folder, {
      env: { STEWARD_DATABASE_URL: installation.url, ...settingsOf(peer.url) },
    })
    onTestFinished(async () => {
      await server.killTree()
      await peer.close()
    })
    const api = await ownerApi(server.url)
    const list = async () => (await api('GET', '/executions?limit=200')).body['items'] as ExecutionSummary[]
    const standing = (all: readonly ExecutionSummary[], name: string) =>
      all.filter((one) => one.workflowName === name).map((one) => one.status)
    const detail = async (id: string) => (await api('GET', `/executions/${id}`)).body as unknown as Execution
    const calls = (path: string) => peer.seen.filter((call) => call.path === path).map((call) => String(call.query.get('key')))
    const settled = (all: readonly ExecutionSummary[]) =>
      ['timer', 'running', 'queued', 'parent', 'child'].every((name) =>
        standing(all, name).every((status) => status === 'completed'),
      )
    const first = await until(list, settled, 60_000)

    // What was over is read as it was.
    expect([standing(first, 'completed'), standing(first, 'failed')]).toEqual([['completed', 'completed'], ['failed']])
    const over = await detail(first.find((one) => one.workflowName === 'completed')?.id ?? '')
    expect(over.nodes.map((node) => [node.nodeName, node.status])).toEqual([
      ['Hook', 'completed'],
      ['Set', 'completed'],
      ['Look', 'completed'],
      ['Merge', 'completed'],
    ])
    expect(over.nodes[1]?.outputs).toMatchObject([[{ json: { key: 'c2' } }]])
    expect(first.find((one) => one.workflowName === 'failed')?.error?.message).toBe('out of paper')
    // What was under way goes on where it was: nothing that is stored as done is done again.
    expect([calls('/before'), calls('/short'), calls('/tell'), calls('/look')]).toEqual([[], [], [], []])
    expect(calls('/held').toSorted()).toEqual(['r1', 'r2'])
    expect(calls('/after').toSorted()).toEqual(['p1', 'q1', 'q2', 'r1', 'r2', 't1', 't2'])
    expect(calls('/parent-after')).toEqual(['p1'])
    expect(
      peer.seen
        .filter((call) => call.headers['x-key'] === 'hunter2')
        .map((call) => String(call.query.get('key')))
        .toSorted(),
    ).toEqual(['q1', 'q2'])
    // What waits goes on waiting, for the same.
    expect(first.filter((one) => one.workflowName === 'far timer')).toMatchObject([
      { status: 'waiting', waitUntil: '2099-01-01T00:00:00.000Z' },
    ])
    expect([standing(first, 'call'), standing(first, 'doubt')]).toEqual([
      ['waiting', 'waiting'],
      ['waiting', 'waiting', 'waiting'],
    ])

    const waiting = await detail(first.find((one) => one.workflowName === 'call')?.id ?? '')
    const told = waiting.nodes[1]?.outputs?.[0]?.[0] as { json: { key: string } } | undefined
    const address = new URL(told?.json.key ?? '')
    const resume = async () => (await fetch(`${server.url}${address.pathname}`, { method: 'POST' })).status
    expect((await Promise.all([resume(), resume()])).toSorted()).toEqual([200, 409])

    const answers = { happened: 'happened', again: 'repeat', stopped: 'stop' } as const
    for (const { id } of first.filter((one) => one.workflowName === 'doubt')) {
      const { nodes } = await detail(id)
      const hook = nodes[0]?.outputs?.[0]?.[0] as { json: { body: { key: keyof typeof answers } } }
      const doubtful = nodes.find((node) => node.status === 'in_doubt')
      const decision = { decision: answers[hook.json.body.key] }
      expect((await api('POST', `/executions/${id}/nodes/${doubtful?.index}/decision`, decision)).status).toBe(200)
    }
    const last = await until(
      list,
      (all) => [...standing(all, 'doubt'), ...standing(all, 'call')].filter((status) => status === 'completed').length === 3,
    )
    expect(standing(last, 'doubt').toSorted()).toEqual(['completed', 'completed', 'failed'])
    expect(standing(last, 'call').toSorted()).toEqual(['completed', 'waiting'])
    expect(calls('/held').toSorted()).toEqual(['again', 'r1', 'r2'])
    expect(
      calls('/after')
        .filter((key) => ['happened', 'again', 'stopped'].includes(key))
        .toSorted(),
    ).toEqual(['again', 'happened'])
    expect(await server.stop()).toBe(0)
  },
)

test.each(fixtures)(
  'the way from %s to this release can be gone back, and forth again, without losing an execution',
  async (fixture) => {
    await using installation = await restored(fixture)
    const { databases, url } = installation
    const applied = async () => {
      const client = await connectAdmin(url)
      const plans = await planMigrations(client, hubs).finally(() => client.end())
      return new Map(plans.map((plan) => [plan.hub, plan.applied.length]))
    }
    const before = await applied()

    await migrateDatabases(databases)
    const newest = await applied()
    expect(await stored(url)).toEqual(recorded)
    for (const hub of hubs) {
      for (let level = newest.get(hub) ?? 0; level > (before.get(hub) ?? 0); level--) await takeBackMigration(databases, hub)
    }
    expect(await stored(url)).toEqual(recorded)
    await migrateDatabases(databases)

    expect(await applied()).toEqual(newest)
    expect(await stored(url)).toEqual(recorded)
  },
)
