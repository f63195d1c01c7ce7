import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { type Change, running, type Standing } from '#engine/host'
import { testDatabase, type TestDatabase } from '#test'
import { writeByKind } from './change-statement.store.ts'

let db: TestDatabase
let client: pg.Client
beforeAll(async () => {
  db = await testDatabase()
  client = await db.databases.client('execution')
})
afterAll(async () => {
  await client.end()
  await db[Symbol.asyncDispose]()
})

const completed: Standing = { ...running, status: 'completed', endedMs: 2_000 }

function change(id: string, seq: number, over: Partial<Change> = {}): Change {
  return {
    head: {
      id,
      workspaceId: id,
      workflowId: id,
      workflowName: 'Given',
      workflowVersion: 1,
      mode: 'webhook',
      startedMs: 1_000,
      trigger: { node: 'hook', items: [] },
      createdBy: null,
      retryOf: null,
      parentId: null,
    },
    insert: seq === 0,
    workerId: id,
    fence: 1,
    standing: running,
    seq,
    entries: `[{"k":"log","seq":${seq}}]`,
    startKey: null,
    ...over,
  }
}

const idsOf = (changes: readonly Change[]) => changes.map(({ head }) => head.id)

/** Executions that have begun, with one entry each. */
async function begun(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  expect(idsOf(await writeByKind(client, { begins: ids.map((id) => change(id, 0)) }))).toEqual(ids)
  return ids
}

async function stored(id: string): Promise<{ status: string; version: string; seqs: number[] } | undefined> {
  const { rows } = await client.query<{ status: string; version: string; seqs: number[] }>(
    `select status, ctid::text as version, (select array_agg(seq order by seq) from execution_journal where execution_id = id) as seqs
       from workflow_executions where id = $1`,
    [id],
  )
  return rows[0]
}

const takeOver = (on: pg.Client, id: string) => on.query('update workflow_executions set fence = fence + 1 where id = $1', [id])

test('one statement begins, moves and goes on with executions, and tells of their effects by one event', async () => {
  const [going = '', ending = ''] = await begun(2)
  const fresh = newId()
  const before = await stored(going)

  const taken = await writeByKind(client, {
    begins: [change(fresh, 0, { facts: '{"n":1}' })],
    moves: [change(ending, 1, { standing: completed, facts: '{"n":2}' })],
    stays: [change(going, 1, { stays: true, facts: '{"n":3}' })],
  })

  expect(new Set(idsOf(taken))).toEqual(new Set([fresh, ending, going]))
  expect(await stored(fresh)).toMatchObject({ status: 'running', seqs: [0] })
  expect(await stored(ending)).toMatchObject({ status: 'completed', seqs: [0, 1] })
  // Not even a new version of the row.
  expect(await stored(going)).toEqual({ ...before, seqs: [0, 1] })
  const { rows } = await client.query<{ payload: { changes: { n: number }[] } }>('delete from outbox returning payload')
  expect(rows.map(({ payload }) => payload.changes.map(({ n }) => n))).toEqual([[1, 2, 3]])
})

test('who was overtaken writes nothing and tells nothing, also where the row would not change', async () => {
  const [lost = '', kept = ''] = await begun(2)
  await takeOver(client, lost)

  const taken = await writeByKind(client, {
    stays: [change(lost, 1, { stays: true, facts: '{"n":1}' }), change(kept, 1, { stays: true })],
  })

  expect(idsOf(taken)).toEqual([kept])
  expect((await stored(lost))?.seqs).toEqual([0])
  expect((await client.query('select from outbox')).rowCount).toBe(0)
})

test('of two walks of one execution in one group only the one that holds it is stored, whatever both do', async () => {
  const ways: Partial<Change>[] = [{}, { stays: true }]
  for (const [former, present] of ways.flatMap((one) => ways.map((other) => [one, other] as const))) {
    const [id = ''] = await begun(1)
    await takeOver(client, id)
    const [lost, kept] = [change(id, 2, former), change(id, 1, { ...present, fence: 2 })]
    const moves = [lost, kept].filter(({ stays }) => stays !== true)
    const stays = [lost, kept].filter((one) => one.stays === true)

    expect(await writeByKind(client, { moves, stays })).toEqual([kept])
    expect((await stored(id))?.seqs).toEqual([0, 1])
  }
})

test('of two that begin the same execution in one group the row belongs to one, and so does the journal', async () => {
  const id = newId()
  const entriesOf = (name: string) => `[{"k":"log","seq":0,"by":"${name}"}]`
  const twins = ['one', 'other'].map((name) => change(id, 0, { workerId: newId(), entries: entriesOf(name) }))

  expect(await writeByKind(client, { begins: twins })).toEqual(twins)
  const { rows } = await client.query<{ worker: string; entries: string }>(
    `select worker_id as worker, entries::text from workflow_executions join execution_journal on execution_id = id where id = $1`,
    [id],
  )
  expect(rows).toEqual([{ worker: twins[0]?.workerId, entries: entriesOf('one') }])
})

test('a step that meets a takeover under way waits for it, and is not taken', async () => {
  const [id = ''] = await begun(1)
  const other = await db.databases.client('execution')
  await other.query('begin')
  await takeOver(other, id)

  const writing = writeByKind(client, { stays: [change(id, 1, { stays: true })] })
  await expect
    .poll(
      async () =>
        (await other.query(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%staying%'`)).rowCount,
      { timeout: 10_000 },
    )
    .toBe(1)
  await other.query('commit')
  await other.end()

  expect(await writing).toEqual([])
  expect((await stored(id))?.seqs).toEqual([0])
})

test('a group that is written again is taken again and stored once', async () => {
  const [id = ''] = await begun(1)
  const fresh = newId()
  const group = { begins: [change(fresh, 0)], stays: [change(id, 1, { stays: true })] }

  const times = [await writeByKind(client, group), await writeByKind(client, group)]

  expect(times.map((taken) => new Set(idsOf(taken)))).toEqual([new Set([fresh, id]), new Set([fresh, id])])
  expect((await stored(id))?.seqs).toEqual([0, 1])
  expect((await stored(fresh))?.seqs).toEqual([0])
})

test('of two processes that begin the same execution both hear that it is stored, and what the second has to tell counts for nothing', async () => {
  const [id, first, second] = [newId(), newId(), newId()]
  await writeByKind(client, { begins: [change(id, 0, { workerId: first, entries: null })] })

  const again = await writeByKind(client, {
    begins: [change(id, 0, { workerId: second, entries: '[{"k":"log","of":"second"}]' })],
  })
  const late = await writeByKind(client, { stays: [change(id, 1, { workerId: second })], moves: [] })
  const end = await writeByKind(client, { moves: [change(id, 1, { workerId: second, standing: completed })] })
  const own = await writeByKind(client, { stays: [change(id, 1, { workerId: first })] })

  expect([again, late, end, own].map(idsOf)).toEqual([[id], [], [], [id]])
  expect(await stored(id)).toMatchObject({ status: 'running', seqs: [1] })
})

test('what was let go of may be let go of once more, when the answer to the first time was lost', async () => {
  const [id] = await begun(1)
  const queued = { ...running, status: 'queued' } as const
  const release = () =>
    writeByKind(client, { moves: [change(id ?? '', 1, { workerId: null, holder: id ?? '', standing: queued })] })

  expect([await release(), await release()].map(idsOf)).toEqual([[id], [id]])
  expect(await stored(id ?? '')).toMatchObject({ status: 'queued', seqs: [0, 1] })
})
