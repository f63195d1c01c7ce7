import type { WorkflowDocument } from '@steward/contract/workflow'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { type Json, running, type RunningInstallation, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let steward: RunningInstallation
beforeAll(async () => {
  shared = await sharedInstallation()
  steward = await running(shared)
})
afterAll(async () => {
  await steward.stop()
  await shared[Symbol.asyncDispose]()
})

const setTo = (value: string) => ({
  mode: 'raw',
  jsonOutput: JSON.stringify({ value }),
  options: {},
})

/** A webhook, and a node that gives a value. */
const giving = (value: string, more: Partial<WorkflowDocument> = {}): WorkflowDocument =>
  givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Value: [0, 0] } },
      { name: 'Hook', type: 'webhook', version: 2, parameters: { path: `hook-${Math.random()}` }, to: { Value: [0, 0] } },
      { name: 'Value', type: 'set', version: 3.4, parameters: setTo(value) },
    ],
    more,
  )

const changed = (document: WorkflowDocument, value: string): WorkflowDocument => ({
  ...document,
  nodes: document.nodes.map((node) => (node.name === 'Value' ? { ...node, parameters: setTo(value) } : node)),
})

const versions = new Map<string, number>()
async function save(id: string, document: WorkflowDocument): Promise<void> {
  const baseVersion = versions.get(id) ?? 1
  versions.set(id, baseVersion + 1)
  expect((await steward.api('PUT', `/workflows/${id}`, { document, baseVersion })).status).toBe(200)
}
const publish = (id: string) => steward.api('POST', `/workflows/${id}/activate`)
const publishedOf = async (id: string) =>
  ((await steward.api('GET', `/workflows/${id}`)).body['summary'] as Json)['publishedVersion']

async function recorded(): Promise<{ id: string; document: WorkflowDocument; executionId: string }> {
  const document = giving('one')
  const id = await steward.given(document)
  const executionId = await steward.begin(id, { trigger: 'Start' })
  await steward.rested(executionId)
  const set = await steward.api('PUT', `/workflows/${id}/recordings/${executionId}`, { name: 'The usual' })
  expect([set.status, set.body]).toMatchObject([
    200,
    { executionId, name: 'The usual', addedBy: { name: expect.any(String) as string } },
  ])
  return { id, document, executionId }
}

test('a version that does otherwise than a recording is not published until somebody says that it is meant', async () => {
  const { id, document, executionId } = await recorded()
  await save(id, changed(document, 'two'))

  const refused = await publish(id)
  const rehearsal = (await steward.api('POST', `/workflows/${id}/rehearsal`, {})).body
  expect(refused).toMatchObject({ status: 409, body: { code: 'workflow.recordings_differ' } })
  expect(await publishedOf(id)).toBe(1)
  expect(rehearsal).toMatchObject({
    version: 2,
    isClear: false,
    accepted: null,
    lines: [
      {
        executionId,
        name: 'The usual',
        result: 'different',
        status: { old: 'completed', new: 'completed' },
        counts: { different: 1 },
        text: '"Value" would give "two" at outputs[0][0].json.value, not "one".',
      },
    ],
  })

  const accept = (body: Json) => steward.api('POST', `/workflows/${id}/rehearsal/acceptance`, body)
  expect((await accept({ version: 2, hash: '0'.repeat(64), reason: 'meant' })).body['code']).toBe('workflow.no_differences')
  expect((await accept({ version: 2, hash: rehearsal['hash'], reason: 'meant' })).status).toBe(204)
  expect((await publish(id)).status).toBe(200)
  expect(await publishedOf(id)).toBe(2)

  // What was said holds for these differences alone.
  await save(id, changed(document, 'three'))
  expect((await publish(id)).status).toBe(409)
})

test('a version that does the same is published, and what is not kept any more stands in nobody’s way', async () => {
  const { id, document, executionId } = await recorded()
  await save(id, { ...document, description: 'better described' })
  expect((await publish(id)).status).toBe(200)

  await steward.databases.pool('execution').query('delete from workflow_executions where id = $1', [executionId])
  await save(id, changed(document, 'two'))
  const rehearsal = (await steward.api('POST', `/workflows/${id}/rehearsal`, {})).body
  expect(rehearsal).toMatchObject({ isClear: true, lines: [{ result: 'gone' }] })
  expect((await publish(id)).status).toBe(200)
})

test('only executions of the workflow that are over can be recordings, and they can be taken out', async () => {
  const { id, executionId } = await recorded()
  const other = await recorded()

  const foreign = await steward.api('PUT', `/workflows/${id}/recordings/${other.executionId}`, { name: 'x' })
  const taken = await steward.api('DELETE', `/workflows/${id}/recordings/${executionId}`)
  const again = await steward.api('DELETE', `/workflows/${id}/recordings/${executionId}`)

  expect(foreign).toMatchObject({ status: 409, body: { code: 'workflow.not_recordable' } })
  expect([taken.status, again.status]).toEqual([204, 404])
  expect((await steward.api('GET', `/workflows/${id}/recordings`)).body['items']).toEqual([])
})

