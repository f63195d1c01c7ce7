import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { endpoints } from '@steward/contract/api/endpoints'
import { expect, test } from 'vitest'
import { connectAdmin, openDatabases } from '#db'
import { readSettings } from '#base/settings'
import { givenWorkflow } from '#test/given-workflow'
import { quickFolder } from './test/quick-folder.ts'
import { startServer } from './test/server-process.ts'
import { readBody } from './test/read-body.ts'
import { bareEnv } from './test/bare-env.ts'

/** In every secret that is given; those that Steward makes are gathered besides. */
const mark = 'hush7Qx9'
const owner = { email: 'owner@example.com', password: `${mark}-password of the owner` }
const main = join(import.meta.dirname, 'main.ts')

type Json = Record<string, unknown>
type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; text: string; body: Json }>

async function signedIn(url: string): Promise<{ call: Call; cookie: string }> {
  const headers = { origin: url, 'content-type': 'application/json' }
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify(owner) })
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  expect(session.status, await session.text()).toBe(200)
  const call: Call = async (method, path, body) => {
    const stopping = AbortSignal.timeout(5_000)
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1${path}`, { ...init, headers: { origin: url, cookie, ...type }, signal: stopping })
    const text = await answer.text().catch(() => '')
    return { status: answer.status, text, body: readBody(text, answer.headers.get('content-type')) }
  }
  return { call, cookie }
}

/** Secrets of every kind, given and made; those that were made. */
async function seed(call: Call, peer: string): Promise<string[]> {
  const must = async (...[method, path, body]: Parameters<Call>) => {
    const answer = await call(method, path, body)
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
    return answer.body
  }
  const kinds = {
    httpHeaderAuth: { name: 'X-Key', value: `${mark}-header` },
    httpQueryAuth: { name: 'key', value: `${mark}-query` },
    httpBasicAuth: { user: 'ada', password: `${mark}-basic` },
    httpBearerAuth: { token: `${mark}-bearer` },
  }
  for (const [type, values] of Object.entries(kinds)) {
    const { id } = await must('POST', '/connections', { name: type, type, values })
    await must('PATCH', `/connections/${String(id)}`, { name: `${type} again`, values })
    const connections = { [type]: { id: String(id), name: type } }
    for (const url of [`${peer}/refuses`, 'http://127.0.0.1:1/nobody']) {
      const parameters = { method: 'POST', url, authentication: 'genericCredentialType', genericAuthType: type, options: {} }
      const node = { name: 'Call', type: 'http_request', version: 4.2, parameters, connections }
      const document = givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } }, node])
      const { summary } = (await must('POST', '/workflows', { document })) as { summary: { id: string } }
      await must('POST', `/workflows/${summary.id}/executions`, {})
    }
  }
  await must('POST', '/variables', { name: 'HUSH', value: `${mark}-variable`, scope: 'global', secret: true })
  const { secret: key } = await must('POST', '/api-keys', { name: 'ci' })
  const { secret: totp } = await must('POST', '/second-factor')
  const tokens = await must('POST', '/tokens', { client: 'cli' })
  return [key, totp, tokens['accessToken'], tokens['refreshToken']].map(String)
}

/** Every answer that reading gives, with the ids that the lists have. */
async function readEverything(call: Call): Promise<string[]> {
  const reading = endpoints.filter(({ method, stream }) => method === 'GET' && stream !== true)
  const seen: string[] = []
  const plain = reading.filter(({ path }) => !path.includes(':'))
  for (const { path } of plain) seen.push(`GET ${path}: ${(await call('GET', path)).text}`)
  const ids = [...new Set(seen.join('\n').match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))]
  for (const { path } of reading.filter((one) => one.path.includes(':'))) {
    for (const id of ids.slice(0, 60)) {
      const filled = path.replace(/:(id|workflowId|executionId)\b/, id).replaceAll(/:\w+/g, '1')
      const answer = await call('GET', filled)
      if (answer.status === 200) seen.push(`GET ${filled}: ${answer.text}`)
    }
  }
  return seen
}

async function dump(dataDir: string): Promise<string[]> {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: dataDir }), { migrate: false })
  const client = await connectAdmin(databases.adminUrl('identity'))
  const { rows } = await client.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const seen: string[] = []
  for (const { table } of rows) {
    const found = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${table} t`)
    for (const row of found.rows) seen.push(`${table}: ${row.text}`)
  }
  await client.end()
  await databases.close()
  return seen
}

