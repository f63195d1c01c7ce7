import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderBlobStore } from '#base/blob-store'
import { newId } from '#base/id'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { sweepResults } from './runner/sweep-results.ts'
import { type Json, running, sharedInstallation, type Shared, until } from '#test/running'

let shared: Shared
let at: Governed
let developer: Somebody
let manager: Somebody
let development: string
beforeAll(async () => {
  shared = await sharedInstallation()
  at = await governed(await running(shared))
  developer = await at.person('developer')
  manager = await at.person('manager')
  development = await at.instance({ environment: 'development' })
})
afterAll(async () => {
  await at.steward.stop()
  await at[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

const done = async (text: string, over: Json = {}) => {
  const query = await at.submit(developer, { instanceId: development, text, ...over })
  return await at.becomes(developer, query['id'], 'completed')
}
const code = (body: Json) => body['code']
const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

test('another workspace sees neither instances nor queries nor results of this one', async () => {
  const query = await done('select 1')
  const { body: account } = await at.owner.api('POST', '/workspaces', { name: 'Elsewhere' })
  const elsewhere = String((account['workspace'] as Json | undefined)?.['id'] ?? account['id'])
  const there = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await at.steward.raw(path, { method, ...init, headers: { ...init.headers, 'x-steward-workspace': elsewhere } })
    return { status: answer.status, text: await answer.text() }
  }
  const id = String(query['id'])

  expect(JSON.parse((await there('GET', '/instances')).text)).toEqual({ items: [] })
  expect(JSON.parse((await there('GET', '/queries')).text)).toMatchObject({ items: [] })
  const asked = await Promise.all([
    there('GET', `/queries/${id}`),
    there('GET', `/queries/${id}/result`),
    there('GET', `/queries/${id}/result/file?format=csv`),
    there('GET', `/queries/${id}/comments`),
    there('POST', `/queries/${id}/comments`, { text: 'hello' }),
    there('POST', `/queries/${id}/cancellation`, {}),
    there('POST', `/queries/${id}/repetition`, {}),
    there('POST', `/queries/${id}/undo`, {}),
    there('PATCH', `/queries/${id}`, { version: 1, comments: 'mine' }),
    there('GET', `/instances/${development}`),
    there('DELETE', `/instances/${development}`),
    there('GET', `/instances/${development}/catalog?database=${at.target.database}`),
    there('POST', '/queries', { instanceId: development, database: at.target.database, form: 'query', text: 'select 1' }),
    there('POST', '/access-grants', { instanceId: development, class: 'read', reason: 'x', until: hour(1) }),
  ])
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 404))
})

test('the manager of a pod decides about its databases, and the manager of another pod does not', async () => {
  const [red, blue] = [await at.pod('Red'), await at.pod('Blue')]
  const instance = await at.instance({ podId: red })
  const [ofRed, ofBlue] = [
    await at.person('viewer', { id: red, isManager: true }),
    await at.person('viewer', { id: blue, isManager: true }),
  ]
  const query = await at.submit(developer, { instanceId: instance, text: 'select 1' })

  expect((await at.decide(ofBlue, query, 'approve')).status).toBe(403)
  expect((await at.decide(ofRed, query, 'approve')).status).toBe(200)
  await at.becomes(developer, query['id'], 'completed')
  expect((await ofRed.api('GET', `/queries/${String(query['id'])}/result`)).status).toBe(200)
  expect((await ofBlue.api('GET', `/queries/${String(query['id'])}/result`)).status).toBe(403)
  const byBlue = { instanceId: instance, database: at.target.database, form: 'query', text: 'select 1' }
  expect((await ofBlue.api('POST', '/queries', byBlue)).status).toBe(403)
})

