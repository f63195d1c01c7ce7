import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tmpdir } from 'node:os'
import type { WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { type Json, running, type RunningInstallation } from '#test/running'
import { bareEnv } from '#test/bare-env'

let steward: RunningInstallation
let peer: Awaited<ReturnType<typeof recordingPeer>>
const folder = mkdtempSync(join(tmpdir(), 'steward-plan-'))
beforeAll(async () => {
  steward = await running()
  peer = await recordingPeer({}, { '/missing': () => ({ status: 503 }) })
})
afterAll(async () => {
  await peer[Symbol.asyncDispose]()
  await steward[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  peer.log.length = 0
})

const call = (name: string, method: string, path: string, more: object = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: { method, url: `=${peer.url}${path}`, ...more },
})

/** Looks, then writes, then deletes what the write has given. */
const shop = (): WorkflowDocument =>
  givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Look: [0, 0] } },
    { ...call('Look', 'GET', '/orders'), to: { Refund: [0, 0] } },
    {
      ...call('Refund', 'POST', '/refunds/{{ $("Start").item.json.order }}'),
      settings: {
        effect: {
          class: 'pay' as const,
          amount: { minor: '={{ $("Start").item.json.cents }}', currency: 'EUR' },
          says: '=Refund {{ $("Start").item.json.order }}',
        },
      },
      to: { Clean: [0, 0] },
    },
    call('Clean', 'DELETE', '/carts/{{ $json.cart }}'),
  ])

const plan = async (id: string, body: Json = {}) => {
  const { status, body: made } = await steward.api('POST', `/workflows/${id}/plan`, body)
  expect(status).toBe(200)
  return made as unknown as WorkflowPlan
}
const input = { items: [{ order: 'HG-1', cents: 12_900 }] }
const made = () => peer.log.map(({ method, path }) => `${method} ${path}`)

test('a plan reads, tells every effect with its values and who would be asked, and makes none', async () => {
  const id = await steward.given(shop(), { active: false })

  const planned = await plan(id, input)

  expect(made()).toEqual(['GET /orders'])
  expect(planned).toMatchObject({
    status: 'completed',
    error: null,
    reads: [{ nodeName: 'Look', times: 1 }],
    effects: [
      {
        nodeName: 'Refund',
        class: 'pay',
        environment: 'production',
        title: 'Refund HG-1',
        amount: { minor: '12900', currency: 'EUR' },
        answer: 'ask',
        policies: [{ name: 'Pay, delete and execute in production' }],
        isCertain: true,
        payload: { parameters: { url: `${peer.url}/refunds/HG-1` } },
      },
      { nodeName: 'Clean', class: 'delete', answer: 'ask', isCertain: false },
    ],
    totals: { allowed: 0, asked: 2, denied: 0, amounts: [{ minor: '12900', currency: 'EUR' }], costs: [] },
    notReached: [],
  })
  expect(planned.limits.join()).toContain('not known before it happened')
  expect(planned.effects[0]?.asks.length).toBeGreaterThan(0)
  // Nothing is left behind of it.
  expect((await steward.list()).length).toBe(0)
  expect((await steward.api('GET', '/approvals')).body['items']).toEqual([])
  expect((await steward.api('GET', '/effects')).body['items']).toEqual([])
})

test('what a recorded execution gave is taken for what its effects would give', async () => {
  const document = givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Write: [0, 0] } },
      { ...call('Write', 'POST', '/write'), to: { Send: [0, 0] } },
      call('Send', 'POST', '/send/{{ $json.ok }}'),
    ],
    { settings: { executionOrder: 'v1', environment: 'development' } },
  )
  const id = await steward.given(document, { active: false })
  const executionId = await steward.begin(id)
  await steward.rested(executionId)
  const sent = made().at(-1)
  peer.log.length = 0

  const [, guessed] = (await plan(id)).effects
  const [, known] = (await plan(id, { recording: executionId })).effects

  expect(guessed).toMatchObject({ isCertain: false })
  expect(known).toMatchObject({ isCertain: true, answer: 'allow', environment: 'development' })
  expect(JSON.stringify(known?.payload)).toContain(sent?.replace('POST ', ''))
  expect(made()).toEqual([])
})

test('a recording is heeded where branches go side by side, and what had failed in it is guessed', async () => {
  const document = givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Write: [0, 0] } },
      { ...call('Write', 'POST', '/write'), to: { Send: [0, 0] } },
      { ...call('Send', 'POST', '/missing'), to: { Last: [0, 0] } },
      call('Last', 'POST', '/last'),
    ],
    { settings: { executionOrder: 'v1', environment: 'development', parallel: { limit: 2 } } },
  )
  const id = await steward.given(document, { active: false })
  const executionId = await steward.begin(id)
  await steward.rested(executionId)
  peer.log.length = 0

  expect((await plan(id, { recording: executionId })).effects).toMatchObject([
    { nodeName: 'Write', isCertain: true },
    { nodeName: 'Send', isCertain: true },
    { nodeName: 'Last', isCertain: false },
  ])
  expect(made()).toEqual([])
})

test('waits for a time are skipped, and one for a call ends the plan', async () => {
  const wait = (parameters: Json) => ({ name: 'Wait', type: 'wait', version: 1.1, parameters, to: { After: [0, 0] as const } })
  const of = (parameters: Json) =>
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Wait: [0, 0] } },
      wait(parameters),
      call('After', 'POST', '/after'),
    ])
  const byTime = await steward.given(of({ amount: 3, unit: 'days' }), { active: false })
  const byCall = await steward.given(of({ resume: 'webhook', options: {} }), { active: false })

  expect(await plan(byTime)).toMatchObject({ status: 'completed', effects: [{ nodeName: 'After' }] })
  expect(await plan(byCall)).toMatchObject({ status: 'waiting', effects: [], notReached: ['After'] })
})

