import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from '#base/settings'
import { testInstallation } from '#test/installation'
import { setConfig } from '#test/set-config'
import { checkExposure } from './check-exposure.ts'
import { checkModes } from './check-modes.ts'
import { checkSecurity } from './check-security.ts'
import type { Finding } from './finding.ts'

/** The state of a subject, as the settings in the environment bring it about. */
function exposed(subject: string, environment: Record<string, string>): Finding['state'] | undefined {
  return checkExposure(readSettings(environment, '/nowhere')).find((one) => one.subject === subject)?.state
}

test('an address that others reach without encryption is a problem, one of this machine is not', () => {
  expect(exposed('public address', {})).toBe('fine')
  expect(exposed('public address', { STEWARD_PUBLIC_URL: 'http://localhost:4000' })).toBe('fine')
  expect(exposed('public address', { STEWARD_PUBLIC_URL: 'https://steward.example.com' })).toBe('fine')
  expect(exposed('public address', { STEWARD_PUBLIC_URL: 'http://steward.example.com' })).toBe('broken')
  expect(exposed('public address', { STEWARD_PUBLIC_URL: 'http://localhost.example.com' })).toBe('broken')
})

test('whoever believes everybody about addresses is told so', () => {
  expect(exposed('trusted proxies', {})).toBe('fine')
  expect(exposed('trusted proxies', { STEWARD_TRUST_PROXY: '10.0.0.7' })).toBe('fine')
  expect(exposed('trusted proxies', { STEWARD_TRUST_PROXY: '10.0.0.0/8' })).toBe('doubtful')
  expect(exposed('trusted proxies', { STEWARD_TRUST_PROXY: 'uniquelocal' })).toBe('doubtful')
  expect(exposed('trusted proxies', { STEWARD_TRUST_PROXY: '0.0.0.0/0' })).toBe('broken')
  expect(exposed('trusted proxies', { STEWARD_TRUST_PROXY: 'loopback,::/0' })).toBe('broken')
})

test('open metrics, mail without TLS, private addresses, open ways to databases and a left-over password are pointed at', () => {
  expect(exposed('metrics', {})).toBe('fine')
  expect(exposed('metrics', { STEWARD_HOST: '0.0.0.0' })).toBe('doubtful')
  expect(exposed('metrics', { STEWARD_HOST: '0.0.0.0', STEWARD_METRICS_TOKEN: 'short' })).toBe('doubtful')
  expect(exposed('metrics', { STEWARD_HOST: '0.0.0.0', STEWARD_METRICS_TOKEN: 'x'.repeat(32) })).toBe('fine')
  expect(exposed('mail', {})).toBe('doubtful')
  expect(exposed('mail', { STEWARD_SMTP_URL: 'smtp://mail.example.com' })).toBe('doubtful')
  expect(exposed('mail', { STEWARD_SMTP_URL: 'smtps://mail.example.com' })).toBe('fine')
  expect(exposed('calls of workflows', {})).toBe('doubtful')
  expect(exposed('calls of workflows', { STEWARD_OUTBOUND_DENY_PRIVATE: 'true' })).toBe('fine')
  expect(exposed('database', {})).toBeUndefined()
  expect(exposed('database', { STEWARD_DATABASE_URL: 'postgres://u:p@127.0.0.1/s' })).toBeUndefined()
  expect(exposed('database', { STEWARD_DATABASE_URL: 'postgres://u:p@db.example.com/s' })).toBe('doubtful')
  expect(exposed('database', { STEWARD_DATABASE_URL: 'postgres://u:p@db.example.com/s?sslmode=verify-full' })).toBeUndefined()
  expect(exposed('owner', { STEWARD_OWNER_EMAIL: 'a@b.co', STEWARD_OWNER_PASSWORD: 'correct horse' })).toBe('doubtful')
})

test('no secret of the settings is in what is said', () => {
  const said = JSON.stringify(
    checkExposure(
      readSettings(
        {
          STEWARD_DATABASE_URL: 'postgres://u:hunter2@db.example.com/s',
          STEWARD_SMTP_URL: 'smtp://me:hunter2@mail.example.com',
          STEWARD_METRICS_TOKEN: 'hunter2',
          STEWARD_OWNER_EMAIL: 'a@b.co',
          STEWARD_OWNER_PASSWORD: 'hunter2hunter2',
        },
        '/nowhere',
      ),
    ),
  )

  expect(said).not.toContain('hunter2')
})

test('keys and data that other users can read are named, with the command that closes them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-modes-'))
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir, { mode: 0o700 })
  writeFileSync(join(dataDir, 'encryption.key'), 'x', { mode: 0o600 })
  const states = () => checkModes({ dataDir }, folder).filter((one) => one.subject === 'files')
  expect(states()).toMatchObject([{ state: 'fine' }])

  chmodSync(join(dataDir, 'encryption.key'), 0o640)
  chmodSync(dataDir, 0o755)
  writeFileSync(join(folder, '.env'), 'x', { mode: 0o644 })

  expect(states().map(({ state, says }) => `${state} ${says.slice(says.indexOf('run "'))}`)).toEqual([
    `doubtful run "chmod go-rw ${dataDir}"`,
    `broken run "chmod 600 ${join(dataDir, 'encryption.key')}"`,
    `doubtful run "chmod 600 ${join(folder, '.env')}"`,
  ])
  rmSync(folder, { recursive: true })
})

test('people, keys and roles are looked at in the database', async () => {
  await using steward = await testInstallation()
  const owner = await steward.owner()
  const settings = readSettings({ STEWARD_DATABASE_URL: steward.url, STEWARD_DATA_DIR: '/nowhere' }, '/nowhere')
  const about = async (subject: string) => (await checkSecurity(settings)).filter((one) => one.subject === subject)
  expect(await about('second factor')).toMatchObject([{ state: 'doubtful', says: expect.stringContaining('1 of 1') as string }])
  expect([await about('API keys'), await about('sign-up')]).toEqual([[], []])
  expect(await about('roles of the database')).toMatchObject([{ state: 'fine' }])

  await owner.send('POST', '/api-keys', { name: 'k' })
  await steward.databases
    .pool('identity')
    .query(`update api_keys set created_at = now() - interval '91 days'; update users set two_factor_enabled = true`)
  await setConfig(steward.databases, 'identity.sign_up', 'open')

  expect((await about('API keys')).map(({ says }) => says.slice(0, 22))).toEqual([
    '1 never expire; make n',
    '1 were not used for 90',
    '1 of administrators ma',
  ])
  expect(await about('sign-up')).toMatchObject([{ state: 'doubtful' }])
  expect(await about('second factor')).toEqual([])
})
