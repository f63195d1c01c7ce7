import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { readSettings } from '#base/settings'
import { connectAdmin, openDatabases } from '#db'
import { givenWorkflow } from '../test/given-workflow.ts'
import { quickFolder } from '../test/quick-folder.ts'
import { ownerApi, startServer } from '../test/server-process.ts'
import { bareEnv } from '../test/bare-env.ts'

const main = join(import.meta.dirname, '..', 'main.ts')
const folder = mkdtempSync(join(quickFolder(), 'steward-backup-'))
// The database runs as another user, who must pass through.
chmodSync(folder, 0o711)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function steward(dataDir: string, argv: string[]): Promise<{ code: number; said: string }> {
  const env = { ...bareEnv(), STEWARD_DATA_DIR: dataDir, STEWARD_LOG_LEVEL: 'error' }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...argv], { env, encoding: 'utf8' })
    return { code: 0, said: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, said: stdout + stderr }
  }
}

/** Every row of every hub, without what a process notes of itself while it runs. */
async function everything(dataDir: string): Promise<Map<string, string[]>> {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: dataDir }), { migrate: false })
  const client = await connectAdmin(databases.adminUrl('identity'))
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) and c.relname <> all($2) order by 1, 2`,
    [databases.hubs, ['schema_history', 'outbox', 'inbox', 'workers', 'schedules']],
  )
  const found = new Map<string, string[]>()
  for (const { schema, name } of rows) {
    const table = `"${schema}"."${name}"`
    const { rows: own } = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${table} t order by 1`)
    found.set(
      table,
      own.map((row) => row.text),
    )
  }
  await client.end()
  await databases.close()
  return found
}

test(
  'an installation is backed up while it works, and comes back whole in an empty data folder',
  { timeout: 240_000 },
  async () => {
    const [dataDir, other] = [join(folder, 'data'), join(folder, 'other')]
    const [byKey, byWords, words] = [join(folder, 'by-key'), join(folder, 'by-words'), join(folder, 'words')]
    writeFileSync(words, 'seven words that nobody would ever guess\n')
    const server = await startServer(dataDir)
    try {
      const api = await ownerApi(server.url)
      const made = await api('POST', '/connections', { name: 'Shop', type: 'httpBearerAuth', values: { token: 'hunter2' } })
      const document = givenWorkflow([{ name: 'Start', type: 'manual_trigger' }])
      const { body } = await api('POST', '/workflows', { document })
      const { id } = (body as { summary: { id: string } }).summary
      for (let n = 0; n < 5; n += 1) await api('POST', `/workflows/${id}/executions`, {})
      expect(made.status).toBe(201)
      // While somebody goes on working.
      const busy = (async () => {
        for (let n = 0; n < 20; n += 1) await api('POST', `/workflows/${id}/executions`, {})
      })()
      expect(await steward(dataDir, ['backup', byWords, '--passphrase-file', words])).toMatchObject({ code: 0 })
      await busy
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    } finally {
      await server.stop()
    }
    expect(await steward(dataDir, ['backup', byKey])).toMatchObject({ code: 0 })
    expect((await steward(dataDir, ['backup', byKey])).said).toContain('is there already')
    expect(readFileSync(byKey, 'latin1')).not.toContain('manual_trigger')

    // Without the key nothing is restored, and the installation stays empty.
    mkdirSync(other)
    expect((await steward(other, ['restore', byKey])).said).toContain('locked with an encryption key that is not here')
    expect(existsSync(join(other, 'encryption.key'))).toBe(false)
    cpSync(join(dataDir, 'encryption.key'), join(other, 'encryption.key'))
    expect(await steward(other, ['restore', byKey])).toMatchObject({ code: 0 })

    expect(await everything(other)).toEqual(await everything(dataDir))
    const restored = await startServer(other)
    try {
      const api = await ownerApi(restored.url)
      const { body } = await api('GET', '/connections')
      const [connection] = (body as { items: { id: string; name: string }[] }).items
      expect(connection?.name).toBe('Shop')
      // The stored secret still opens: one value changes, the other stays.
      expect((await api('PATCH', `/connections/${connection?.id}`, { values: { token: 'another' } })).status).toBe(200)
    } finally {
      await restored.stop()
    }
    expect((await steward(other, ['restore', byKey])).said).toContain('is not empty')
    expect((await steward(other, ['audit', 'verify'])).code).toBe(0)

    const third = join(folder, 'third')
    mkdirSync(third)
    expect((await steward(third, ['restore', byWords])).said).toContain('locked with a passphrase')
    expect((await steward(third, ['restore', byWords, '--passphrase-file', words, '--without-key'])).code).toBe(0)
    expect((await everything(third)).get('"workflow"."workflows"')).toHaveLength(1)
  },
)