test('two versions are compared: the published one with the newest unless others are named', async () => {
  const document = giving('one')
  const id = await steward.given(document)
  await save(id, changed(document, 'two'))

  const usual = (await steward.api('GET', `/workflows/${id}/comparison`)).body
  const same = (await steward.api('GET', `/workflows/${id}/comparison?from=2&to=2`)).body
  const none = await steward.api('GET', `/workflows/${id}/comparison?to=9`)

  expect(usual).toMatchObject({
    from: 1,
    to: 2,
    comparison: { same: false, nodes: { changed: [{ name: 'Value', changes: [{ path: 'parameters.jsonOutput' }] }] } },
  })
  expect(same).toMatchObject({ comparison: { same: true } })
  expect(none).toMatchObject({ status: 404, body: { code: 'workflow.version_not_found' } })
})

test('where a policy asks first, exactly the version that was approved is published, when it is approved', async () => {
  const policy = await steward.api('POST', '/policies', {
    name: 'Review before publishing',
    answer: 'ask',
    conditions: { subjects: ['publish'], environments: ['staging'] },
    asking: { quorum: 1, expiresInMinutes: 60 },
  })
  expect(policy.status).toBe(201)
  const document = giving('one', { settings: { executionOrder: 'v1', environment: 'staging' } })
  const id = await steward.given(document, { active: false })

  const asked = await publish(id)
  const review = asked.body['review'] as { version: number; approvalId: string }
  expect(asked).toMatchObject({ status: 200, body: { review: { version: 1 }, summary: { publishedVersion: null } } })
  // What is saved meanwhile was not looked at.
  await save(id, changed(document, 'two'))
  const approval = (await steward.api('GET', `/approvals/${review.approvalId}`)).body
  expect(approval).toMatchObject({
    state: 'pending',
    title: 'Publish version 1 of "Given": 3 nodes added, 2 edges changed.',
    subject: { kind: 'publish', workflowId: id, workflowVersion: 1 },
    mayDecide: false,
  })

  const admin = await steward.member('admin')
  const decided = await fetch(`${steward.url}/api/v1/approvals/${review.approvalId}/decision`, {
    method: 'POST',
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify({ decision: 'approve', hash: approval['hash'] }),
  })
  expect(decided.status).toBe(200)
  const published = await until(
    async () => (await steward.api('GET', `/workflows/${id}`)).body,
    ({ review: left }) => left === null,
  )
  expect(published).toMatchObject({ summary: { version: 2, publishedVersion: 1, status: 'active' } })

  // The newer one is asked for by itself, and stays unpublished where it is refused.
  const second = (await publish(id)).body['review'] as { version: number; approvalId: string }
  expect(second).toMatchObject({ version: 2 })
  const next = (await steward.api('GET', `/approvals/${second.approvalId}`)).body
  await fetch(`${steward.url}/api/v1/approvals/${second.approvalId}/decision`, {
    method: 'POST',
    headers: { ...admin, 'content-type': 'application/json' },
    body: JSON.stringify({ decision: 'reject', hash: next['hash'], reason: 'Not today.' }),
  })
  await until(
    async () => (await steward.api('GET', `/workflows/${id}`)).body['review'],
    (left) => left === null,
  )
  expect(await publishedOf(id)).toBe(1)
  expect((await publish(id)).body).toMatchObject({
    code: 'workflow.publication_refused',
    detail: expect.stringContaining('Not today.') as string,
  })
})

test('whoever asks for a newer version asks no longer for the one before', async () => {
  const document = giving('one', { settings: { executionOrder: 'v1', environment: 'staging' } })
  const id = await steward.given(document, { active: false })
  const ask = async () => String(((await publish(id)).body['review'] as Json)['approvalId'])
  const stateOf = async (approvalId: string) => (await steward.api('GET', `/approvals/${approvalId}`)).body['state']
  const former = await ask()
  await save(id, changed(document, 'two'))
  const newer = await ask()

  expect([await stateOf(former), await stateOf(newer)]).toEqual(['withdrawn', 'pending'])
  expect(await ask()).toBe(newer)
  expect((await steward.api('GET', `/workflows/${id}`)).body['review']).toMatchObject({ version: 2, approvalId: newer })
})

test('what is decided before it is stored that somebody waits for it is not lost', async () => {
  const admin = new pg.Client({ connectionString: shared.url })
  await admin.connect()
  await admin.query(`create function public.reject() returns trigger language plpgsql as
    $$ begin new.state = 'rejected'; new.decided_at = now(); return new; end $$`)
  await admin.query('create trigger rejected before insert on effect.approvals for each row execute function public.reject()')
  const id = await steward.given(giving('one', { settings: { executionOrder: 'v1', environment: 'staging' } }), { active: false })
  const answer = await publish(id)
  await admin.query('drop trigger rejected on effect.approvals')
  await admin.end()

  expect(answer).toMatchObject({ status: 409, body: { code: 'workflow.publication_refused' } })
  expect((await steward.api('GET', `/workflows/${id}`)).body['review']).toBeNull()
})

test('a policy that denies it is told', async () => {
  await steward.api('POST', '/policies', {
    name: 'Freeze',
    answer: 'deny',
    conditions: { subjects: ['publish'], environments: ['development'] },
  })
  const id = await steward.given(giving('one', { settings: { executionOrder: 'v1', environment: 'development' } }), {
    active: false,
  })

  expect(await publish(id)).toMatchObject({
    status: 409,
    body: { code: 'workflow.publication_refused', detail: expect.stringContaining('Freeze') as string },
  })
})
