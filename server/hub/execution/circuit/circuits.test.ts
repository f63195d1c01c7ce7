import { NodeError } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { testDatabase } from '#test/database'
import { Circuits } from './circuits.ts'

const answer = (status: number) => async () => ({ status, statusText: '', headers: {}, body: new Uint8Array(), url: '' })
const broken = (code: string) => async () => {
  throw new NodeError(`no answer (${code})`, { details: { code } })
}
const limits = { failuresMax: 3, openMs: 300, openMaxMs: 1_000 }

/** Two processes over one database, and a node of each that uses the same connection. */
async function given(more: Partial<typeof limits & { periodMs: number }> = {}) {
  const database = await testDatabase()
  const workspaceId = newId()
  const connection = newId()
  const made = async () => {
    const circuits = new Circuits({ db: database.databases, log, limits: { ...limits, ...more } })
    await circuits.start()
    const call = (http: Parameters<Circuits['call']>[1], id = connection) => {
      const calls = circuits.guard(workspaceId)
      calls.use(id, 'The shop')
      return calls.http(http)
    }
    /** What came of it: the status, or the code of the error. */
    const ask = (http: Parameters<Circuits['call']>[1], id?: string) =>
      call(http, id).then(
        ({ status }) => status,
        (error: NodeError) => error.details['code'],
      )
    return { circuits, call, ask }
  }
  const [one, two] = [await made(), await made()]
  return {
    one,
    two,
    heard: async (opened: number) => {
      for (let turn = 0; turn < 200 && two.circuits.openCount !== opened; turn++) await pause(10)
      expect(two.circuits.openCount).toBe(opened)
    },
    [Symbol.asyncDispose]: async () => {
      await one.circuits.stop()
      await two.circuits.stop()
      await database[Symbol.asyncDispose]()
    },
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('after failures in a row, whichever process made the calls, all processes fail fast and say when it is tried again', async () => {
  await using at = await given()
  const seen = [await at.one.ask(answer(503)), await at.two.ask(broken('ECONNREFUSED')), await at.one.ask(broken('TimeoutError'))]
  await at.heard(1)

  let called = 0
  const late = await at.two
    .call(async () => {
      called += 1
      return answer(200)()
    })
    .catch((error: unknown) => error)

  expect(seen).toEqual([503, 'ECONNREFUSED', 'TimeoutError'])
  expect(called).toBe(0)
  expect(late).toBeInstanceOf(NodeError)
  expect(late).toMatchObject({ retryable: true, details: { code: 'circuit_open', retryAfterMs: 1_000 } })
  expect(String(late)).toContain('"The shop"')
})

test('answers that speak of the request, and successes in between, open nothing', async () => {
  await using at = await given()
  for (let turn = 0; turn < 5; turn++) {
    expect(await at.one.ask(answer(404))).toBe(404)
    expect(await at.one.ask(broken('refused_address'))).toBe('refused_address')
  }
  for (const http of [answer(500), answer(500), answer(200), answer(500), answer(502)]) await at.one.ask(http)

  expect(await at.one.ask(answer(200))).toBe(200)
  expect(at.one.circuits.openCount).toBe(0)
})

test('failures that are far apart are not in a row', async () => {
  await using at = await given({ periodMs: 50 })
  for (let turn = 0; turn < 5; turn++) {
    expect(await at.one.ask(answer(500))).toBe(500)
    await pause(80)
  }
})

test('of all processes one call tries whether the service works again, and its success lets all of them through', async () => {
  await using at = await given()
  for (let turn = 0; turn < 3; turn++) await at.one.ask(answer(500))
  await at.heard(1)
  await pause(320)

  let tried = 0
  const slow = async () => {
    tried += 1
    await pause(100)
    return answer(200)()
  }
  const outcomes = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? at.one : at.two).ask(slow)))
  await at.heard(0)

  expect(tried).toBe(1)
  expect(outcomes.filter((one) => one === 200)).toHaveLength(1)
  expect(outcomes.filter((one) => one === 'circuit_open')).toHaveLength(9)
  expect([await at.one.ask(answer(200)), await at.two.ask(answer(200))]).toEqual([200, 200])
})

test('a service that still does not work is left alone for longer each time', async () => {
  await using at = await given({ openMs: 1_200, openMaxMs: 60_000 })
  for (let turn = 0; turn < 3; turn++) await at.one.ask(answer(500))
  await pause(1_250)
  expect(await at.one.ask(answer(500))).toBe(500)

  const error = await at.one.call(answer(200)).catch((one: NodeError) => one)
  expect((error as NodeError).details['retryAfterMs']).toBeGreaterThan(1_200)
})

test('a try that tells nothing about the service lets the next one try', async () => {
  await using at = await given()
  for (let turn = 0; turn < 3; turn++) await at.one.ask(answer(500))
  await pause(320)
  expect(await at.one.ask(broken('refused_address'))).toBe('refused_address')
  expect(await at.two.ask(answer(200))).toBe(200)
})

test('connections do not stand in for each other, and a call without one is not held back', async () => {
  await using at = await given()
  for (let turn = 0; turn < 3; turn++) await at.one.ask(answer(500))
  expect(await at.one.ask(answer(200), newId())).toBe(200)
  expect((await at.one.circuits.guard(newId()).http(answer(200))).status).toBe(200)
})
