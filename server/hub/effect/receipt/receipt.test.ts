import type { Receipt } from '@steward/contract/api/effect'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { type Databases, startRelay } from '#db'
import type { EffectFact, FactsOfChange } from '#engine/host'
import { effectSubscriptions } from '#hub/effect'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { receiptsOf } from './receipt-of-fact.ts'
import { takeReceipts } from './take-receipts.ts'

/** Ids of one moment: those of effects begin as the id of their execution does. */
const moment = newId().slice(0, 13)
const idNow = () => moment + newId().slice(13)

let steward: TestInstallation
let owner: Awaited<ReturnType<TestInstallation['owner']>>
beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
})
afterAll(() => steward[Symbol.asyncDispose]())

const fact = (over: Partial<EffectFact> = {}): EffectFact => ({
  id: idNow(),
  nodeId: 'n',
  nodeName: 'Charge',
  runIndex: 0,
  class: 'write',
  target: 'api.example.com',
  connection: null,
  requestHash: 'ab'.repeat(32),
  outcome: 'completed',
  tries: 1,
  intendedMs: Date.UTC(2026, 5, 1),
  settledMs: Date.UTC(2026, 5, 1) + 40,
  durationMs: 40,
  response: { status: 200, hash: 'cd'.repeat(32), sizeBytes: 7 },
  decision: null,
  ...over,
})
const change = (facts: EffectFact[], over: Partial<FactsOfChange> = {}): FactsOfChange => ({
  executionId: idNow(),
  workspaceId: owner.workspaceId,
  workflowId: idNow(),
  workflowName: 'Pay',
  workflowVersion: 1,
  place: 1,
  facts,
  ...over,
})
const take = (...changes: FactsOfChange[]) =>
  steward.databases.transaction('effect', (tx) => takeReceipts(tx, receiptsOf(changes), new Date()))
const list = async (query: string, who: Client = owner) => {
  const { status, body } = await who.send('GET', `/effects?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as { items: Receipt[]; next: string | null }
}

test('facts may come twice, late and out of order: the one further on in the journal counts', async () => {
  const executionId = idNow()
  const doubt = fact({ outcome: 'in_doubt', settledMs: null, response: null, request: { a: 1 } })
  const over = fact({ id: doubt.id })
  await take(change([over], { executionId, place: 9 }))
  await take(change([doubt], { executionId, place: 4 }), change([over], { executionId, place: 9 }))
  await take(change([over], { executionId, place: 9 }))

  const { items } = await list(`executionId=${executionId}`)

  expect(items).toMatchObject([{ id: doubt.id, outcome: 'completed', request: { a: 1 } }])
})

test('one event for many changes is carried by the relay, and counts once', async () => {
  const changes = [change([fact(), fact()]), change([fact()])]
  const databases: Databases = steward.databases
  const publish = () =>
    databases
      .pool('execution')
      .query(`insert into outbox (event_id, type, key, payload) values ($1::uuid, 'execution.effects_settled', 'x', $2)`, [
        idNow(),
        JSON.stringify({ changes }),
      ])
  await publish()
  await publish()
  const relay = startRelay(databases, effectSubscriptions)

  await expect.poll(async () => (await databases.pool('execution').query('select from outbox')).rowCount).toBe(0)
  await relay.stop()

  const found = await Promise.all(changes.map(async ({ executionId }) => (await list(`executionId=${executionId}`)).items.length))
  expect(found).toEqual([2, 1])
})

test('lists are filtered and paged, newest first, and another workspace sees nothing of it', async () => {
  const workflowId = idNow()
  const firstMs = Date.now()
  const time = (n: number) => new Date(firstMs + n * 1000).toISOString()
  const at = (n: number, over: Partial<EffectFact> = {}) => fact({ intendedMs: firstMs + n * 1000, ...over })
  const facts = [
    at(0),
    at(1, { class: 'delete', target: 'files.example.com' }),
    at(2, { outcome: 'failed' }),
    at(3, { outcome: 'in_doubt', settledMs: null }),
    at(3),
  ]
  await take(change(facts, { workflowId }))
  const stranger = await steward.stranger()
  const times = async (query: string) =>
    (await list(`workflowId=${workflowId}&${query}`)).items.map((one) => (Date.parse(one.intendedAt) - firstMs) / 1000)

  expect(await times('')).toEqual([3, 3, 2, 1, 0])
  expect(await times('class=delete')).toEqual([1])
  expect(await times('outcome=in_doubt,failed')).toEqual([3, 2])
  expect(await times('target=files.example.com')).toEqual([1])
  expect(await times(`from=${time(1)}&to=${time(3)}`)).toEqual([2, 1])
  const pages: string[][] = []
  for (let next: string | null = ''; next !== null;) {
    const page: { items: Receipt[]; next: string | null } = await list(
      `workflowId=${workflowId}&limit=2${next === '' ? '' : `&after=${encodeURIComponent(next)}`}`,
    )
    pages.push(page.items.map((one) => one.id))
    next = page.next
  }
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1])
  expect(new Set(pages.flat())).toEqual(new Set(facts.map((one) => one.id)))
  expect((await list(`workflowId=${workflowId}`, stranger)).items).toEqual([])
  expect((await stranger.send('GET', `/effects/${facts[0]?.id}`)).status).toBe(404)
})

test('a fact of one workspace cannot change a receipt of another', async () => {
  const one = fact()
  const executionId = idNow()
  await take(change([one], { executionId }))
  await take(change([fact({ id: one.id, outcome: 'stopped' })], { executionId, workspaceId: idNow(), place: 99 }))

  expect((await list(`executionId=${executionId}`)).items).toMatchObject([{ outcome: 'completed' }])
})

test('names and reasons of every kind are kept, as far as a text can hold them', async () => {
  const executionId = idNow()
  const strange = 'a\u0000b\ud800c 😀 "quoted" \\u0000'
  await take(
    change(
      [
        fact({
          nodeName: strange,
          target: strange,
          connection: { kind: strange, id: null, name: strange },
          request: { [strange]: [strange] },
          decision: { answer: 'stop', how: 'person', by: owner.userId, atMs: 1, reason: strange },
        }),
      ],
      { executionId, workflowName: 'x'.repeat(10_000) },
    ),
  )

  const [receipt] = (await list(`executionId=${executionId}`)).items

  expect(receipt?.nodeName).toBe('a\ufffdb\ufffdc 😀 "quoted" \\u0000')
  expect(receipt?.request).toEqual({ [strange]: [strange] })
  expect(receipt?.decision).toMatchObject({ by: 'Ada', answer: 'stop' })
})

test('what makes no sense in a question is refused in words', async () => {
  const code = async (query: string) => (await owner.send('GET', `/effects?${query}`)).body['code']

  expect(await code('outcome=lost')).toBe('effect.unknown_outcome')
  expect(await code('class=write,magic')).toBe('effect.unknown_class')
  expect(await code('after=nonsense')).toBe('effect.bad_cursor')
  expect(await code(`after=2026-13-99T00:00:00.000Z_${idNow()}`)).toBe('effect.bad_cursor')
  expect(await code('from=yesterday')).toBe('http.invalid_request')
  expect(await code('target=%00')).toBeUndefined()
})
