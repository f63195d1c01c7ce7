import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { keyIdOf, readKeyFile } from '#base/keyring'
import { openDatabases } from '#db'
import { readSettings } from '#base/settings'
import { quickFolder } from '../test/quick-folder.ts'
import { ownerApi, startServer } from '../test/server-process.ts'
import { bareEnv } from '../test/bare-env.ts'

const main = join(import.meta.dirname, '..', 'main.ts')
const folder = mkdtempSync(join(quickFolder(), 'steward-rotate-'))
// The database runs as another user, who must pass through.
chmodSync(folder, 0o711)
const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops) await stop()
  rmSync(folder, { recursive: true, force: true })
})

async function steward(dataDir: string, argv: string[]): Promise<string> {
  const env = { ...bareEnv(), STEWARD_DATA_DIR: dataDir, STEWARD_LOG_LEVEL: 'error' }
  return (await promisify(execFile)(process.execPath, [main, ...argv], { env, encoding: 'utf8' })).stdout
}

async function keyIdsOfConnections(dataDir: string): Promise<string[]> {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: dataDir }), { migrate: false })
  const { rows } = await databases
    .pool('connector')
    .query<{ id: string }>(`select distinct split_part(encrypted_config, '.', 2) as id from connections`)
  await databases.close()
  return rows.map((row) => row.id)
}

test(
  'the key is changed while the server works: nothing is lost, nothing stays under the former key, and it can be done again',
  { timeout: 180_000 },
  async () => {
    const dataDir = join(folder, 'data')
    const server = await startServer(dataDir)
    stops.push(() => server.stop())
    const api = await ownerApi(server.url)
    const make = (name: string) =>
      api('POST', '/connections', { name, type: 'httpBearerAuth', values: { token: `token of ${name}` } })
    for (let n = 0; n < 20; n += 1) expect((await make(`before ${n}`)).status).toBe(201)
    const [former] = readKeyFile(join(dataDir, 'encryption.key'))

    const rotating = steward(dataDir, ['rotate-key'])
    while (readKeyFile(join(dataDir, 'encryption.key')).length < 2) await new Promise((resolve) => setTimeout(resolve, 20))
    await expect(steward(dataDir, ['rotate-key'])).rejects.toThrow('being changed already')
    let meanwhile = 0
    const isDone = rotating.then(() => true)
    while (!(await Promise.race([isDone, new Promise((resolve) => setTimeout(resolve, 200, false))])))
      expect((await make(`meanwhile ${(meanwhile += 1)}`)).status).toBe(201)

    const [present, ...others] = readKeyFile(join(dataDir, 'encryption.key'))
    const presentId = keyIdOf(present ?? Buffer.alloc(0))
    expect(await rotating).toContain(`new key ${presentId}`)
    expect(others).toEqual([])
    expect(present).not.toEqual(former)
    expect(readdirSync(join(dataDir, 'former-keys'))).toEqual([`${keyIdOf(former ?? Buffer.alloc(0))}.key`])
    expect((await make('after')).status).toBe(201)
    expect(await keyIdsOfConnections(dataDir)).toEqual([presentId])
    // What was locked before opens: a change of one value keeps the secret of the other.
    const { body } = await api('GET', '/connections')
    const items = (body as { items: { id: string }[] }).items
    expect(items).toHaveLength(21 + meanwhile)
    expect((await api('PATCH', `/connections/${items[0]?.id}`, { values: { token: 'another' } })).status).toBe(200)
    expect(server.output()).not.toMatch(/"level":"(warn|error)"/)
  },
)

test('a change that was broken off goes on from where it was', { timeout: 120_000 }, async () => {
  const dataDir = join(folder, 'data')
  const path = join(dataDir, 'encryption.key')
  const [present] = readKeyFile(path)
  const next = Buffer.alloc(32, 9)
  // As after a kill between the first step and the second.
  writeFileSync(path, `${next.toString('base64')}\n${present?.toString('base64')}\n`)

  await steward(dataDir, ['rotate-key'])

  expect(readKeyFile(path)).toEqual([next])
  expect(await keyIdsOfConnections(dataDir)).toEqual([keyIdOf(next)])
  expect(existsSync(join(dataDir, 'former-keys', `${keyIdOf(present ?? next)}.key`))).toBe(true)
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1)
})
