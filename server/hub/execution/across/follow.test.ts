import { expect, test } from 'vitest'
import { log } from '#base/log'
import { newId } from '#base/id'
import type { Ended, Started } from '#engine/host'
import { testDatabase } from '#test/database'
import { until } from '#test/running'
import { Followers } from './follow.ts'

/** Two processes over one database, and executions that are rows only. */
async function twoProcesses() {
  const database = await testDatabase()
  const db = database.databases
  const pool = db.pool('execution')
  const make = async () => {
    const followers = new Followers({ db, log, load: async () => undefined })
    await followers.start()
    return followers
  }
  const [here, there] = [await make(), await make()]
  return {
    here,
    there,
    pool,
    /** Stores executions that are running. */
    given: async (count: number): Promise<string[]> => {
      const ids = Array.from({ length: count }, () => newId())
      await pool.query(
        `insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, trigger_data)
         select id, $2, $2, 'Given', 1, 'running', 'webhook', now(), '{"node":"n","items":[]}' from unnest($1::uuid[]) as t(id)`,
        [ids, newId()],
      )
      return ids
    },
    end: (ids: readonly string[], status: string, more = '') =>
      pool.query(`update workflow_executions set status = $2, ended_at = now() ${more} where id = any($1::uuid[])`, [
        ids,
        status,
      ]),
    [Symbol.asyncDispose]: async () => {
      await here.close()
      await there.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

/** An execution that a process walks, whose rest the test decides. */
function walked(id: string) {
  const ended = Promise.withResolvers<Ended>()
  const started: Started = {
    ...({} as Started),
    id,
    accepted: Promise.resolve(true),
    ended: ended.promise,
    answer: new Promise(() => {}),
  }
  return { started, end: (status: Ended['status']) => ended.resolve({ status, items: [], error: null }) }
}

const isSettled = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20))])

test('ten thousand who wait are few questions, and each is told how it ended', { timeout: 60_000 }, async () => {
  await using processes = await twoProcesses()
  const { here, given, end, pool } = processes
  const ids = await given(10_000)
  let questions = 0
  pool.on('acquire', () => (questions += 1))
  const followed = ids.map((id) => here.follow(id, true))
  const beganMs = performance.now()
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const asked = questions
  const seconds = (performance.now() - beganMs) / 1000

  await end(ids, 'failed', `, error = 'no more'`)
  const ends = await Promise.all(followed.map((one) => one.ended))

  // A look every second, in pages of a thousand.
  expect(asked).toBeLessThanOrEqual(Math.ceil(seconds) * 10)
  expect(ends).toEqual(ids.map(() => ({ status: 'failed', items: [], error: 'no more' })))
  expect(here.count).toBe(0)
})

test('an answer is stored before the process at which somebody waits is told, and is told before the end', async () => {
  await using processes = await twoProcesses()
  const { here, there, given, end, pool } = processes
  const [id] = (await given(1)) as [string]
  const followed = here.follow(id, true)
  const { started, end: endHere } = walked(id)
  let pass: ((answer: never) => Promise<void>) | undefined
  there.serve({ answerTo: here.id, head: { id } as never }, ({ passAnswer }) => {
    pass = passAnswer as typeof pass
    return started
  })
  const answer = { status: 201, headers: { 'x-a': 'b' }, body: { text: 'nul \u0000 and 😀' } }

  await pass?.(answer as never)
  const { rows } = await pool.query('select 1 from execution_answers where execution_id = $1', [id])

  expect(rows).toHaveLength(1)
  expect(await followed.answer).toEqual(answer)
  expect(await isSettled(followed.ended)).toBe(false)
  await end([id], 'completed')
  endHere('completed')
  expect(await followed.ended).toEqual({ status: 'completed', items: [], error: null })
})

test('an answer too large to be handed on is told as such', async () => {
  await using processes = await twoProcesses()
  const { here, there, given } = processes
  const [id] = (await given(1)) as [string]
  const followed = here.follow(id, true)
  there.serve({ answerTo: here.id, head: { id } as never }, ({ passAnswer }) => {
    void passAnswer?.({ status: 200, headers: {}, body: 'x'.repeat(17 * 1024 * 1024) })
    return walked(id).started
  })

  expect(await followed.answer).toMatchObject({ status: 500, body: { message: expect.stringContaining('16 MiB') as unknown } })
})

test('a short wait of an execution is waited for, a long one is told; who asks for the end waits through both', async () => {
  await using processes = await twoProcesses()
  const { here, given, end } = processes
  const [short, long] = (await given(2)) as [string, string]
  const ends = [here.follow(short, true).ended, here.follow(long, true).ended] as const
  const final = here.end(long, new AbortController().signal)

  await end([short], 'waiting', `, wait_until = now() + interval '10 seconds'`)
  await end([long], 'waiting', `, wait_until = now() + interval '3 days'`)

  expect(await ends[1]).toMatchObject({ status: 'waiting' })
  expect([await isSettled(ends[0]), await isSettled(final)]).toEqual([false, false])
  await end([short, long], 'cancelled')
  expect([await ends[0], await final]).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }])
})

test('who no longer wants to know the end is not waited for; what is not there has none', async () => {
  await using processes = await twoProcesses()
  const { here, given } = processes
  const [id] = (await given(1)) as [string]
  const stop = new AbortController()
  const ended = here.end(id, stop.signal)
  await until(
    () => here.count,
    (count) => count === 1,
  )

  stop.abort(new Error('enough'))

  await expect(ended).rejects.toThrow('enough')
  expect(here.count).toBe(0)
  expect(await here.end(newId(), new AbortController().signal)).toBeUndefined()
})

test('a process that ends tells those who wait that it goes on without them, also those who come late', async () => {
  await using processes = await twoProcesses()
  const { here, given } = processes
  const [id] = (await given(1)) as [string]
  const early = here.follow(id, true)

  await here.close()

  expect(await early.ended).toMatchObject({ status: 'lost' })
  expect(await here.follow(id, true).ended).toMatchObject({ status: 'lost' })
})
