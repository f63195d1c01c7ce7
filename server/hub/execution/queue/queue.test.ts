import type { StartLimits } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, until } from '#test/running'

let server: RunningInstallation
beforeAll(async () => {
  server = await running()
})
afterAll(() => server[Symbol.asyncDispose]())

let hooks = 0
/** A webhook and a wait of so many seconds (at once without), under limits. */
async function givenHook(limits: StartLimits, more: { seconds?: number; responseMode?: string } = {}) {
  const path = `hook-${hooks++}`
  const { seconds, responseMode = 'onReceived' } = more
  const rest = { name: 'Rest', type: 'wait', version: 1.1, parameters: { amount: seconds ?? 0, unit: 'seconds' } }
  const id = await server.given(
    givenWorkflow(
      [
        {
          name: 'Hook',
          type: 'webhook',
          version: 2,
          parameters: { path, httpMethod: 'POST', responseMode },
          ...(seconds === undefined ? {} : { to: { Rest: [0, 0] } }),
        },
        ...(seconds === undefined ? [] : [rest]),
      ],
      { settings: { executionOrder: 'v1', limits } },
    ),
  )
  const send = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/webhook/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const over = (count: number, patienceMs = 15_000) =>
    until(
      () => server.list(`&workflowId=${id}`),
      (list) => list.length >= count && list.every((one) => one.endedAt !== null),
      patienceMs,
    )
  return { id, path, send, over, list: () => server.list(`&workflowId=${id}`) }
}

const idOf = (answer: Response) => answer.headers.get('x-execution-id') ?? ''
const bodyOf = async (id: string) => {
  const { nodes } = await server.rested(id)
  const [[item] = []] = (nodes[0]?.outputs ?? []) as { json: { body: unknown } }[][]
  return item?.json.body
}

test('a rate limit refuses what is too much with 429 and the time to come again', async () => {
  const hook = await givenHook({ rateLimit: { limit: 2, seconds: 60 } })

  const answers = [await hook.send({}), await hook.send({}), await hook.send({})]

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429])
  const wait = Number(answers[2]?.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(50)
  expect(wait).toBeLessThanOrEqual(60)
  expect(await answers[2]?.json()).toMatchObject({ code: 'execution.rate_limited', status: 429 })
  expect(await hook.over(2)).toHaveLength(2)
})

test('each value of the key of a rate limit counts by itself, whatever the value is', async () => {
  const hook = await givenHook({ rateLimit: { limit: 1, seconds: 60, key: '={{ $json.body.who }}' } })
  const values = ['a', 'b', 'nul \u0000', '\ud800 half', '😀', 'x'.repeat(100_000), { deep: ['a'] }, null, 1, '1', true]

  const first = await Promise.all(values.map((who) => hook.send({ who })))
  const second = await Promise.all(values.map((who) => hook.send({ who })))

  expect(first.map((answer) => answer.status)).toEqual(values.map(() => 200))
  expect(second.map((answer) => answer.status)).toEqual(values.map(() => 429))
})

test('a throttle starts what is too much later, in order', async () => {
  const hook = await givenHook({ throttle: { limit: 1, seconds: 1 } })
  for (const n of [1, 2, 3]) await hook.send({ n })
  const queued = await hook.list()

  const over = await hook.over(3)

  expect(queued.filter((one) => one.status === 'queued').length).toBeGreaterThanOrEqual(1)
  expect(over.map((one) => one.status)).toEqual(['completed', 'completed', 'completed'])
  const ends = over.map((one) => Date.parse(one.endedAt ?? ''))
  expect(ends).toEqual(ends.toSorted((a, b) => a - b))
  expect((ends[2] ?? 0) - (ends[0] ?? 0)).toBeGreaterThan(1_500)
})

test('of a burst the newest event starts once it is quiet; each of the others says which one replaced it', async () => {
  const hook = await givenHook({ debounce: { seconds: 1, key: '={{ $json.body.who }}' } })
  const sent = []
  for (const n of [1, 2, 3]) sent.push(idOf(await hook.send({ who: 'a', n })))
  const other = idOf(await hook.send({ who: 'b', n: 4 }))

  const over = await hook.over(4)

  const byId = new Map(over.map((one) => [one.id, one]))
  expect([...sent, other].map((id) => byId.get(id)?.status)).toEqual(['cancelled', 'cancelled', 'completed', 'completed'])
  expect(byId.get(sent[0] ?? '')?.error?.message).toContain(sent[1])
  expect(byId.get(sent[1] ?? '')?.error?.message).toContain(sent[2])
  expect(await bodyOf(sent[2] ?? '')).toEqual({ who: 'a', n: 3 })
})

