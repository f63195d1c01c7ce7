import type { Receipt } from '@steward/contract/api/effect'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { startRelay } from '#db'
import { auditSubscriptions } from '#hub/audit'
import { effectSubscriptions, receiptsWritten, type ToldReceipt, writeReceipt } from '#hub/effect'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'

const strange = 'a\u0000b\ud800c'
let steward: TestInstallation
let owner: Client & { readonly userId: string; readonly workspaceId: string }
let relay: ReturnType<typeof startRelay>
beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
  relay = startRelay(steward.databases, [...effectSubscriptions, ...auditSubscriptions])
})
afterAll(async () => {
  await relay.stop()
  await steward[Symbol.asyncDispose]()
})

const intendedMs = Date.now()
const told = (over: Partial<ToldReceipt> = {}): ToldReceipt => ({
  id: newId(),
  workspaceId: owner.workspaceId,
  subject: { kind: 'query', name: 'Orders that were paid twice' },
  class: 'write',
  environment: 'production',
  connector: 'postgresql',
  connection: { kind: 'postgresql', id: newId(), name: 'Shop' },
  target: 'shop',
  requestHash: 'ab'.repeat(32),
  request: { statement: 'update orders set paid = true' },
  policies: [{ id: newId(), name: 'Production asks', version: 4 }],
  approvalId: newId(),
  actorId: owner.userId,
  outcome: 'completed',
  response: { status: null, hash: 'cd'.repeat(32), sizeBytes: 20, excerpt: { rows: 2 } },
  intendedMs,
  settledMs: intendedMs + 30,
  durationMs: 30,
  ...over,
})
/** From the hub of another thing, in a transaction of its own. */
const write = (receipt: ToldReceipt, secrets: readonly string[] = []) =>
  steward.databases.transaction('connector', (tx) => writeReceipt(tx, receipt, secrets))
