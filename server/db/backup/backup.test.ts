import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BackupLock, connectAdmin, connectDatabases, publish, readBackupHeader, restoreBackup, writeBackup } from '#db'
import { createTestDatabase, testDatabase } from '#test'
import { type HubName, hubs } from '../../hubs.ts'
import { givenWorkflow } from '../../test/given-workflow.ts'
import { running } from '../../test/running.ts'
import type { Databases } from '../databases.ts'

const lock: BackupLock = { by: 'key', id: 'k', key: Buffer.alloc(32, 5) }

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'backup-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function emptyInstallation(migrate = false): Promise<Databases & AsyncDisposable> {
  const { url, drop } = await createTestDatabase()
  const databases = await connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, url])), { migrate, release: drop })
  return { ...databases, [Symbol.asyncDispose]: () => databases.close() }
}

const tell = (databases: Databases, key: string, text: string) =>
  databases.transaction('audit', (tx) => publish(tx, { type: 'audit.told', key, payload: { text } }))

const told = async (databases: Databases) =>
  (await databases.pool('audit').query('select id, key, payload, created_at from outbox order by id')).rows

const hostile = 'tab\t newline\n backslash\\ \\. quote\' "double" \u0000 é 漢字 😀 \\N'

const filesBelow = (path: string) =>
  existsSync(path) ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : []

const blobsIn = (path: string) => ({ blobs: { path, read: 'after' as const } })

test('everything comes back as it was: rows, times, sequences, files', async () => {
  await using db = await testDatabase()
  await tell(db.databases, 'one', hostile)
  await tell(db.databases, 'two', 'x'.repeat(3_000_000))
  mkdirSync(join(folder, 'blobs', 'ab'), { recursive: true })
  writeFileSync(join(folder, 'blobs', 'ab', 'cd'), Buffer.from([0, 1, 2, 255]))
  const file = join(folder, 'backup')

  const written = await writeBackup(db.databases, { file, keyId: 'k', lock, folders: blobsIn(join(folder, 'blobs')) })
  await using empty = await emptyInstallation()
  const restored = await restoreBackup(empty, { file, lock, folders: blobsIn(join(folder, 'other')) })

  expect(restored).toEqual(written)
  expect(await told(empty)).toEqual(await told(db.databases))
  expect(readFileSync(join(folder, 'other', 'ab', 'cd'))).toEqual(Buffer.from([0, 1, 2, 255]))
  await tell(empty, 'three', 'the numbers go on')
  expect((await told(empty)).map((row: { id: string }) => row.id)).toEqual(['1', '2', '3'])
})

test('an installation with an owner, a workflow and its executions is restored as a whole', async () => {
  await using server = await running()
  const id = await server.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  await server.rested(await server.begin(id))
  const file = join(folder, 'backup')
  await writeBackup(server.databases, { file, keyId: 'k', lock, folders: blobsIn(folder) })

  await using empty = await emptyInstallation()
  await restoreBackup(empty, { file, lock, folders: blobsIn(join(folder, 'other')) })

  const of = async (databases: Databases) => [
    (await databases.pool('identity').query('select * from users')).rows,
    (await databases.pool('identity').query('select * from installation')).rows,
    (await databases.pool('workflow').query('select * from workflows')).rows,
    (await databases.pool('execution').query('select * from workflow_executions')).rows,
  ]
  expect(await of(empty)).toEqual(await of(server.databases))
  const { rows } = await connectAdmin(empty.adminUrl('identity')).then((client) =>
    client.query(`select from pg_trigger where tgenabled = 'D'`).finally(() => client.end()),
  )
  expect(rows).toEqual([])
})

test('what is written while the backup runs is either whole in it or not at all', async () => {
  await using db = await testDatabase()
  const file = join(folder, 'backup')
  const running = writeBackup(db.databases, { file, keyId: 'k', lock, folders: blobsIn(folder) })
  for (let n = 0; n < 50; n += 1) {
    await db.databases.transaction('audit', async (tx) => {
      await publish(tx, { type: 'audit.told', key: `pair ${n}`, payload: {} })
      await publish(tx, { type: 'audit.told', key: `pair ${n}`, payload: {} })
    })
  }
  await running

  await using empty = await emptyInstallation()
  await restoreBackup(empty, { file, lock, folders: blobsIn(join(folder, 'other')) })

  const { rows } = await empty.pool('audit').query('select key from outbox group by key having count(*) <> 2')
  expect(rows).toEqual([])
})

