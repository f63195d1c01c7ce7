import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { testInstallation } from '#test/installation'
import { bareEnv } from '../test/bare-env.ts'

const main = join(import.meta.dirname, '../main.ts')

type Outcome = { readonly code: number; readonly out: string; readonly err: string }

/** Runs the real command, in a process of its own, against the given database. */
async function apiKey(url: string, argv: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const env = { ...bareEnv(), STEWARD_DATABASE_URL: url, ...environment }
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, 'api-key', ...argv], {
      env,
      cwd: import.meta.dirname,
    })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, err: stderr }
  }
}

test('the command prints a key that the running installation accepts', async () => {
  await using steward = await testInstallation()
  await steward.owner()

  const { code, out, err } = await apiKey(steward.url, ['create', '--name', 'ci', '--scopes', 'workflow:read, execution:read'])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  const client = steward.client({ authorization: `Bearer ${out.trim()}` })
  expect((await client.send('GET', '/session')).body).toMatchObject({ user: { name: 'Ada' }, workspace: { role: 'owner' } })
  expect((await client.send('POST', '/workflows/import', { files: [] })).body).toMatchObject({ code: 'http.scope_missing' })
})

test('an installation whose settings name an owner needs no browser first', async () => {
  await using steward = await testInstallation()

  const refused = await apiKey(steward.url, ['create', '--name', 'ci'])
  const made = await apiKey(steward.url, ['create', '--name', 'ci', '--json'], {
    STEWARD_OWNER_EMAIL: 'ada@example.com',
    STEWARD_OWNER_PASSWORD: 'correct horse battery',
  })

  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toContain('This installation has no owner yet.')
  const { name, secret } = JSON.parse(made.out) as { name: string; secret: string }
  expect(name).toBe('ci')
  expect((await steward.client({ authorization: `Bearer ${secret}` }).send('GET', '/workflows')).status).toBe(200)
})

test('a wrong use says how it is meant', async () => {
  expect(await apiKey('postgres://nowhere/none', [])).toMatchObject({
    code: 2,
    err: expect.stringContaining('usage: steward api-key create') as string,
  })
  expect(await apiKey('postgres://nowhere/none', ['create', '--name', 'x', '--scopes', 'all'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no scope "all"') as string,
  })
  expect(await apiKey('postgres://nowhere/none', ['create', '--nmae', 'x'])).toMatchObject({ code: 2 })
})
