import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { storedText } from '#test/stored-text'
import { type RunningInstallation, running, until } from '#test/running'
import { openTenant } from '#test/two-tenants'

const secret = 'sw0rdfish and chips'

let server: RunningInstallation
beforeAll(async () => {
  server = await running()
})
afterAll(() => server[Symbol.asyncDispose]())

const make = async (body: object) => (await server.api('POST', '/variables', { scope: 'global', ...body })).body
const set = (name: string, value: string) => ({
  name,
  type: 'set',
  version: 3.4,
  parameters: { mode: 'raw', jsonOutput: `={{ { value: ${value} } }}`, options: {} },
})
const start = (to: string) => ({ name: 'Start', type: 'manual_trigger', to: { [to]: [0, 0] as const } })

async function outcome(workflowId: string) {
  const id = await server.begin(workflowId)
  const { summary } = await server.rested(id)
  const { rows } = await server.databases
    .pool('execution')
    .query<{ text: string }>('select s::text as text from execution_journal s where execution_id = $1', [id])
  return { id, summary, stored: JSON.stringify(rows), shown: JSON.stringify((await server.api('GET', `/executions/${id}`)).body) }
}

test('expressions and code read variables, and a change counts from the next execution on', async () => {
  const made = await make({ name: 'GREETING', value: 'good day' })
  const byExpression = await server.given(givenWorkflow([start('Set'), set('Set', '$vars.GREETING + $vars.MISSING')]), {
    active: false,
  })
  const byCode = await server.given(
    givenWorkflow([
      start('Code'),
      { name: 'Code', type: 'code', version: 2, parameters: { jsCode: 'return [{ json: { value: `${$vars.GREETING}?` } }]' } },
    ]),
    { active: false },
  )
  expect((await outcome(byExpression)).shown).toContain('good day')
  expect((await outcome(byCode)).shown).toContain('good day?')

  await server.api('PATCH', `/variables/${String(made['id'])}`, { version: 1, value: 'good night' })
  expect((await outcome(byExpression)).shown).toContain('good night')
})

test('a secret variable is used but told by nothing: no answer, error, log line, receipt or line of the audit trail', async () => {
  await using peer = await recordingPeer({}, { '/it': () => ({ status: 401 }) })
  const made = await make({ name: 'SHOP_KEY', value: secret, secret: true })
  const workflow = await server.given(
    givenWorkflow([
      start('Call'),
      {
        name: 'Call',
        type: 'http_request',
        version: 4.2,
        parameters: { url: `=${peer.url}/it?key={{ $vars.SHOP_KEY }}`, method: 'POST', options: {} },
      },
    ]),
    { active: false },
  )
  const thrower = await server.given(
    givenWorkflow([
      start('Code'),
      {
        name: 'Code',
        type: 'code',
        version: 2,
        parameters: { jsCode: 'console.log("key", $vars.SHOP_KEY); throw new Error("refused " + $vars.SHOP_KEY)' },
      },
    ]),
    { active: false },
  )

  const called = await outcome(workflow)
  const thrown = await outcome(thrower)

  expect(peer.log.map((one) => one.key)).toEqual([secret])
  expect([called.summary.status, thrown.summary.status]).toEqual(['failed', 'failed'])
  expect(thrown.summary.error?.message).toContain('refused [secret]')
  const receipts = await until(
    async () => (await server.api('GET', `/effects?executionId=${called.id}`)).body,
    (body) => (body['items'] as unknown[]).length > 0,
  )
  await until(
    async () => storedText(server.databases, ['audit']),
    (text) => text.includes(String(made['id'])),
  )
  const stored = await storedText(server.databases, ['audit', 'config', 'execution', 'effect', 'workflow'])
  const everything = JSON.stringify([made, called, thrown, receipts, stored, (await server.api('GET', '/variables')).body])
  for (const form of [secret, encodeURIComponent(secret)]) expect(everything).not.toContain(form)
  expect(everything).toContain('key [secret]')
})

test('a variable of one workflow goes with it, and no other workflow reads it', async () => {
  const document = givenWorkflow([start('Set'), set('Set', '`${$vars.ONLY_HERE}!`')])
  const [mine, other] = [await server.given(document, { active: false }), await server.given(document, { active: false })]
  const made = await make({ name: 'ONLY_HERE', value: 'here', scope: 'workflow', workflowId: mine })

  expect(made).toMatchObject({ workflow: { id: mine, name: 'Given' } })
  expect((await outcome(mine)).shown).toContain('here!')
  expect((await outcome(other)).shown).not.toContain('here!')
  expect((await server.api('DELETE', `/workflows/${mine}`)).status).toBe(204)
  await until(
    async () => JSON.stringify((await server.api('GET', '/variables')).body),
    (text) => !text.includes('ONLY_HERE'),
  )
})

test('viewers read and do not write, and another workspace sees nothing at all', async () => {
  const made = await make({ name: 'SHARED', value: 'xsharedword' })
  const viewer = await server.member('viewer')
  const asViewer = async (method: string, path: string, body?: object) =>
    server.raw(path, {
      method,
      headers: { ...viewer, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  expect(await (await asViewer('GET', '/variables')).text()).toContain('xsharedword')
  expect((await asViewer('POST', '/variables', { name: 'A', value: '1', scope: 'global' })).status).toBe(403)
  expect((await asViewer('DELETE', `/variables/${String(made['id'])}?version=1`)).status).toBe(403)

  const stranger = await openTenant(server, 'xstranger')
  expect(JSON.stringify((await stranger.api('GET', '/variables')).body)).toBe('{"items":[]}')
  expect((await stranger.api('DELETE', `/variables/${String(made['id'])}?version=1`)).status).toBe(404)
  expect((await stranger.api('PATCH', `/variables/${String(made['id'])}`, { version: 1, value: 'mine' })).status).toBe(404)
  const workflow = await server.given(givenWorkflow([start('Set'), set('Set', '1')]), { active: false })
  expect(
    (await stranger.api('POST', '/variables', { name: 'A', value: '1', scope: 'workflow', workflowId: workflow })).body,
  ).toMatchObject({ code: 'variable.workflow_unknown' })
})
