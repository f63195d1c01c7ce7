import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import type { Databases } from '#db'
import { type TestDatabase, testDatabase } from '#test/database'
import { appendLines } from '../append-lines.ts'
import { signCheckpoint } from '../chain/checkpoint.ts'
import { givenKey } from '../chain/given-chain.fixture.ts'
import { verifyLog } from '../verify-log.ts'
import { readCheckpoints } from './anchor-file.ts'
import { insertCheckpoint, listCheckpoints } from './checkpoint.store.ts'
import { CheckpointKeeper } from './keep-checkpoints.ts'
import { openNotary } from './notary.ts'

const folder = mkdtempSync(join(tmpdir(), 'steward-notary-'))
afterAll(() => rmSync(folder, { recursive: true }))
const newFolder = () => mkdtempSync(join(folder, 'data-'))

const recordedAt = new Date('2026-01-01T12:00:00.000Z')
const minutesLater = (minutes: number) => new Date(recordedAt.getTime() + minutes * 60_000)

const append = (db: Databases, workspaceId: string, count: number) =>
  db.transaction('audit', (tx) =>
    appendLines(
      tx,
      Array.from({ length: count }, (_, n) => ({
        id: newId(),
        userId: null,
        workspaceId,
        address: null,
        agent: null,
        at: recordedAt.toISOString(),
        action: 'thing.made',
        resourceType: 'thing',
        resourceId: `${n}`,
        old: null,
        new: null,
        metadata: null,
      })),
      recordedAt,
    ),
  )

function keeperOf({ databases }: TestDatabase, notary = openNotary({ auditKey: undefined, dataDir: newFolder() })) {
  return { notary, keeper: new CheckpointKeeper({ db: databases, notary, log, clock: () => minutesLater(600) }) }
}

async function tamper(database: TestDatabase, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('set session_replication_role = replica')
  await client.query(statement)
  await client.end()
}

test('a chain is signed after an hour or a thousand lines, and not before', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const { keeper, notary } = keeperOf(database)
  const [small, large] = [newId(), newId()]
  await append(databases, small, 3)
  await append(databases, large, 1000)
  const signed = async (chain: string) => (await listCheckpoints(databases.pool('audit'), chain)).map(({ seq }) => seq)

  await keeper.signDue(minutesLater(59))
  expect([await signed(small), await signed(large)]).toEqual([[], [1000]])
  await keeper.signDue(minutesLater(61))
  expect(await signed(small)).toEqual([3])
  await keeper.signDue(minutesLater(300))
  expect([await signed(small), await signed(large)]).toEqual([[3], [1000]])
  await append(databases, small, 1)
  await keeper.signDue(minutesLater(300))
  expect(await signed(small)).toEqual([4, 3])
  expect((await readCheckpoints(notary.anchorFile)).map(({ seq }) => seq)).toEqual([1000, 3, 4])
})

test('two processes that sign at once make one checkpoint of a line', async () => {
  await using database = await testDatabase()
  const chain = newId()
  const { keeper, notary } = keeperOf(database)
  await append(database.databases, chain, 5)
  const { keeper: other } = keeperOf(database, notary)

  await Promise.all([keeper.sign(chain, minutesLater(1)), other.sign(chain, minutesLater(2))])
  expect(await listCheckpoints(database.databases.pool('audit'), chain)).toHaveLength(1)
  expect(await readCheckpoints(notary.anchorFile)).toHaveLength(1)
})

test('what a killed process did not write to the file is written at the next start', async () => {
  await using database = await testDatabase()
  const chain = newId()
  const { keeper, notary } = keeperOf(database)
  await append(database.databases, chain, 1)
  await keeper.sign(chain, minutesLater(1))
  await append(database.databases, chain, 1)
  const { checkpoint } = await keeper.sign(chain, minutesLater(2))
  const [first] = readFileSync(notary.anchorFile, 'utf8').split('\n')
  // Killed in the middle of the second line.
  writeFileSync(notary.anchorFile, `${first}\n${JSON.stringify(checkpoint).slice(0, 40)}`)

  const { keeper: restarted } = keeperOf(database, notary)
  restarted.start()
  await expect.poll(async () => (await readCheckpoints(notary.anchorFile)).length).toBe(2)
  await restarted.stop()
  expect((await readCheckpoints(notary.anchorFile, chain)).at(-1)).toEqual(checkpoint)
})

test('a rewritten chain is not signed, and one that was signed by a strange key is told', async () => {
  await using database = await testDatabase()
  const { databases } = database
  const { keeper, notary } = keeperOf(database)
  const [rewritten, swapped] = [newId(), newId()]
  for (const chain of [rewritten, swapped]) {
    await append(databases, chain, 3)
    await keeper.sign(chain, minutesLater(1))
    await append(databases, chain, 2)
  }
  await tamper(database, `update audit.audit_logs set action = 'thing.kept' where workspace_id = '${rewritten}' and seq = 5`)
  expect(await keeper.sign(rewritten, minutesLater(2))).toMatchObject({ isNew: false, broken: { seq: 5 } })
  await keeper.signDue(minutesLater(120))
  expect((await listCheckpoints(databases.pool('audit'), rewritten)).map(({ seq }) => seq)).toEqual([3])

  const [old] = await listCheckpoints(databases.pool('audit'), swapped)
  const forged = signCheckpoint(givenKey(9), {
    chain: swapped,
    seq: 3,
    lines: 3,
    hash: old?.hash ?? '',
    at: minutesLater(1).toISOString(),
  })
  await databases.transaction('audit', (tx) => insertCheckpoint(tx, forged))
  const verdict = await verifyLog({ db: databases, notary }, swapped)
  expect(verdict).toMatchObject({ holds: false, integrity: { holds: true }, continuity: { holds: true }, anchored: { upTo: 5 } })
  expect(verdict.anchored.broken?.reason).toContain('a key that is not trusted')
})

test('with another key what the former one signed stays signed', async () => {
  await using database = await testDatabase()
  const [chain, dataDir] = [newId(), newFolder()]
  const former = openNotary({ auditKey: undefined, dataDir })
  await append(database.databases, chain, 2)
  await keeperOf(database, former).keeper.sign(chain, minutesLater(1))
  const notary = openNotary({ auditKey: Buffer.alloc(32, 5), dataDir })
  await keeperOf(database, notary).keeper.sign(chain, minutesLater(2))

  expect(notary.keyId).not.toBe(former.keyId)
  expect([...notary.trusted.keys()]).toEqual([former.keyId, notary.keyId])
  expect(await verifyLog({ db: database.databases, notary }, chain)).toMatchObject({ holds: true, anchored: { upTo: 2 } })
  expect(await listCheckpoints(database.databases.pool('audit'), chain)).toHaveLength(2)
})

test('the key is made once, for nobody else to read, and a broken one is refused in a sentence', () => {
  const dataDir = newFolder()
  const [first, second] = [openNotary({ auditKey: undefined, dataDir }), openNotary({ auditKey: undefined, dataDir })]
  expect(second.publicKey).toBe(first.publicKey)
  expect(statSync(join(dataDir, 'audit.key')).mode & 0o777).toBe(0o600)

  const broken = newFolder()
  writeFileSync(join(broken, 'audit.key'), 'short')
  expect(() => openNotary({ auditKey: undefined, dataDir: broken })).toThrow(/holds no key of 32 bytes/)
  appendFileSync(join(dataDir, 'audit', 'public-keys.pem'), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')
  expect(() => openNotary({ auditKey: undefined, dataDir })).toThrow(/public-keys\.pem cannot be used/)
})