/** Texts of files of the data folder that are neither the key nor the database. */
function files(folder: string): string[] {
  const skipped = ['postgres', 'encryption.key', 'audit.key']
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !skipped.some((name) => join(entry.parentPath, entry.name).startsWith(join(folder, name))),
    )
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return `${path}: ${readFileSync(path, 'latin1')}`
    })
}

test('no secret is in an answer, a log, an export, a file or the database', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(quickFolder(), 'steward-secrets-'))
  // The database runs as another user, who must pass through.
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const peer = createServer((_request, response) => response.writeHead(500, { 'content-type': 'text/plain' }).end('no'))
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const env = {
    STEWARD_OWNER_EMAIL: owner.email,
    STEWARD_OWNER_PASSWORD: owner.password,
    STEWARD_LOG_LEVEL: 'trace',
    STEWARD_SMTP_URL: `smtp://steward:${mark}-smtp@127.0.0.1:1`,
    STEWARD_METRICS_TOKEN: `${mark}-metrics`,
    STEWARD_SECRET_ENV: 'HUSH',
    HUSH: `${mark}-environment`,
  }
  const server = await startServer(dataDir, { env })
  const seen: string[] = []
  try {
    const { call, cookie } = await signedIn(server.url)
    const made = await seed(call, `http://127.0.0.1:${(peer.address() as AddressInfo).port}`)
    const secrets = [mark, ...made, ...cookie.split('; ').map((one) => one.split('=')[1] ?? one)]
    await new Promise((resolve) => setTimeout(resolve, 2_000))

    const read = await readEverything(call)
    expect(read.length).toBeGreaterThan(60)
    seen.push(...read)
    const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${env.STEWARD_METRICS_TOKEN}` } })
    seen.push(`metrics: ${await metrics.text()}`)
    for (const path of ['/api/openapi.json', '/readyz', '/healthz'])
      seen.push(`${path}: ${await (await fetch(`${server.url}${path}`)).text()}`)
    const wrong = { ...owner, password: `${mark}-wrong` }
    const body = JSON.stringify(wrong)
    const headers = { origin: server.url, 'content-type': 'application/json' }
    seen.push(`refused: ${await (await fetch(`${server.url}/api/v1/session`, { method: 'POST', headers, body })).text()}`)
    const told = await promisify(execFile)(process.execPath, [main, 'doctor', '--security'], {
      env: { ...env, ...bareEnv(), STEWARD_DATA_DIR: dataDir },
    }).catch((error: { stdout: string; stderr: string }) => error)
    seen.push(`doctor: ${told.stdout}${told.stderr}`)
    seen.push(...(await dump(dataDir)), ...files(dataDir))
    await server.stop()
    seen.push(...server.output().split('\n'))

    expect(existsSync(join(dataDir, 'encryption.key'))).toBe(true)
    // Looking at nothing would find nothing: what stands beside the secrets was seen in all of these.
    for (const beside of ['httpQueryAuth again', 'The service refused the request', 'HUSH', 'connection.created', '"level":'])
      expect(
        seen.some((text) => text.includes(beside)),
        beside,
      ).toBe(true)
    const leaks = seen.flatMap((text) => {
      const secret = secrets.find((one) => one.length > 6 && text.includes(one))
      return secret === undefined
        ? []
        : [`${secret} in ${text.slice(Math.max(0, text.indexOf(secret) - 200), text.indexOf(secret) + 100)}`]
    })
    expect(leaks).toEqual([])
  } finally {
    await server.killTree()
    peer.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
