import type pg from 'pg'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { compilePlan } from '#engine/core'
import type { LoadedWorkflow } from '#engine/host'
import { catalog } from '#nodes'
import { testDatabase } from '#test/database'
import { givenWorkflow } from '#test/given-workflow'
import { TestListenings } from './test-listening.ts'

const [a, b] = [newId(), newId()]
const loaded = (id: string, path: string): LoadedWorkflow => ({
  workflow: { id, workspaceId: a, name: id, version: 1, active: false },
  plan: compilePlan(givenWorkflow([{ name: 'Hook', type: 'webhook', version: 2, parameters: { path } }]), catalog),
  timezone: 'UTC',
})
/** Two processes over one database; time passes in it. */
async function twoProcesses() {
  const database = await testDatabase()
  const pool = database.databases.pool('execution')
  const known = new Map<string, LoadedWorkflow>()
  const make = () => {
    const listenings = new TestListenings({ pool, load: async (id) => known.get(id) })
    return {
      listen: (what: LoadedWorkflow) => {
        known.set(what.workflow.id, what)
        return listenings.listen(what, null)
      },
      find: (path: string) => listenings.find('GET', path),
      take: (id: string) => listenings.take(id),
    }
  }
  return {
    one: make(),
    two: make(),
    pass: (minutes: number) =>
      pool.query(`update test_listenings set listen_until = listen_until - $1 * interval '1 minute'`, [minutes]),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

test('who listens at one process is found at another, for two minutes; then somebody else may listen at the path', async () => {
  await using processes = await twoProcesses()
  const { one, two, pass } = processes
  await one.listen(loaded(a, 'try/:id'))

  await pass(1.9)
  expect((await two.find('try/7'))?.params).toEqual({ id: '7' })
  await expect(two.listen(loaded(b, 'try/:other'))).rejects.toThrow('Somebody is listening for a test call')
  await pass(0.2)
  expect(await two.find('try/7')).toBeUndefined()
  const { until } = await two.listen(loaded(b, 'try/:other'))
  expect(until.getTime() - Date.now()).toBeGreaterThan(110_000)
})

test('of two people who begin to listen at one path at once, one does', async () => {
  await using processes = await twoProcesses()
  const { one, two } = processes

  const answers = await Promise.allSettled([one.listen(loaded(a, 'try')), two.listen(loaded(b, 'try'))])

  expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('who listens again waits for two more minutes', async () => {
  await using processes = await twoProcesses()
  const { one, two, pass } = processes
  await one.listen(loaded(a, 'try'))
  await pass(1)
  await two.listen(loaded(a, 'try'))
  await pass(1.5)

  expect((await one.find('try'))?.to.loaded.workflow.id).toBe(a)
})

test('of two calls at two processes one ends the listening', async () => {
  await using processes = await twoProcesses()
  const { one, two } = processes
  await one.listen(loaded(a, 'try'))

  const taken = await Promise.all([one.take(a), two.take(a)])

  expect(taken.toSorted()).toEqual([false, true])
  expect(await one.find('try')).toBeUndefined()
})

test('many calls at once of a path that nobody listens at are few questions to the database', async () => {
  let questions = 0
  const pool = { query: async () => ((questions += 1), { rows: [] }) } as unknown as pg.Pool
  const listenings = new TestListenings({ pool, load: async () => undefined })

  const found = await Promise.all(Array.from({ length: 1_000 }, () => listenings.find('GET', 'none')))

  expect(found.every((one) => one === undefined)).toBe(true)
  expect(questions).toBeLessThanOrEqual(2)
})

test('a webhook that makes no sense says which node it is', async () => {
  await using processes = await twoProcesses()

  await expect(processes.one.listen(loaded(a, '=path'))).rejects.toThrow(
    'The node "Hook" cannot listen: The path of the webhook "Hook" is an expression.',
  )
})