const list = async (query: string, who: Client = owner) => {
  const { status, body } = await who.send('GET', `/effects?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return (body as unknown as { items: Receipt[] }).items
}
const written = (id: string, is: (receipt: Receipt) => boolean = () => true) =>
  expect
    .poll(async () => (await owner.send('GET', `/effects/${id}`)).body, { timeout: 5_000 })
    .toSatisfy((body) => (body as { id?: string }).id === id && is(body as Receipt))
const summary = async (query: string, who: Client = owner) =>
  (await who.send('GET', `/effects/summary?${query}`)).body as unknown as { total: number; items: object[] }

test('another hub has its receipt written with its own transaction, and not without it', async () => {
  const [one, lost] = [told(), told()]
  await expect(
    steward.databases.transaction('connector', async (tx) => {
      await writeReceipt(tx, lost)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  await write(one)
  await written(one.id)

  const { body } = await owner.send('GET', `/effects/${one.id}`)

  expect(body).toMatchObject({
    subjectKind: 'query',
    executionId: null,
    workflowId: null,
    nodeName: 'Orders that were paid twice',
    class: 'write',
    environment: 'production',
    connector: 'postgresql',
    connection: one.connection,
    policies: one.policies,
    approvalId: one.approvalId,
    actor: { id: owner.userId, name: 'Ada' },
    request: { statement: 'update orders set paid = true' },
    response: { excerpt: { rows: 2 } },
    batchId: expect.any(String) as string,
  })
  expect((await owner.send('GET', `/effects/${lost.id}`)).status).toBe(404)
})

test('what is told later of the same counts, and what was refused says why', async () => {
  const doubt = told({ outcome: 'in_doubt', settledMs: null, response: null, durationMs: null })
  await write(doubt)
  await write({ ...told(), id: doubt.id })
  await write({ ...doubt, place: 1 })
  const refused = told({ outcome: 'refused', reason: `Grace says no ${strange}`, response: null })
  await write(refused)
  await written(refused.id)
  await written(doubt.id, ({ outcome }) => outcome === 'completed')

  const [one] = await list(`outcome=refused&actor=${owner.userId}`)

  expect(one).toMatchObject({ id: refused.id, reason: 'Grace says no a\ufffdb\ufffdc', response: null })
})

test('what takes something back is named on the receipt of what it took back, once and in its own workspace', async () => {
  const stranger = await steward.stranger()
  const [done, undo] = [told(), told({ subject: { kind: 'undo', name: 'Undo' } })]
  await write(done)
  await write({ ...told({ workspaceId: stranger.workspaceId }), undoes: done.id })
  await write({ ...undo, undoes: done.id })
  await write({ ...told(), undoes: done.id })
  await written(done.id, ({ undoneBy }) => undoneBy !== null)

  expect((await owner.send('GET', `/effects/${done.id}`)).body).toMatchObject({ outcome: 'undone', undoneBy: undo.id })
  expect((await owner.send('GET', `/effects/${undo.id}`)).body).toMatchObject({ outcome: 'completed', undoes: done.id })
  // Told again, what it became stays.
  await write({ ...done, place: Date.now() + 1_000 })
  const later = told()
  await write(later)
  await written(later.id)
  expect((await owner.send('GET', `/effects/${done.id}`)).body).toMatchObject({ outcome: 'undone', undoneBy: undo.id })
})

test('receipts are found by everything that is known of them, counted, and never those of somebody else', async () => {
  const marked = told({
    subject: { kind: 'query', name: `50%_off ${newId()}` },
    class: 'delete',
    environment: 'staging',
    connector: 'mongodb',
    target: `db-${newId()}`,
    actorId: newId(),
    outcome: 'failed',
  })
  await write(marked)
  await written(marked.id)
  const stranger = await steward.stranger()
  const found = async (query: string) => (await list(query)).some(({ id }) => id === marked.id)

  for (const [good, bad] of [
    ['subject=query,undo', 'subject=node'],
    ['class=delete,pay', 'class=read'],
    ['outcome=failed,stopped', 'outcome=completed'],
    ['environment=staging', 'environment=production,development'],
    ['connector=mongodb', 'connector=postgresql'],
    [`connection=${marked.connection?.id}`, `connection=${newId()}`],
    [`approvalId=${marked.approvalId}`, `approvalId=${newId()}`],
    [`actor=${marked.actorId}`, `actor=${owner.userId}`],
    [`target=${marked.target}`, `target=db`],
    [`text=${encodeURIComponent('50%_OFF')}`, `text=${encodeURIComponent('50__off')}`],
    [`text=${marked.target?.slice(3, 12)}`, 'text=nowhere-to-be-found'],
    [`from=${new Date(intendedMs - 1).toISOString()}`, `to=${new Date(intendedMs).toISOString()}`],
  ] as const) {
    expect(await found(good), good).toBe(true)
    expect(await found(bad), bad).toBe(false)
    expect((await summary(good)).total, good).toBeGreaterThan(0)
    expect(await list(good, stranger), good).not.toContainEqual(expect.objectContaining({ id: marked.id }))
  }
  expect(await summary(`actor=${marked.actorId}`)).toMatchObject({
    total: 1,
    items: [{ class: 'delete', outcome: 'failed', count: 1 }],
  })
  expect((await summary(`actor=${marked.actorId}`, stranger)).total).toBe(0)
  expect((await owner.send('GET', '/effects?environment=moon')).body['code']).toBe('effect.unknown_choice')
  expect((await owner.send('GET', `/effects?text=a%00b&connector=%00`)).status).toBe(200)
})

test('an export holds what its filters ask for, is written down, and nobody else gets any of it', async () => {
  const one = told({ subject: { kind: 'query', name: '=cmd|evil' }, actorId: newId() })
  await write(one)
  await written(one.id)
  const stranger = await steward.stranger()
  const download = async (query: string, who: Client = owner) => {
    const { body, headers } = await steward.app.inject({ url: `/api/v1/effects/export?${query}`, headers: who.headers })
    return { body, headers }
  }
  const query = `actor=${one.actorId}`

  const csv = await download(`format=csv&${query}`)
  const ndjson = (await download(query)).body.trimEnd().split('\n')

  expect(csv.headers['content-disposition']).toMatch(/receipts-\d{4}-\d\d-\d\d\.csv/)
  const [head, line, ...rest] = csv.body.trimEnd().split('\r\n')
  expect(head).toContain('amount_minor')
  expect(line).toContain(`${one.id},`)
  expect(line).toContain(`"'=cmd|evil"`)
  expect(line).toContain(one.requestHash)
  expect(rest).toEqual([])
  expect(ndjson.filter((each) => each.startsWith('{"receipt"'))).toHaveLength(1)
  expect(ndjson.at(-1)).toBe('{"end":true,"receipts":1}')
  expect((await download(query, stranger)).body).not.toContain(one.id)
  expect((await download(`format=csv&${query}`, stranger)).body).not.toContain(one.id)
  const lines = () =>
    steward.databases
      .pool('audit')
      .query<{ id: string }>(`select id from audit_logs where action = 'effect.receipts_exported' and user_id = $1`, [
        owner.userId,
      ])
  await expect.poll(async () => (await lines()).rowCount).toBe(2)
})

test('secrets, however they are named or wrapped, and megabytes stay out', async () => {
  const secret = 'correct-horse'
  const one = told({
    request: {
      statement: `select '${secret}'`,
      password: 'hunter2',
      note: 'x'.repeat(1_000_000),
      uri: 'mongodb://ada:hunter2@db/x',
    },
    response: { status: null, hash: 'cd'.repeat(32), sizeBytes: 1, excerpt: { echoed: secret, strange, token: 'hunter2' } },
  })
  await write(one, [secret])
  await written(one.id)

  const { text } = await owner.send('GET', `/effects/${one.id}`)
  const { body } = await steward.app.inject({ url: `/api/v1/effects/export`, headers: owner.headers })

  for (const place of [text, body]) {
    expect(place).toContain(one.id)
    expect(place).not.toContain(secret)
    expect(place).not.toContain('hunter2')
  }
  const { request, response } = JSON.parse(text) as Receipt
  expect(JSON.stringify(request).length).toBeLessThanOrEqual(4_096)
  expect(response?.excerpt).toMatchObject({ strange })
})

test('many receipts that are told at once share a line of the audit log', async () => {
  const before = await lines()
  const many = Array.from({ length: 150 }, () => told())
  await steward.databases.transaction('connector', async (tx) => {
    for (const one of many) await writeReceipt(tx, one)
  })
  const last = many.at(-1)
  await written(last?.id ?? '')
  await expect.poll(async () => (await lines()) - before).toBe(1)

  async function lines(): Promise<number> {
    const { rows } = await steward.databases
      .pool('audit')
      .query<{ count: string }>('select count(*) from audit_logs where action = $1 and workspace_id = $2', [
        receiptsWritten,
        owner.workspaceId,
      ])
    return Number(rows[0]?.count)
  }
})