test('files that follow the database are never ahead of it', async () => {
  await using db = await testDatabase()
  const file = join(folder, 'backup')
  const follows = (path: string) => ({ audit: { path, read: 'before' as const } })
  mkdirSync(join(folder, 'audit'))
  const lines = join(folder, 'audit', 'lines')
  writeFileSync(lines, '')
  const write = async (n: number) => {
    await tell(db.databases, `${n}`, '')
    appendFileSync(lines, `${n}\n`)
  }
  await write(0)
  const over = new AbortController()
  const running = writeBackup(db.databases, { file, keyId: 'k', lock, folders: follows(join(folder, 'audit')) }).finally(() =>
    over.abort(),
  )
  for (let n = 1; !over.signal.aborted; n += 1) await write(n)
  await running

  await using empty = await emptyInstallation()
  await restoreBackup(empty, { file, lock, folders: follows(join(folder, 'other')) })

  const numbers = readFileSync(join(folder, 'other', 'lines'), 'utf8')
    .trim()
    .split('\n')
  const known = new Set((await told(empty)).map((row: { key: string }) => row.key))
  expect(numbers.filter((n) => !known.has(n))).toEqual([])
  expect(numbers.length).toBeGreaterThan(0)
})

test('an installation that holds something is not overwritten', async () => {
  await using db = await testDatabase()
  await tell(db.databases, 'one', 'mine')
  const file = join(folder, 'backup')
  await writeBackup(db.databases, { file, keyId: 'k', lock, folders: blobsIn(folder) })

  await expect(restoreBackup(db.databases, { file, lock, folders: blobsIn(folder) })).rejects.toThrow(
    'The installation is not empty (audit.outbox holds rows)',
  )
})

test.each([
  ['cut off', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length * 0.7))],
  [
    'changed in the middle',
    (whole: Buffer) => Buffer.concat([whole.subarray(0, 600), Buffer.from('garbage'), whole.subarray(607)]),
  ],
  ['something else', () => Buffer.from('PK not a backup at all')],
])('a file that is %s is refused and leaves the database empty', async (_, damage) => {
  await using db = await testDatabase()
  await tell(db.databases, 'one', hostile)
  const file = join(folder, 'backup')
  mkdirSync(join(folder, 'blobs'))
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, 'blobs', name), randomBytes(100_000))
  await writeBackup(db.databases, { file, keyId: 'k', lock, folders: blobsIn(join(folder, 'blobs')) })
  writeFileSync(file, damage(readFileSync(file)))

  await using empty = await emptyInstallation(true)
  await expect(restoreBackup(empty, { file, lock, folders: blobsIn(join(folder, 'other')) })).rejects.toThrow(
    'not a whole backup of Steward',
  )

  expect(await told(empty)).toEqual([])
  expect(filesBelow(join(folder, 'other'))).toEqual([])
})

test('the partitions of later months are made before their rows come', async () => {
  await using db = await testDatabase()
  const make = `create table audit.monthly (at timestamptz not null, n int) partition by range (at)`
  const admin = await connectAdmin(db.url)
  await admin.query(`${make}; create table audit.monthly_2031_05 partition of audit.monthly for values from ('2031-05-01') to ('2031-06-01');
    insert into audit.monthly values ('2031-05-05', 7)`)
  await admin.end()
  const file = join(folder, 'backup')
  await writeBackup(db.databases, { file, keyId: 'k', lock, folders: blobsIn(folder) })

  await using empty = await emptyInstallation(true)
  const other = await connectAdmin(empty.adminUrl('audit'))
  await other.query(make)
  await restoreBackup(empty, { file, lock, folders: blobsIn(join(folder, 'other')) })

  expect((await other.query('select n from audit.monthly_2031_05')).rows).toEqual([{ n: 7 }])
  await other.end()
})

test('a locked backup shows nothing of what is in it, and opens with its key or passphrase alone', async () => {
  await using db = await testDatabase()
  await tell(db.databases, 'one', 'between these lines')
  const words: BackupLock = { by: 'passphrase', passphrase: 'seven words that nobody would ever guess' }
  for (const own of [lock, words]) {
    const file = join(folder, `backup by ${own.by}`)
    await writeBackup(db.databases, { file, keyId: 'k', lock: own, folders: blobsIn(folder) })
    await using empty = await emptyInstallation()
    const restore = (other?: BackupLock) => restoreBackup(empty, { file, lock: other, folders: blobsIn(join(folder, 'other')) })

    expect(await readBackupHeader(file)).toMatchObject({ keyId: 'k', by: own.by })
    expect(readFileSync(file).subarray(0, 2_000).toString('latin1').split('\n')[1]).not.toContain('\u001f\u008b')
    await expect(restore({ by: 'key', id: 'k', key: Buffer.alloc(32, 6) })).rejects.toThrow('not a whole backup')
    await expect(restore({ by: 'passphrase', passphrase: 'other words' })).rejects.toThrow(
      'not the one the backup was locked with',
    )
    await expect(restore()).rejects.toThrow('not a whole backup')
    await restore(own)
    expect(await told(empty)).toHaveLength(1)
  }
})
