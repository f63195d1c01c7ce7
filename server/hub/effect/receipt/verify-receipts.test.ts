import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { startRelay } from '#db'
import type { EffectFact, FactsOfChange } from '#engine/host'
import { auditSubscriptions, CheckpointKeeper, exportJson, openNotary, readTrustedKeys, verifyExport } from '#hub/audit'
import { type AttestedBatch, ReceiptsFault, receiptsWritten, verifyReceipts } from '#hub/effect'
import { type Client, testInstallation, type TestInstallation } from '#test/installation'
import { until } from '#test/running'
import { receiptsOf } from './receipt-of-fact.ts'
import { takeReceipts } from './take-receipts.ts'
import { bareEnv } from '#test/bare-env'

type Owner = Client & { readonly workspaceId: string }

const folder = mkdtempSync(join(tmpdir(), 'steward-receipts-'))
const strange = 'a\u0000b\ud800c =1+1'
let steward: TestInstallation
let owner: Owner
let exported: string[]
let audit: string
let attested: Map<string, AttestedBatch>

const doubtful = newId()
const facts = (count: number, over: Partial<EffectFact> = {}): EffectFact[] =>
  Array.from({ length: count }, (_, n) => fact({ nodeName: `Node ${n}`, ...over }))

const fact = (over: Partial<EffectFact> = {}): EffectFact => ({
  id: newId(),
  nodeId: 'n',
  nodeName: strange,
  runIndex: 0,
  class: 'pay',
  target: 'api.example.com',
  connection: { kind: 'httpHeaderAuth', id: newId(), name: strange },
  requestHash: 'ab'.repeat(32),
  request: { [strange]: [strange, 1e21, -0, 0.1], parameters: { 2: 'b', 1: 'a' } },
  environment: 'production',
  connector: 'http_request',
  policies: [{ id: newId(), name: strange, version: 3 }],
  approvalId: newId(),
  actorId: newId(),
  amount: { minor: '-0129', currency: 'EUR' },
  cost: { minor: '0', currency: 'USD' },
  outcome: 'completed',
  tries: 1,
  intendedMs: Date.UTC(2026, 5, 1),
  settledMs: Date.UTC(2026, 5, 1) + 40,
  durationMs: 40,
  response: { status: 200, hash: 'cd'.repeat(32), sizeBytes: 7, excerpt: { first: strange } },
  decision: null,
  ...over,
})

const take = (workspaceId: string, place: number, told: EffectFact[]) => {
  const change: FactsOfChange = {
    executionId: newId(),
    workspaceId,
    workflowId: newId(),
    workflowName: strange,
    workflowVersion: 1,
    place,
    facts: told,
  }
  return steward.databases.transaction('effect', (tx) => takeReceipts(tx, receiptsOf([change]), new Date()))
}

