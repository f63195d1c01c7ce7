import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#base/id'
import { log } from '#base/log'
import { CheckpointKeeper, openNotary, record } from '#hub/audit'
import { type TestDatabase, testDatabase } from '#test/database'
import { startRelay } from '#db'
import { auditSubscriptions } from '#hub/audit'
import { until } from '#test/running'
import { bareEnv } from '../test/bare-env.ts'

const folder = mkdtempSync(join(tmpdir(), 'steward-audit-'))
const dataDir = join(folder, 'data')
const workspaceId = newId()
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  const { databases } = database
  await databases
    .pool('tenant')
    .query(`insert into workspaces (id, name, owner_id) values ($1, 'Sales', gen_random_uuid())`, [workspaceId])
  const by = { actorId: null, workspaceId, now: new Date() }
  await databases.transaction('tenant', async (tx) => {
    for (let n = 0; n < 5; n++)
      await record(tx, by, { action: 'thing.made', resourceType: 'thing', resourceId: `${n}`, new: { name: `=thing ${n}` } })
  })
  const relay = startRelay(databases, auditSubscriptions)
  await until(
    async () => (await databases.pool('audit').query('select from audit_logs')).rowCount,
    (count) => count === 5,
  )
  await relay.stop()
  const notary = openNotary({ auditKey: undefined, dataDir })
  await new CheckpointKeeper({ db: databases, notary, log, clock: () => new Date() }).sign(workspaceId, new Date())
}, 60_000)
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

type Said = { readonly code: number; readonly out: string; readonly errors: string }

/** The command as a process of its own; `offline` where it has neither a database nor a data folder. */
function steward(argv: readonly string[], { offline = false } = {}): Promise<Said> {
  const env = offline
    ? { STEWARD_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', STEWARD_DATA_DIR: join(folder, 'nothing') }
    : { STEWARD_DATABASE_URL: database.url, STEWARD_DATA_DIR: dataDir }
  const main = join(import.meta.dirname, '..', 'main.ts')
  return new Promise((resolve) => {
    execFile(process.execPath, [main, 'audit', ...argv], { cwd: folder, env: { ...bareEnv(), ...env } }, (error, out, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, errors }),
    )
  })
}

test('an export is verified where there is neither database nor key folder, by the public key alone', async () => {
  const [file, key] = [join(folder, 'sales.json'), join(folder, 'key.pem')]
  const made = await steward(['export', '--workspace', 'Sales', file])
  expect(made, made.errors).toMatchObject({ code: 0 })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(key, (await steward(['public-key'])).out)

  const good = await steward(['verify', file, '--public-key', key], { offline: true })
  expect(good, good.errors).toMatchObject({ code: 0 })
  expect(good.out).toMatch(/Workspace "Sales" .+: 5 lines\n[^]+anchored {4}up to line 5, signed [^]+The audit log holds\./)
  expect(existsSync(join(folder, 'nothing'))).toBe(false)

  // Without a key nobody can tell who signed it.
  const unknown = await steward(['verify', file], { offline: true })
  expect(unknown).toMatchObject({ code: 1, out: expect.stringContaining('a key that is not trusted') as string })
  expect(unknown.out).toContain('--public-key')

  const text = readFileSync(file, 'utf8')
  const changed = join(folder, 'changed.json')
  writeFileSync(changed, text.replace('"thing.made"', '"thing.mode"'))
  const bad = await steward(['verify', changed, '--public-key', key, '--json'], { offline: true })
  expect(bad.code).toBe(1)
  expect(JSON.parse(bad.out)).toMatchObject([{ name: 'Sales', verdict: { holds: false, integrity: { broken: { seq: 1 } } } }])
  // Whoever takes the lines away with their signatures is found out by a copy of the checkpoints.
  const none = join(folder, 'none.json')
  writeFileSync(none, text.replace(/"checkpoints":\[\n[^]*$/, '"checkpoints":[\n],"lines":[\n]}\n'))
  expect(await steward(['verify', none, '--public-key', key], { offline: true })).toMatchObject({ code: 0 })
  const copies = join(dataDir, 'audit', 'checkpoints.jsonl')
  const missed = await steward(['verify', none, '--public-key', key, '--checkpoints', copies], { offline: true })
  expect(missed).toMatchObject({ code: 1, out: expect.stringContaining('BROKEN at line 1: there is no line at all') as string })
}, 60_000)

test('a spreadsheet is written as well, and no file twice', async () => {
  const file = join(folder, 'sales.csv')
  expect(await steward(['export', '--workspace', workspaceId, '--format', 'csv', file])).toMatchObject({ code: 0 })
  expect(readFileSync(file, 'utf8').split('\r\n').length).toBeGreaterThanOrEqual(7)

  const again = await steward(['export', '--workspace', workspaceId, file])
  expect(again).toMatchObject({ code: 1, errors: `The file ${file} is there already; name a new one.\n` })
}, 60_000)

test('wrong use is explained', async () => {
  const cases: [string[], number, string][] = [
    [[], 2, 'usage: steward audit'],
    [['verify', 'a', 'b'], 2, 'a word too many'],
    [['export', 'x.json'], 2, 'Say which'],
    [['export', '--workspace', 'Sales'], 2, 'Name the file'],
    [['export', '--workspace', 'Sales', '--format', 'xml', 'x'], 2, '"xml" is no format'],
    [['verify', '--workspace', 'Sales'], 2, '"verify" takes no --workspace'],
    [['export', '--workspace', 'Nobody', join(folder, 'x')], 1, 'There is no workspace "Nobody"'],
    [['verify', join(folder, 'missing.json')], 1, 'There is no file'],
    [['verify', process.execPath], 1, 'not an export of an audit log'],
    [['verify', '--public-key', join(folder, 'missing.pem')], 1, 'The public key cannot be read'],
    [['verify', '--checkpoints', join(folder, 'missing.jsonl')], 1, 'holds no checkpoint'],
  ]
  const said = await Promise.all(cases.map(([argv]) => steward(argv)))
  for (const [index, [argv, code, words]] of cases.entries()) {
    expect(said[index]?.code, argv.join(' ')).toBe(code)
    expect(said[index]?.errors, argv.join(' ')).toContain(words)
  }
}, 60_000)

test('the installation itself is verified, and a missing chain is missed', async () => {
  const whole = await steward(['verify'])
  expect(whole, whole.errors).toMatchObject({ code: 0 })
  expect(whole.out).toContain('Workspace "Sales"')

  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await admin.query('set session_replication_role = replica')
  await admin.query('delete from audit.audit_logs; delete from audit.checkpoints')
  await admin.end()
  const gone = await steward(['verify'])
  expect(gone).toMatchObject({
    code: 1,
    out: expect.stringContaining('there is no line at all, but line 5 was signed') as string,
  })
}, 60_000)
