import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Activity, AuditCheckpoint, AuditLine, AuditVerification } from '@steward/contract/api/audit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorFileIn, openNotary, readCheckpoints, readPublicKeys, verifyExport } from '#hub/audit'
import { givenWorkflow } from '#test/given-workflow'
import { running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let steward: RunningInstallation
let workflowId: string
const workflow = givenWorkflow([{ name: 'Start', type: 'manual_trigger' }])

beforeAll(async () => {
  shared = await sharedInstallation()
  steward = await running(shared)
  workflowId = await steward.given({ ...workflow, name: 'Order sync' }, { active: false })
  await steward.api('POST', '/connections', {
    name: '=HYPERLINK("evil")',
    type: 'httpBasicAuth',
    values: { user: 'u', password: 'p' },
  })
  await until(
    async () => (await lines()).length,
    (count) => count >= 2,
  )
})
afterAll(async () => {
  await steward.stop()
  await shared[Symbol.asyncDispose]()
})

async function lines(query = '', place = '/audit'): Promise<AuditLine[]> {
  const { status, body } = await steward.api('GET', `${place}?limit=200${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return (body as unknown as { items: AuditLine[] }).items
}
const actions = async (query: string) => (await lines(query)).map(({ action }) => action)
const download = async (path: string) => {
  const answer = await steward.raw(path, {})
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const verification = async (place = '/audit') =>
  (await steward.api('GET', `${place}/verification?fresh=true`)).body as unknown as AuditVerification

test('the log is filtered by person, action, thing, means, time and words', async () => {
  const all = await lines()
  const made = all.find(({ action }) => action === 'workflow.created') as AuditLine
  expect(made).toMatchObject({
    actor: { name: 'owner' },
    means: 'web',
    resource: { type: 'workflow', id: workflowId, name: 'Order sync' },
    from: { address: '127.0.0.1' },
    erased: false,
  })
  expect(await actions(`&action=workflow.created`)).toEqual(['workflow.created'])
  expect(await actions(`&action=connection.*`)).toEqual(['connection.created'])
  expect(await actions(`&resourceId=${workflowId}`)).toEqual(['workflow.created'])
  expect(await actions(`&resourceType=connection`)).toEqual(['connection.created'])
  expect(await actions(`&text=ORDER%20sy`)).toEqual(['workflow.created'])
  expect(await actions(`&text=100%25`)).toEqual([])
  expect(await actions(`&means=api`)).toEqual([])
  expect(await actions(`&actor=${workflowId}`)).toEqual([])
  const own = await lines(`&actor=${made.actor?.id}`)
  expect(own.map(({ actor }) => actor?.id)).toEqual(own.map(() => made.actor?.id))
  expect(own.map(({ id }) => id)).toContain(made.id)
  expect(await actions(`&to=${made.at}`)).not.toContain('workflow.created')
  expect(await actions(`&from=${made.at}&action=workflow.*`)).toContain('workflow.created')
})

test('pages follow each other by number, and a strange cursor is refused', async () => {
  const first = await steward.api('GET', '/audit?limit=1')
  const [newest, ...older] = await lines()
  expect(first.body).toMatchObject({ items: [{ id: newest?.id }], next: String(newest?.seq) })
  const second = await steward.api('GET', `/audit?limit=1&after=${String(first.body['next'])}`)
  expect(second.body).toMatchObject({ items: [{ id: older[0]?.id }] })
  for (const after of ['-1', '1%27', '99999999999999999999', 'x'])
    expect(await steward.api('GET', `/audit?after=${after}`)).toMatchObject({ status: 400, body: { code: 'audit.bad_cursor' } })
})

test('only who may read the log reads it, and looking is written down once', async () => {
  const [viewer, admin] = [await steward.member('viewer'), await steward.member('admin')]
  const ask = (headers: Record<string, string>, path: string, method = 'GET') =>
    fetch(`${steward.url}/api/v1${path}`, { method, headers }).then(({ status }) => status)

  for (const path of ['/audit', '/audit/export', '/audit/verification', '/audit/checkpoints', '/audit/public-key'])
    expect(await ask(viewer, path), path).toBe(403)
  for (const path of ['/installation/audit', '/installation/audit/export', '/installation/audit/verification'])
    expect(await ask(admin, path), path).toBe(403)
  expect(await ask(admin, '/audit')).toBe(200)
  expect(await ask(admin, '/audit?text=x')).toBe(200)
  const looks = async () => (await lines('&action=audit.read')).length
  // One of the owner, one of the admin, however often they looked.
  await until(looks, (count) => count >= 2)
  expect(await looks()).toBe(2)
})

test('an export proves itself to whoever has the public key, and says that it was made', async () => {
  // A link names its workspace in the address.
  const { workspace } = (await steward.api('GET', '/session')).body as { workspace: { id: string } }
  const answer = await download(`/audit/export?workspace=${workspace.id}`)
  const file = join(shared.folder, 'export.json')
  writeFileSync(file, answer.text)
  const { publicKey } = (await steward.api('GET', '/audit/public-key')).body as { publicKey: string }
  const { head, verdict } = await verifyExport(file, { keys: readPublicKeys(publicKey), checkpoints: [] })

  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-My-workspace-\d{4}-\d\d-\d\d\.json"$/)
  expect(head.workspace).toBe('My workspace')
  expect(verdict).toMatchObject({ holds: true, integrity: { holds: true }, anchored: { upTo: verdict.lines } })
  expect(verdict.lines).toBeGreaterThanOrEqual(2)
  expect(answer.text).not.toContain('"publicKey":"-----BEGIN PRIVATE')
  await until(
    () => actions('&action=audit.exported'),
    (found) => found.length > 0,
  )
  expect(await download('/audit/export?text=x')).toMatchObject({
    status: 400,
    text: expect.stringContaining('filtered_proof') as string,
  })
})

test('a spreadsheet takes no cell for a formula', async () => {
  const { text, headers } = await download('/audit/export?format=csv&action=connection.created')
  const bytes = new Uint8Array(await (await steward.raw('/audit/export?format=csv&text=nowhere', {})).arrayBuffer())
  const [head = '', row = '', ...rest] = text.split('\r\n')

  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  // The mark of UTF-8, which `text()` has taken away.
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(head).toMatch(/^seq,at,recorded_at,user_id,user_name,means,action/)
  expect(rest).toEqual([''])
  expect(row).toContain('connection.created,connection,')
  expect(row).toContain(String.raw`"{""name"": ""=HYPERLINK`.replaceAll(': ', ':'))
  expect(row).not.toMatch(/(^|,)"?[=+@-]/)
})

test('a checkpoint is made on demand, once for a line, and is kept in the database and in the file', async () => {
  const made = await steward.api('POST', '/audit/checkpoints')
  const checkpoint = made.body as unknown as AuditCheckpoint
  expect(made.status).toBe(201)
  const anchored = await readCheckpoints(anchorFileIn(shared.folder), checkpoint.chain)
  expect(anchored).toContainEqual(checkpoint)
  const { items } = (await steward.api('GET', '/audit/checkpoints')).body as unknown as { items: AuditCheckpoint[] }
  expect(items[0]?.seq).toBeGreaterThanOrEqual(checkpoint.seq)
  expect(items).toContainEqual(checkpoint)
  expect(statSync(join(shared.folder, 'audit.key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(shared.folder, 'audit', 'public-keys.pem'), 'utf8')).toBe(
    openNotary({ auditKey: undefined, dataDir: shared.folder }).publicKey,
  )
  await until(
    () => actions('&action=audit.checkpoint_made'),
    (found) => found.length > 0,
  )
})

test('people read what was done in sentences, and see no more than they may', async () => {
  const { body } = await steward.api('GET', '/activity')
  const { items } = body as unknown as { items: Activity[] }
  expect(items.map(({ actor, description, resource }) => `${actor?.name} ${description} ${resource.name}`)).toContain(
    'owner created the workflow Order sync',
  )
  // A line that names nothing is about what an earlier one has named.
  await steward.api('POST', `/workflows/${workflowId}/archive`)
  await steward.api('DELETE', `/workflows/${workflowId}`)
  const last = () =>
    steward
      .api('GET', `/activity?resourceId=${workflowId}&limit=1`)
      .then((answer) => answer.body['items'] as unknown as Activity[])
  await until(last, ([one]) => one?.description === 'deleted the workflow')
  expect(await last()).toMatchObject([{ resource: { name: 'Order sync' } }])

  const viewer = await steward.member('viewer')
  const seen = (await (await fetch(`${steward.url}/api/v1/activity`, { headers: viewer })).json()) as { items: Activity[] }
  const kinds = new Set(seen.items.map(({ resource }) => resource.type))
  expect(kinds).toContain('workflow')
  expect(kinds).not.toContain('audit')
})

test('the chain of the installation is apart from those of workspaces', async () => {
  const installation = await lines('', '/installation/audit')
  expect(installation.map(({ action }) => action)).toContain('user.signed_in')
  expect(await actions('&action=user.signed_in')).toEqual([])
  expect(await verification('/installation/audit')).toMatchObject({ holds: true, chain: '00000000-0000-0000-0000-000000000000' })
  const exported = JSON.parse((await download('/installation/audit/export')).text) as { workspace: null; lines: unknown[] }
  expect(exported.workspace).toBe(null)
})

test('what somebody with all rights did to the database is told, also when they took the checkpoints along', async () => {
  await steward.api('POST', '/audit/checkpoints')
  const { chain, lastSeq, anchored } = await until(verification, (found) => found.lastSeq > found.anchored.upTo)
  expect(anchored.holds).toBe(true)
  const admin = new pg.Client({ connectionString: shared.url })
  await admin.connect()
  await admin.query('set session_replication_role = replica')
  await admin.query('set search_path to audit')
  const remove = async (what: string) => {
    await admin.query(`delete from audit_logs where workspace_id = $1 and ${what}`, [chain])
    await admin.query('delete from checkpoints where workspace_id = $1', [chain])
  }

  await remove('seq > 1')
  expect(await verification()).toMatchObject({ holds: false, lines: 1, integrity: { holds: true } })
  expect((await verification()).continuity.broken).toMatchObject({
    seq: 2,
    reason: expect.stringContaining(`line ${anchored.upTo} was signed`) as string,
  })
  // Nobody gets what is left signed, and it can be exported all the same.
  expect(await steward.api('POST', '/audit/checkpoints')).toMatchObject({ status: 409, body: { code: 'audit.not_signed' } })
  expect(await download('/audit/export')).toMatchObject({ status: 200 })

  await until(
    async () => (await lines()).length,
    (count) => count >= 2,
  )
  await remove('true')
  await admin.end()
  const gone = await verification()
  expect(gone).toMatchObject({ holds: false, lines: 0, lastSeq: 0 })
  expect(gone.continuity.broken?.reason).toContain('there is no line at all')
  expect(lastSeq).toBeGreaterThan(anchored.upTo)
})