test('a result is for who asked, who receives it and who decides; others may know of the query alone', async () => {
  const [receiver, other] = [await at.person('viewer'), await at.person('developer')]
  const query = await done('select name from people limit 3', { recipients: [receiver.userId] })
  const path = `/queries/${String(query['id'])}`

  expect((await receiver.api('GET', `${path}/result`)).body['rows']).toHaveLength(3)
  expect((await manager.api('GET', `${path}/result`)).status).toBe(200)
  expect(code((await other.api('GET', `${path}/result`)).body)).toBe('access.result_not_yours')
  expect((await other.api('GET', `${path}/result/file?format=csv`)).status).toBe(403)
  expect((await other.api('GET', path)).body).toMatchObject({ may: { seeResult: false, change: false, cancel: false } })
  expect((await other.api('POST', `${path}/cancellation`, {})).status).toBe(403)
  const stranger = { instanceId: development, text: 'select 1', recipients: [newId()] }
  const refused = await developer.api('POST', '/queries', { database: at.target.database, form: 'query', ...stranger })
  expect(code(refused.body)).toBe('access.people_not_members')
})

test('an instance that names who may see it is not there for others', async () => {
  const chosen = await at.person('developer')
  const instance = await at.instance({ environment: 'development', readers: { people: [chosen.userId], pods: [] } })
  const query = await at.submit(chosen, { instanceId: instance, text: 'select 1' })

  expect((await chosen.api('GET', `/instances/${instance}`)).body).toMatchObject({ settings: null })
  expect((await developer.api('GET', `/instances/${instance}`)).status).toBe(404)
  expect((await developer.api('GET', `/queries/${String(query['id'])}`)).status).toBe(404)
  const { body } = await developer.api('GET', `/queries?instanceId=${instance}`)
  expect(body['items']).toEqual([])
  expect((await manager.api('GET', `/queries/${String(query['id'])}`)).status).toBe(200)
})

test('the 51st query is on the next page', { timeout: 120_000 }, async () => {
  const instance = await at.instance({ environment: 'development' })
  const ids: unknown[] = []
  for (let n = 0; n < 51; n++) ids.push((await at.submit(developer, { instanceId: instance, text: `select ${n}` }))['id'])

  const first = (await developer.api('GET', `/queries?instanceId=${instance}`)).body
  const second = (await developer.api('GET', `/queries?instanceId=${instance}&after=${String(first['next'])}`)).body

  const listed = (page: Json) => (page['items'] as Json[]).map((one) => one['id'])
  expect(listed(first)).toHaveLength(50)
  expect([...listed(first), ...listed(second)]).toEqual(ids.toReversed())
  expect(second['next']).toBeNull()
  const found = (await developer.api('GET', `/queries?instanceId=${instance}&text=select 17`)).body
  expect(listed(found)).toEqual([ids[17]])
  expect(code((await developer.api('GET', '/queries?after=nonsense')).body)).toBe('access.bad_cursor')
  expect(code((await developer.api('GET', '/queries?status=lost')).body)).toBe('access.unknown_status')
})

test('standing access lets reads happen at once, not changes and not what policies deny, and ends when it is revoked', async () => {
  const production = await at.instance()
  const wish = { instanceId: production, class: 'read', reason: 'on call', until: hour(2) }
  expect(code((await developer.api('POST', '/access-grants', { ...wish, until: hour(100) })).body)).toBe('access.grant_too_long')
  expect(code((await developer.api('POST', '/access-grants', { ...wish, until: hour(-1) })).body)).toBe('access.grant_past')
  const { body: grant } = await developer.api('POST', '/access-grants', wish)
  const decision = `/access-grants/${String(grant['id'])}/decision`
  expect((await developer.api('POST', decision, { decision: 'approve' })).status).toBe(403)
  expect((await at.submit(developer, { instanceId: production, text: 'select 1' }))['status']).toBe('pending')
  expect((await manager.api('POST', decision, { decision: 'approve' })).body).toMatchObject({ state: 'approved' })
  expect(code((await manager.api('POST', decision, { decision: 'reject' })).body)).toBe('access.grant_decided')

  const read = await at.submit(developer, { instanceId: production, text: 'select 2' })
  expect(await at.becomes(developer, read['id'], 'completed')).toMatchObject({ grantId: grant['id'], approvalId: null })
  const own = await at.submit(manager, { instanceId: production, text: 'select 2' })
  expect(own['status']).toBe('pending')
  expect((await at.submit(developer, { instanceId: production, text: 'delete from orders where id = 9' }))['status']).toBe(
    'pending',
  )
  const later = await at.submit(developer, { instanceId: production, text: 'select 3', scheduleAt: new Date(Date.now() + 800) })
  expect(later['status']).toBe('approved')
  const revoked = await manager.api('POST', `/access-grants/${String(grant['id'])}/revocation`, {})
  expect(revoked.body).toMatchObject({ state: 'revoked' })

  expect(await at.becomes(developer, later['id'], 'pending')).toMatchObject({ result: null })
  expect((await at.submit(developer, { instanceId: production, text: 'select 4' }))['status']).toBe('pending')
  const policy = {
    name: 'No reads',
    isActive: true,
    answer: 'deny',
    conditions: { subjects: ['query'], connections: [production] },
  }
  const { body: again } = await developer.api('POST', '/access-grants', wish)
  await manager.api('POST', `/access-grants/${String(again['id'])}/decision`, { decision: 'approve' })
  expect((await at.owner.api('POST', '/policies', policy)).status).toBe(201)
  const denied = await at.submit(developer, { instanceId: production, text: 'select 5' })
  expect(denied).toMatchObject({ status: 'rejected', rejectionReason: 'The policy “No reads” denies this.' })
})