test('effects of called workflows are planned where they are, and a call that rests on a guess says so', async () => {
  const callee = await steward.given(
    givenWorkflow([{ name: 'In', type: 'execute_workflow_trigger', to: { Write: [0, 0] } }, call('Write', 'PUT', '/inner')], {
      name: 'Inner',
    }),
    { active: false },
  )
  const outer = givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } },
    { name: 'Call', type: 'execute_workflow', version: 1.2, parameters: { workflowId: { value: callee } }, to: { Last: [0, 0] } },
    call('Last', 'DELETE', '/last'),
  ])
  const id = await steward.given(outer, { active: false })

  const planned = await plan(id)

  expect(planned.effects).toMatchObject([
    { nodeName: 'Write', workflowName: 'Inner', class: 'write', isCertain: true },
    { nodeName: 'Last', class: 'delete', isCertain: false },
  ])
  expect(made()).toEqual([])
})

test('a plan that goes round in a circle, or cannot begin, ends in words', async () => {
  const round = givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Write: [0, 0] } },
    { ...call('Write', 'POST', '/again'), to: { Write: [0, 0] } },
  ])
  const id = await steward.given(round, { active: false })

  const planned = await plan(id)
  const none = await steward.api('POST', `/workflows/${id}/plan`, { trigger: 'Nowhere' })

  expect(planned).toMatchObject({ status: 'failed', error: expect.stringContaining('1000 effects') as string })
  expect(none).toMatchObject({ status: 409, body: { code: 'plan.cannot_plan' } })
  expect(made()).toEqual([])
})

test('a read that is led to where a policy denies it is not made by a plan either', async () => {
  const away = await recordingPeer({})
  const location = `${away.url.replace('127.0.0.1', 'localhost')}/kept`
  const leading = await recordingPeer({}, { '/': () => ({ status: 302, headers: { location } }) })
  const look = { ...call('Look', 'GET', ''), parameters: { method: 'GET', url: `${leading.url}/` } }
  const id = await steward.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger', to: { Look: [0, 0] } }, look]), {
    active: false,
  })
  const before = await plan(id)
  await steward.api('POST', '/policies', {
    name: 'Nothing from there',
    answer: 'deny',
    conditions: { classes: ['read'], targets: ['localhost'] },
  })

  expect(before).toMatchObject({ status: 'completed' })
  expect(await plan(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('localhost') as string })
  expect(away.log).toHaveLength(1)
  await leading[Symbol.asyncDispose]()
  await away[Symbol.asyncDispose]()
})

test('a read that fails is tried again without waiting, and is no success for the wait', async () => {
  const gone = await steward.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Look: [0, 0] } },
      {
        ...call('Look', 'GET', '/missing'),
        settings: { retry: { maxTries: 2, backoff: 'fixed' as const, initialMs: 60_000 } },
      },
    ]),
    { active: false },
  )

  expect(await plan(gone)).toMatchObject({ status: 'failed' })
  expect(made()).toEqual(['GET /missing', 'GET /missing'])
})

test('who may start workflows but not change them plans what is stored, and no document of their own', async () => {
  const id = await steward.given(shop(), { active: false })
  const role = await steward.api('POST', '/roles', { name: 'Starter', permissions: ['workflow:read', 'execution:start'] })
  const headers = await steward.member('viewer')
  const me = (await (await fetch(`${steward.url}/api/v1/session`, { headers })).json()) as { user: { id: string } }
  const given = await steward.api('POST', '/role-assignments', { userId: me.user.id, roleId: role.body['id'] })
  expect(given.status).toBe(201)
  const send = (path: string, body: Json) =>
    fetch(`${steward.url}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  expect((await send(`/workflows/${id}/plan`, input)).status).toBe(200)
  expect((await send(`/workflows/${id}/plan`, { document: shop() })).status).toBe(403)
  expect((await send('/plans', { document: shop() })).status).toBe(403)
})

test('steward plan tells it on the command line, from a file alone or with what the installation knows', async () => {
  const file = join(folder, 'shop.json')
  writeFileSync(file, JSON.stringify(shop()))
  const key = (await steward.api('POST', '/api-keys', { name: 'plan', scopes: [] })).body['secret']
  const main = join(import.meta.dirname, '..', '..', '..', 'main.ts')
  const steer = async (argv: string[], env: Record<string, string>) =>
    (await promisify(execFile)(process.execPath, [main, 'plan', ...argv], { env: { ...bareEnv(), ...env } })).stdout
  const asked = ['--input', JSON.stringify(input.items)]

  const alone = await steer([file, ...asked], {})
  const told = await steer([file, ...asked], { STEWARD_URL: steward.url, STEWARD_API_KEY: String(key) })
  const json = JSON.parse(await steer([file, ...asked, '--json'], {})) as WorkflowPlan

  expect(alone).toContain('PLAN, NOTHING DONE YET')
  expect(alone).toContain('Refund HG-1')
  expect(alone).toContain('129.00 EUR')
  expect(told).toContain('asks')
  expect(told).toContain('2 effects · 0 allowed · 2 would be asked · 0 denied · moves 129.00 EUR')
  expect(json.effects.map(({ answer }) => answer)).toEqual([null, null])
  expect(new Set(made())).toEqual(new Set(['GET /orders']))
})