beforeAll(async () => {
  steward = await testInstallation()
  owner = await steward.owner()
  await take(owner.workspaceId, 1, [...facts(5), fact({ id: doubtful, outcome: 'in_doubt', settledMs: null, response: null })])
  await take(owner.workspaceId, 2, facts(3, { class: 'write' }))
  // What is written again is joined with what was there: its request, and when it was intended first.
  const { request: _request, ...again } = fact({ id: doubtful, outcome: 'happened', intendedMs: Date.UTC(2026, 5, 2) })
  await take(owner.workspaceId, 3, [again, fact({ undoes: doubtful, class: 'pay' })])
  const relay = startRelay(steward.databases, auditSubscriptions)
  const { databases } = steward
  const lines = async () =>
    (await databases.pool('audit').query(`select from audit_logs where action = $1`, [receiptsWritten])).rowCount
  await until(lines, (count) => count === 3)
  await relay.stop()

  exported = await exportOf('')
  const notary = openNotary({ auditKey: undefined, dataDir: folder })
  const keeper = new CheckpointKeeper({ db: databases, notary, log, clock: () => new Date() })
  const about = { chain: owner.workspaceId, workspace: 'Own', now: new Date() }
  audit = ''
  for await (const chunk of await exportJson({ db: databases, notary, keeper }, about)) audit += chunk
  writeFileSync(join(folder, 'audit.json'), audit)
  writeFileSync(join(folder, 'key.pem'), notary.publicKey)
  attested = new Map()
  const { verdict } = await verifyExport(join(folder, 'audit.json'), {
    keys: readTrustedKeys(folder) ?? new Map(),
    checkpoints: [],
    see: ({ action, resourceId, seq, values }) => {
      const { digest, count } = values?.content?.metadata ?? {}
      if (action === receiptsWritten && typeof digest === 'string')
        attested.set(String(resourceId), { seq, digest, count: Number(count) })
    },
  })
  expect(verdict.holds).toBe(true)
}, 60_000)
afterAll(async () => {
  await steward[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const exportOf = async (query: string) => {
  const { body } = await steward.app.inject({ url: `/api/v1/effects/export${query}`, headers: owner.headers })
  return body.trimEnd().split('\n')
}
const verify = async (lines: readonly string[]) => {
  const path = join(folder, `${newId()}.ndjson`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return verifyReceipts(path, { workspaceId: owner.workspaceId, batches: attested })
}
const reasons = async (lines: readonly string[]) => (await verify(lines)).faults.map(({ reason }) => reason)
const isReceipt = (line: string) => line.startsWith('{"receipt"')
const ended = (lines: readonly string[]) => [
  ...lines.slice(0, -1),
  JSON.stringify({ end: true, receipts: lines.filter(isReceipt).length }),
]

test('every batch has one line in the audit log, and an export is proven by it, names and payloads of every kind among them', async () => {
  expect([...attested.values()].map(({ count }) => count)).toEqual([6, 3, 2])
  expect(await verify(exported)).toEqual({
    holds: true,
    receipts: 10,
    proven: 10,
    older: 0,
    isFiltered: false,
    faults: [],
    faultCount: 0,
  })
  const undone = exported.find((line) => line.includes(doubtful) && line.includes('"undone"')) ?? ''
  expect(JSON.parse(undone)).toMatchObject({
    receipt: { revision: 3, outcome: 'undone', intended_at: '2026-06-01T00:00:00.000Z', amount: '-129', request: {} },
  })
})

test('an export with filters proves what is in it', async () => {
  const lines = await exportOf('?class=write')

  expect(await verify(lines)).toMatchObject({ holds: true, receipts: 3, proven: 3, isFiltered: true })
})

test('any character of a receipt that is changed, and each one that is taken out, added or put back, is seen', async () => {
  const at = exported.findIndex((line) => isReceipt(line) && line.includes('Node 2'))
  const line = exported[at] ?? ''
  const replaced = (with_: string) => exported.with(at, with_)

  expect(await reasons(replaced(line.replace('"class":"write"', '"class":"read"')))).toEqual(['the receipt was changed'])
  expect(await reasons(replaced(line.replace('Node 2', 'Node 3')))).toEqual(['the receipt was changed'])
  expect(await reasons(ended(exported.toSpliced(at, 1)))).toEqual(['the receipt is missing'])
  expect(await reasons(exported.toSpliced(at, 1))).toContain('the file says that it has 10 receipts and has 9')
  expect(await reasons(ended(exported.toSpliced(at, 0, line)))).toContain('the receipt stands there twice')
  expect(await reasons(ended(exported.toSpliced(at, 0, line.replace(/"id":"[^"]+"/, `"id":"${newId()}"`))))).toEqual([
    'no batch that the audit log attests holds the receipt',
  ])
  const unbound = line.replace(/"batch":"[^"]+"\}$/, '"batch":null}')
  expect(await reasons(replaced(unbound))).toEqual(['the receipt names no batch, but one holds it'])
})

test('an earlier state of a receipt, which its batch once held, is not taken for the last one', async () => {
  const at = exported.findIndex((line) => isReceipt(line) && line.includes(`"id":"${doubtful}"`))
  const first = exported.find((line) => line.startsWith('{"batch"') && line.includes(doubtful.replaceAll('-', ''))) ?? ''
  const { batch } = JSON.parse(first) as { batch: string }
  const line = (exported[at] ?? '').replace(/"batch":"[^"]+"\}$/, `"batch":"${batch}"}`)

  expect(await reasons(exported.with(at, line))).toEqual([
    'the receipt was written again later, and that is not what stands there',
  ])
})

test('batches that are changed, taken out or unknown to the log are seen, and another file is refused in words', async () => {
  const at = exported.findIndex((line) => line.startsWith('{"batch"'))
  const line = exported[at] ?? ''
  const { batch, leaves } = JSON.parse(line) as { batch: string; leaves: string }

  expect(await reasons(exported.with(at, JSON.stringify({ batch, leaves: leaves.slice(96) })))).toContain(
    'the batch is not the one that the audit log attests',
  )
  expect(await reasons(exported.toSpliced(at, 1))).toContain('the batch is missing, with its receipts')
  expect(await reasons(exported.with(at, JSON.stringify({ batch: newId(), leaves })))).toContainEqual(
    expect.stringMatching(/^the audit log says nothing of the batch/),
  )
  for (const [lines, sentence] of [
    [exported.slice(0, -1), /cut off/],
    [[...exported, exported[1] ?? ''], /behind its end/],
    [exported.with(1, '{"a":1}'), /line 2 is neither/],
    [exported.with(1, '{"batch": 1}'), /line 2 cannot be read/],
    [exported.with(2, (exported[2] ?? '').replace('{"', '{"batch":"x","')), /line 3 cannot be read|line 3 is neither/],
    [exported.with(0, (exported[0] ?? '').replace(owner.workspaceId, newId())), /is of the workspace/],
    [['hello'], /line 1 cannot be read/],
    [[''], /cannot be read/],
  ] as const) {
    const broken = await verify(lines).catch((error: unknown) => error)
    expect(broken).toBeInstanceOf(ReceiptsFault)
    expect((broken as Error).message).toMatch(sentence)
  }
})

test('an auditor needs the two files and the key, and neither a database nor a server', async () => {
  const path = join(folder, 'receipts.ndjson')
  writeFileSync(path, `${exported.join('\n')}\n`)
  const key = ['--public-key', join(folder, 'key.pem')]

  const good = await command(['verify', path, join(folder, 'audit.json'), ...key])
  writeFileSync(path, `${exported.join('\n').replace('Node 1', 'Node 7')}\n`)
  const bad = await command(['verify', path, join(folder, 'audit.json'), ...key])
  writeFileSync(join(folder, 'forged.json'), audit.replace(/"digest":"(.)/, '"digest":"0$1'))
  const forged = await command(['verify', path, join(folder, 'forged.json'), ...key])

  expect(good).toMatchObject({ code: 0, errors: '' })
  expect(good.out).toContain('The audit log holds.')
  expect(good.out).toContain('Receipts: 10, of which the audit log proves 10')
  expect(bad.code).toBe(1)
  expect(bad.out).toContain('the receipt was changed')
  expect(forged.code).toBe(1)
  expect((await command(['verify', path])).code).toBe(2)
  expect(await command(['verify', 'nowhere', join(folder, 'audit.json'), ...key])).toMatchObject({
    code: 1,
    errors: 'There is no file nowhere.\n',
  })
})

function command(argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  const main = join(import.meta.dirname, '../../../main.ts')
  const env = { STEWARD_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', STEWARD_DATA_DIR: join(folder, 'nothing') }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, 'receipts', ...argv],
      { cwd: folder, env: { ...bareEnv(), ...env } },
      (error, out, errors) => resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    )
  })
}