test('whoever wants access to manage it alone gives it to nobody: the requester of a grant never decides, whatever they may', async () => {
  const { body: grant } = await manager.api('POST', '/access-grants', {
    instanceId: development,
    class: 'write',
    reason: 'mine',
    until: hour(1),
  })
  const own = await manager.api('POST', `/access-grants/${String(grant['id'])}/decision`, { decision: 'approve' })
  expect(code(own.body)).toBe('access.grant_own')
})

test('nothing of a result or of what was there before lies readable anywhere', async () => {
  const marker = `marker${newId().slice(-12)}`
  const query = await done(`select '${marker}'::text || n as x, email from people, generate_series(1, 20000) n where id = 1`, {})
  expect(query).toMatchObject({ result: { rows: 10_000, isTruncated: true } })

  const folder = join(shared.folder, 'blobs', 'queries')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.filter((text) => text.includes(marker) || text.includes('secret1@'))).toEqual([])
  const page = (await developer.api('GET', `/queries/${String(query['id'])}/result?from=9999`)).body
  expect(page).toMatchObject({ rows: [[`${marker}10000`, '••••']], next: null })
})

test('a result whose time is over is gone for everybody, its key first and its files after', async () => {
  const query = await done('select 42')
  const path = `/queries/${String(query['id'])}`
  const pool = at.steward.databases.pool('access')
  await pool.query(`update query_requests set result_expires_at = now() - interval '1 second' where uuid = $1`, [query['id']])

  expect(code((await developer.api('GET', `${path}/result`)).body)).toBe('access.result_gone')
  expect((await developer.api('GET', path)).body).toMatchObject({ result: { isGone: true }, may: { seeResult: false } })
  const key = async () =>
    (await pool.query<Json>('select result_key, result_parts from query_requests where uuid = $1', [query['id']])).rows
  expect(await until(key, ([row]) => row?.['result_key'] === null)).toEqual([{ result_key: null, result_parts: null }])
  const files = folderBlobStore(join(shared.folder, 'blobs', 'queries'))
  const kept = await done('select 43')
  expect(await sweepResults({ databases: at.steward.databases, files })).toBe(0)
  expect(await sweepResults({ databases: at.steward.databases, files }, -1)).toBe(1)
  const still = await developer.api('GET', `/queries/${String(kept['id'])}/result`)
  expect(still.body['rows']).toEqual([[43]])
})

test('a formula in a result is a text in every file', async () => {
  const query = await done(`select '=cmd()' as a, '-5' as b, 'x,"y"' as "a", '@me' as "+c"`)
  const file = async (format: string) =>
    String((await developer.api('GET', `/queries/${String(query['id'])}/result/file?format=${format}`)).body['text'])

  expect(await file('csv')).toBe(`a,b,a,"'+c"\r\n"'=cmd()",-5,"x,""y""","'@me"\r\n`)
  expect(JSON.parse(await file('json'))).toEqual([{ a: '=cmd()', b: '-5', a_2: 'x,"y"', '+c': '@me' }])
})