test('events that keep coming cannot put a debounced start off for ever', async () => {
  const hook = await givenHook({ debounce: { seconds: 2, maxSeconds: 1 } })
  const began = Date.now()
  while (Date.now() - began < 1_700) {
    await hook.send({})
    await new Promise((resolve) => setTimeout(resolve, 100))
  }

  const [done] = await until(
    () => hook.list(),
    (list) => list.some((one) => one.status === 'completed'),
  ).then((list) => list.filter((one) => one.status === 'completed'))

  expect(Date.parse(done?.endedAt ?? '') - began).toBeLessThan(3_500)
})

test('two events with the same value are one; without a value they are two', async () => {
  const hook = await givenHook({ deduplicate: { key: '={{ $json.body.order }}', windowSeconds: 60 } })

  const [first, again, other] = [
    await hook.send({ order: 7, try: 1 }),
    await hook.send({ order: 7, try: 2 }),
    await hook.send({ order: 8 }),
  ]
  const without = [await hook.send({}), await hook.send({})]

  expect([again.status, idOf(again), again.headers.get('idempotency-replayed')]).toEqual([200, idOf(first), 'true'])
  expect(new Set([first, other, ...without].map(idOf)).size).toBe(4)
  expect(await hook.over(4)).toHaveLength(4)
})

test('a call with an Idempotency-Key happens once, also when it comes twice at the same time', async () => {
  const hook = await givenHook({}, { responseMode: 'lastNode' })
  const headers = { 'idempotency-key': 'order 7' }

  const answers = await Promise.all(Array.from({ length: 10 }, () => hook.send({ n: 7 }, headers)))
  const later = await hook.send({ n: 7 }, headers)

  expect(new Set([...answers, later].map((answer) => answer.status))).toEqual(new Set([200]))
  expect(new Set([...answers, later].map(idOf)).size).toBe(1)
  const bodies = await Promise.all([...answers, later].map(async (answer) => (await answer.json()) as { body: unknown }))
  expect(bodies.every(({ body }) => (body as { n: number }).n === 7)).toBe(true)
  expect(await hook.over(1)).toHaveLength(1)
})

test('the same Idempotency-Key with another body is refused with 422 and the execution of the first', async () => {
  const hook = await givenHook({})
  const first = await hook.send({ n: 1 }, { 'idempotency-key': 'k' })

  const other = await hook.send({ n: 2 }, { 'idempotency-key': 'k' })
  const bad = await hook.send({ n: 2 }, { 'idempotency-key': 'x'.repeat(256) })

  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({ code: 'execution.idempotency_mismatch', params: { executionId: idOf(first) } })
  expect([bad.status, ((await bad.json()) as { code: string }).code]).toEqual([400, 'execution.idempotency_key'])
})

test('a start by the API with an Idempotency-Key is answered with the same execution again', async () => {
  const id = await server.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  const start = (body: unknown) =>
    server.raw(`/workflows/${id}/executions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
      body: JSON.stringify(body),
    })

  const answers = [await start({ items: [{ a: 1 }] }), await start({ items: [{ a: 1 }] }), await start({ items: [{ a: 2 }] })]

  expect(answers.map((answer) => answer.status)).toEqual([202, 202, 422])
  const [first, second] = (await Promise.all(answers.map((answer) => answer.json()))) as { id: string }[]
  expect(second?.id).toBe(first?.id)
})

test('a key whose window is over starts anew, and is forgotten', async () => {
  const hook = await givenHook({ deduplicate: { key: '={{ $json.body.order }}', windowSeconds: 1 } })
  const first = await hook.send({ order: 1 })
  await new Promise((resolve) => setTimeout(resolve, 1_100))

  const second = await hook.send({ order: 1 })

  expect(idOf(second)).not.toBe(idOf(first))
  expect(await hook.over(2)).toHaveLength(2)
})

test('a key that cannot be worked out loses no event: they share a key and the execution says so', async () => {
  const hook = await givenHook({ concurrency: { limit: 1, key: '={{ $json.body.n + }}' } })
  const answer = await hook.send({ n: 1 })

  const [done] = await hook.over(1)
  const { body } = await server.api('GET', `/executions/${done?.id}`)

  expect([answer.status, done?.status]).toEqual([200, 'completed'])
  const [log] = body['logs'] as { level: string; message: string }[]
  expect(log?.level).toBe('warn')
  expect(log?.message).toMatch(/^The key of the concurrency limit could not be worked out: /)
})

test('a caller who waits for the answer of a queued execution gets it', async () => {
  const hook = await givenHook({ concurrency: { limit: 1 } }, { responseMode: 'lastNode' })

  const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => hook.send({ n })))

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
  const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { body: { n: number } }[]
  expect(bodies.map(({ body }) => body.n)).toEqual([1, 2, 3, 4, 5])
})
