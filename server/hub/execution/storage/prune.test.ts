import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { expect, test } from 'vitest'
import { folderBlobStore } from '#base/blob-store'
import { newId } from '#base/id'
import { log } from '#base/log'
import { type TestDatabase, testDatabase } from '#test'
import { givenWorkflow } from '#test/given-workflow'
import { running, until } from '#test/running'
import { readTotals } from '../stats.store.ts'
import { Pruner } from './prune.jobs.ts'
import { tryPruneLock } from './prune.store.ts'

const day = 86_400_000

/** A UUIDv7 of a time. */
const idOf = (ms: number) => {
  const hex = ms.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${newId().slice(14)}`
}

type Given = {
  readonly startedDaysAgo: number
  readonly status: string
  readonly endedDaysAgo?: number
  readonly workspace?: string
}

async function arrange() {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'steward-prune-'))
  const files = folderBlobStore(folder)
  const pool = database.databases.pool('execution')
  const pruner = new Pruner({ db: database.databases, log, files })
  const workspaceId = newId()
  const given = (one: Given) => insert(pool, { workspace: workspaceId, ...one })
  const left = async () => {
    const { rows } = await pool.query<{ id: string }>('select id from workflow_executions order by id')
    return rows.map((row) => row.id)
  }
  return {
    database,
    folder,
    files,
    pool,
    pruner,
    workspaceId,
    given,
    left,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function insert(pool: pg.Pool, { startedDaysAgo, status, endedDaysAgo, workspace }: Given & { workspace: string }) {
  const startedMs = Date.now() - startedDaysAgo * day
  const id = idOf(startedMs)
  await pool.query('select ensure_partitions($1::date, 0)', [new Date(startedMs)])
  const isOver = ['completed', 'failed', 'cancelled'].includes(status)
  await pool.query(
    `insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, ended_at, trigger_data)
     values ($1, $2, $2, 'Old', 1, $3, 'manual', $4, $5, '{"node":"a","items":[]}')`,
    [id, workspace, status, new Date(startedMs), isOver ? new Date(Date.now() - (endedDaysAgo ?? startedDaysAgo) * day) : null],
  )
  await pool.query(`insert into execution_journal (execution_id, seq, entries) values ($1, 0, '[]')`, [id])
  return id
}

const keep = (database: TestDatabase, workspace: string, completed: number | null, failed: number | null) =>
  database.databases
    .pool('execution')
    .query('insert into retention (workspace_id, completed_days, failed_days) values ($1, $2, $3)', [
      workspace,
      completed,
      failed,
    ])

test('what is over goes after the days of its kind, counted from its end; what is open stays however old it is', async () => {
  await using one = await arrange()
  await keep(one.database, one.workspaceId, 10, 20)
  await one.given({ startedDaysAgo: 15, status: 'completed' })
  await one.given({ startedDaysAgo: 25, status: 'failed' })
  await one.given({ startedDaysAgo: 25, status: 'cancelled' })
  const kept = [
    await one.given({ startedDaysAgo: 9, status: 'completed' }),
    await one.given({ startedDaysAgo: 15, status: 'failed' }),
    await one.given({ startedDaysAgo: 200, status: 'waiting' }),
    await one.given({ startedDaysAgo: 100, status: 'completed', endedDaysAgo: 5 }),
  ]

  await one.pruner.prune()
  expect(await one.left()).toEqual(kept.toSorted())
  const { rows } = await one.pool.query('select execution_id from execution_journal')
  expect(rows).toHaveLength(kept.length)
})

test('each workspace has days of its own, for ever is one of the answers, and without an answer the defaults count', async () => {
  await using one = await arrange()
  const [short, forever, silent] = [newId(), newId(), newId()]
  await keep(one.database, short, 2, 2)
  await keep(one.database, forever, null, null)
  await one.given({ startedDaysAgo: 3, status: 'completed', workspace: short })
  const old = await one.given({ startedDaysAgo: 3_000, status: 'failed', workspace: forever })
  await one.given({ startedDaysAgo: 31, status: 'completed', workspace: silent })
  const failed = await one.given({ startedDaysAgo: 31, status: 'failed', workspace: silent })

  await one.pruner.prune()
  expect(await one.left()).toEqual([old, failed].toSorted())
})

test('a month that nobody needs goes as a whole, and one with something open in it stays', async () => {
  await using one = await arrange()
  await one.given({ startedDaysAgo: 200, status: 'completed' })
  const waiting = await one.given({ startedDaysAgo: 300, status: 'waiting' })
  const months = async () => (await one.pool.query<{ n: number }>('select count(*)::int as n from partition_months()')).rows[0]?.n
  const before = (await months()) ?? 0

  const pruned = await one.pruner.prune()
  expect(pruned?.months).toBe(1)
  expect(await months()).toBe(before - 1)
  expect(await one.left()).toEqual([waiting])
})

test('a month in use is left for the next time instead of making everybody wait', async () => {
  await using one = await arrange()
  await one.given({ startedDaysAgo: 200, status: 'completed' })
  const reader = await one.pool.connect()
  await reader.query('begin')
  await reader.query('select count(*) from workflow_executions')
  const startedMs = performance.now()
  expect((await one.pruner.prune())?.months).toBe(0)
  expect(performance.now() - startedMs).toBeLessThan(5_000)
  await reader.query('commit')
  reader.release()
  expect((await one.pruner.prune())?.months).toBe(1)
})

test('while one process prunes another one does not', async () => {
  await using one = await arrange()
  await one.given({ startedDaysAgo: 40, status: 'completed' })
  const other = await one.database.databases.client('execution')
  expect(await tryPruneLock(other)).toBe(true)
  expect(await one.pruner.prune()).toBeUndefined()
  expect(await one.left()).toHaveLength(1)
  await other.end()
  await one.pruner.prune()
  expect(await one.left()).toEqual([])
})

test('a file goes when the last execution that refers to it has gone, and not while it is young', async () => {
  await using one = await arrange()
  const [shared, own, young] = (await Promise.all(
    ['shared', 'own', 'young'].map((text) => one.files.write(Buffer.from(text.repeat(10)))),
  )) as [string, string, string]
  const old = await one.given({ startedDaysAgo: 40, status: 'completed' })
  const kept = await one.given({ startedDaysAgo: 4, status: 'completed' })
  const refer = (execution: string, file: string) =>
    one.pool.query('insert into execution_files (execution_id, file_id) values ($1, $2)', [execution, file])
  await refer(old, shared)
  await refer(old, own)
  await refer(kept, shared)
  const path = (id: string) => join(one.folder, id.slice(0, 2), id.slice(2))
  const longAgo = new Date(Date.now() - 40 * day)
  for (const id of [shared, own]) utimesSync(path(id), longAgo, longAgo)

  expect((await one.pruner.prune())?.files).toBe(1)
  expect([shared, own, young].map((id) => existsSync(path(id)))).toEqual([true, false, true])
})

test('the numbers of a workspace outlive the rows they were counted from, and old hours become days', async () => {
  await using one = await arrange()
  await keep(one.database, one.workspaceId, 1, 1)
  for (const startedDaysAgo of [2, 3, 9, 50, 50.01]) await one.given({ startedDaysAgo, status: 'completed' })
  await one.given({ startedDaysAgo: 2, status: 'failed' })
  const waiting = await one.given({ startedDaysAgo: 1, status: 'waiting' })
  await one.pool.query(`update workflow_executions set status = 'cancelled', ended_at = now() where id = $1`, [waiting])

  await one.pruner.prune()
  expect(await one.left()).toEqual([waiting])
  expect(await readTotals(one.pool, one.workspaceId)).toEqual({
    days7: { total: 4, completed: 2, failed: 1, previousTotal: 1 },
    waiting: 0,
    running: 0,
    inDoubt: 0,
  })
  const { rows } = await one.pool.query<{ n: number; rows: number }>(
    `select sum(executions)::int as n, count(*)::int as rows from execution_hours where hour < now() - interval '40 days'`,
  )
  expect(rows[0]?.n).toBe(2)
})

test('files that came with a call are kept as long as its execution, and go with it', async () => {
  await using server = await running()
  const id = await server.given(
    givenWorkflow([
      { name: 'Hook', type: 'webhook', version: 2, webhookId: 'files', parameters: { path: 'files', httpMethod: 'POST' } },
    ]),
  )
  const body = Buffer.alloc(40_000, 'a')
  await fetch(`${server.url}/webhook/files`, { method: 'POST', headers: { 'content-type': 'application/pdf' }, body })
  const [execution] = await until(
    () => server.list(`&workflowId=${id}&status=completed`),
    (list) => list.length === 1,
  )
  const pool = server.databases.pool('execution')
  const { rows } = await pool.query<{ execution_id: string; file_id: string }>(
    'select execution_id, file_id from execution_files',
  )
  expect(rows).toEqual([{ execution_id: execution?.id, file_id: createHash('sha256').update(body).digest('hex') }])
})