test('the schema is browsed and sampled with what is hidden hidden, and each look is in the log', async () => {
  const health = await developer.api('GET', `/instances/${development}/health`)
  expect(health.body['items']).toMatchObject([
    { login: 'read', isReachable: true },
    { login: 'write', isReachable: true },
  ])
  const catalog = await developer.api('GET', `/instances/${development}/catalog?database=${at.target.database}`)
  const people = (catalog.body['items'] as Json[]).find((table) => table['name'] === 'people')
  const columns = people?.['columns'] as Json[] | undefined
  expect(columns?.map((column) => [column['name'], column['isMasked']])).toEqual([
    ['id', false],
    ['name', false],
    ['email', true],
  ])
  const sample = await developer.api('POST', `/instances/${development}/sample`, {
    database: at.target.database,
    schema: 'public',
    table: 'people',
  })
  expect(sample.status, JSON.stringify(sample.body)).toBe(200)
  expect(JSON.stringify(sample.body)).not.toContain('secret')
  const looks = async () => (await at.owner.api('GET', `/audit?resourceId=${development}`)).body['items'] as Json[]
  await until(looks, (lines) => lines.some((line) => line['action'] === 'instance.sampled'))
})

test('rows of which a policy asks are sampled by nobody, unless standing access covers them', async () => {
  const guarded = await at.instance()
  const sample = () =>
    developer.api('POST', `/instances/${guarded}/sample`, { database: at.target.database, schema: 'public', table: 'orders' })
  expect((await sample()).status).toBe(403)

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const wish = { instanceId: guarded, database: at.target.database, class: 'read', reason: 'On call', until: inAnHour }
  const { body } = await developer.api('POST', '/access-grants', wish)
  expect((await sample()).status).toBe(403)
  expect((await at.owner.api('POST', `/access-grants/${String(body['id'])}/decision`, { decision: 'approve' })).status).toBe(200)

  expect((await sample()).body['rows']).toHaveLength(20)
})

test('passwords are never shown, and never sent to another place than they were given for', async () => {
  const shown = await at.owner.api('GET', `/instances/${development}`)
  expect(JSON.stringify(shown.body)).not.toContain(at.target.reader.password)
  const { version } = shown.body['settings'] as Json
  const elsewhere = await at.owner.api('PATCH', `/instances/${development}`, { version, host: 'evil.example.com' })
  expect(code(elsewhere.body)).toBe('access.passwords_anew')
  const metadata = await at.owner.api('POST', '/instances', {
    kind: 'postgresql',
    name: 'Metadata',
    environment: 'development',
    host: '169.254.169.254',
    port: 80,
    databases: ['x'],
    tls: { mode: 'off' },
    readLogin: { user: 'a', password: 'b' },
  })
  const health = await at.owner.api('GET', `/instances/${String((metadata.body['instance'] as Json)['id'])}/health`)
  expect(health.body['items']).toMatchObject([{ isReachable: false, problem: expect.stringContaining('never called') as string }])
})

test('whoever leaves the workspace has nothing executed any more, and receives nothing', async () => {
  const leaving = await at.person('developer')
  const production = await at.instance()
  const query = await at.submit(leaving, { instanceId: production, text: 'select 1' })
  const theirs = await done('select 1', { recipients: [leaving.userId] })
  expect((await at.owner.api('DELETE', `/members/${leaving.userId}`)).status).toBe(204)

  await at.becomes(manager, query['id'], 'cancelled')
  expect((await manager.api('GET', `/queries/${String(theirs['id'])}`)).body['recipients']).toEqual([])
  expect((await at.decide(manager, query, 'approve')).status).toBe(409)
})

test('people talk about a query, and it is told as it changes', async () => {
  const query = await done('select 1')
  const path = `/queries/${String(query['id'])}/comments`
  expect((await manager.api('POST', path, { text: 'Why?' })).status).toBe(201)
  await developer.api('POST', path, { text: 'Because.' })

  const { body } = await developer.api('GET', path)
  expect(body['items']).toMatchObject([
    { text: 'Why?', by: { id: manager.userId } },
    { text: 'Because.', by: { id: developer.userId } },
  ])
})
