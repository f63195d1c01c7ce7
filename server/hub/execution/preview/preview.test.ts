import type { WorkflowDocument } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { type Json, running, type RunningInstallation } from '#test/running'

let steward: RunningInstallation
let workflowId: string
let executionId: string
beforeAll(async () => {
  steward = await running()
  await steward.api('POST', '/variables', { name: 'REGION', value: 'north', scope: 'global' })
  await steward.api('POST', '/variables', { name: 'KEY', value: 'k3y-of-the-house', scope: 'global', secret: true })
  workflowId = await steward.given(shop(), { active: false })
  executionId = await steward.begin(workflowId, {
    items: [
      { name: 'Ada', total: 12.5 },
      { name: 'Grace', total: 7 },
    ],
  })
  await steward.rested(executionId)
})
afterAll(() => steward[Symbol.asyncDispose]())

const setNode = (name: string, value: string, to: Json = {}) => ({
  name,
  type: 'set',
  version: 3.4,
  to: to as Record<string, [number, number]>,
  parameters: {
    assignments: { assignments: [{ id: '1', name: 'mark', value, type: 'string' }] },
    includeOtherFields: true,
    options: {},
  },
})
const shop = (more: Partial<WorkflowDocument> = {}): WorkflowDocument =>
  givenWorkflow(
    [
      { name: 'Start', type: 'manual_trigger', to: { Mark: [0, 0] } },
      setNode('Mark', '={{ $json.name.toUpperCase() }}', { Look: [0, 0] }),
      setNode('Look', 'x', { Late: [0, 0] }),
      setNode('Late', 'y'),
      { name: 'Alone', type: 'set', version: 3.4 },
    ],
    more,
  )

type Result = { key: string; type?: string; value?: unknown; text?: string; missing?: Json; error?: Json; because?: string }

async function preview(node: string, texts: readonly string[], more: Json = {}): Promise<{ results: Result[]; items: number }> {
  const expressions = texts.map((text, index) => ({ key: String(index), text }))
  const { status, body } = await steward.api('POST', `/workflows/${workflowId}/preview`, {
    node,
    expressions,
    executionId,
    ...more,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as { results: Result[]; items: number }
}
const one = async (node: string, text: string, more: Json = {}) => (await preview(node, [text], more)).results[0]

test('expressions are worked out on the recorded items, several in one call', async () => {
  const { results, items } = await preview('Look', [
    '={{ $json.mark }}',
    '=Dear {{ $json.name }}: {{ $json.total * 2 }}',
    "={{ $('Start').item.json.name }}",
    "={{ $('Mark').all().length }}",
    '={{ $input.all().map(item => item.json.total).sum() }}',
    '={{ $vars.REGION }}',
    '={{ $workflow.name }}',
  ])

  expect(items).toBe(2)
  expect(results.map(({ value }) => value)).toEqual(['ADA', 'Dear Ada: 25', 'Ada', 2, 19.5, 'north', 'Given'])
  expect(await one('Look', '={{ $json.mark }}', { itemIndex: 1 })).toMatchObject({ value: 'GRACE', type: 'string' })
})

test('what is missing says why, and about which node', async () => {
  expect(await one('Alone', '={{ $json.a }}')).toMatchObject({ missing: { reason: 'no_input', node: 'Alone' } })
  expect(await one('Look', '={{ $json.a }}', { itemIndex: 9 })).toMatchObject({ missing: { reason: 'no_item', node: 'Look' } })
  expect(await one('Look', "={{ $('Alone').item.json.a }}")).toMatchObject({ missing: { reason: 'not_executed', node: 'Alone' } })
  expect(await one('Mark', "={{ $('Late').item.json.a }}")).toMatchObject({ missing: { reason: 'no_path', node: 'Late' } })
  expect(await one('Look', "={{ $('Mark').first(0, 4) }}")).toMatchObject({ missing: { reason: 'no_such_run', node: 'Mark' } })
  expect(await one('Look', '={{ $json.a }}', { executionId: undefined })).toMatchObject({
    missing: { reason: 'not_executed', node: 'Mark' },
  })
  expect(await one('Look', "={{ $('Nobody').item }}")).toMatchObject({ error: { message: expect.stringContaining('Nobody') } })
  expect(await one('Look', '={{ $json.a.b.c }}')).toMatchObject({ type: 'undefined', because: expect.any(String) })
  expect(await one('Look', '={{ $json.')).toMatchObject({ error: { message: 'invalid syntax', at: 10 } })
})

test('secrets do not come back, however they are spelt', async () => {
  const { results } = await preview('Look', [
    '={{ $vars.KEY }}',
    "={{ $vars.KEY.split('').join('-') }}",
    '={{ $vars.KEY.base64Encode() }}',
    '={{ $vars }}',
    '={{ $execution.resumeUrl }}',
    "={{ $evaluateExpression('{' + '{ $vars.KEY.length }' + '}') }}",
  ])
  const said = JSON.stringify(results)

  expect(results[0]).toMatchObject({ value: '[secret]' })
  expect(results[5]).toMatchObject({ value: '[secret]'.length })
  for (const form of ['k3y', 'k-3-y', Buffer.from('k3y-of-the-house').toString('base64').slice(0, 8)])
    expect(said).not.toContain(form)
  expect(results[4]?.text).toMatch(/…$/)
})

test('who may not change workflows sees no environment of the server, and who may not read executions sees nothing', async () => {
  const ask = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ node: 'Look', executionId, expressions: [{ key: 'a', text: '={{ $env.GREETING }}' }] })
    return await fetch(`${steward.url}/api/v1/workflows/${workflowId}/preview`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
  }
  const viewer = (await (await ask(await steward.member('viewer'))).json()) as { results: Result[] }

  expect(await one('Look', '={{ $env.GREETING }}')).toMatchObject({ value: 'hello' })
  expect(viewer.results[0]).toMatchObject({ value: '[secret]' })
  expect((await ask({})).status).toBe(401)
})

test('prototypes and the outside are out of reach', async () => {
  const { results } = await preview('Look', [
    '={{ $json.constructor.constructor("return process")() }}',
    '={{ $json.__proto__ }}',
    '={{ process.env.HOME ?? "none" }}',
    '={{ globalThis.fetch }}',
    '={{ (() => {}).constructor("return 1")() }}',
    '={{ Object.getPrototypeOf($json).polluted = 1 }}',
    '={{ require("fs") }}',
  ])

  for (const result of results)
    expect(result.error !== undefined || ['undefined', 'object'].includes(result.type ?? '') || result.value === 'none').toBe(
      true,
    )
  expect(({} as Json)['polluted']).toBeUndefined()
  expect(JSON.stringify(results)).not.toMatch(/native code|\/home\/|PATH/)
})

test('an expression that goes on for ever, or grows for ever, is stopped, and the rest of the call with it', async () => {
  const begun = performance.now()
  const { results } = await preview(
    'Look',
    Array.from({ length: 50 }, () => '={{ (() => { let n = 0; while (true) n++ })() }}'),
  )
  const grown = await one('Look', "={{ 'x'.repeat(10000000).split('').map(c => c + c).join('') }}")

  expect(results.every(({ error }) => error !== undefined)).toBe(true)
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(grown).toMatchObject({ error: { message: expect.any(String) } })
})

test('what a person sees of a large value is small', async () => {
  const answer = await preview('Look', ["={{ ({ a: 'x'.repeat(3000000), b: numberList(1, 50000) }) }}"])

  expect(answer.results[0]).toMatchObject({ type: 'object', isCut: true })
  expect(JSON.stringify(answer).length).toBeLessThan(60_000)
})

test('pinned items count, before any execution and in place of one', async () => {
  const id = await steward.given(shop({ pins: { Mark: [{ json: { mark: 'by hand' } }] } }), { active: false })
  const ask = (text: string) =>
    steward.api('POST', `/workflows/${id}/preview`, { node: 'Look', expressions: [{ key: 'a', text }] })

  expect((await ask('={{ $json.mark }}')).body['results']).toMatchObject([{ value: 'by hand' }])
  expect((await ask("={{ $('Mark').isExecuted }}")).body['results']).toMatchObject([{ value: true }])
})

test('what was drawn a moment ago counts, before it is saved as a version', async () => {
  const id = await steward.given(shop(), { active: false })
  const change = (path: string[], value: unknown) => ({ id: crypto.randomUUID(), ops: [{ path, value }] })
  const ask = () =>
    steward.api('POST', `/workflows/${id}/preview`, {
      node: 'Look',
      expressions: [{ key: 'a', text: "={{ $('Mark').item.json.mark }}" }],
    })
  const before = await ask()
  const { body } = await steward.api('GET', `/workflows/${id}`)
  const edit = { client: 'page', since: body['revision'], changes: [change(['pins', 'Mark'], [{ json: { mark: 'drawn' } }])] }

  expect((await steward.api('POST', `/workflows/${id}/changes`, edit)).body['refused']).toEqual([])
  expect(before.body['results']).toMatchObject([{ missing: { reason: 'not_executed' } }])
  expect((await ask()).body['results']).toMatchObject([{ value: 'drawn' }])
})

test('the execution of another workflow, another workspace, and a node that is not there are refused', async () => {
  const other = await steward.given(givenWorkflow([{ name: 'Start', type: 'manual_trigger' }]), { active: false })
  const expressions = [{ key: 'a', text: '={{ 1 }}' }]
  const of = (id: string, body: Json) => steward.api('POST', `/workflows/${id}/preview`, { expressions, ...body })

  expect((await of(other, { node: 'Start', executionId })).status).toBe(404)
  expect((await of(workflowId, { node: 'Nobody' })).body['code']).toBe('preview.node_not_found')
  expect((await of('019a0000-0000-7000-8000-000000000000', { node: 'Start' })).status).toBe(404)
  expect((await of(workflowId, { node: 'Look', expressions: [] })).status).toBe(400)
  expect((await of(workflowId, { node: 'Look', runIndex: -1 })).status).toBe(400)
})

test('a preview of a recorded execution takes some milliseconds', async () => {
  const times: number[] = []
  for (let turn = 0; turn < 30; turn++) {
    const begun = performance.now()
    await preview('Look', ['={{ $json.mark }}', "={{ $('Start').item.json.name }}"])
    times.push(performance.now() - begun)
  }
  const median = times.toSorted((a, b) => a - b)[15] ?? 0
  if (process.env['STEWARD_FIGURES'] !== undefined) process.stdout.write(`preview p50 ${median.toFixed(1)} ms\n`)

  expect(median).toBeLessThan(100)
})

test('files that travel with items are handed out as bytes, to who may see the execution, and no others', async () => {
  const id = await steward.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { File: [0, 0] } },
      {
        name: 'File',
        type: 'code',
        version: 2,
        parameters: {
          jsCode:
            "return [{ json: {}, binary: { data: await this.helpers.prepareBinaryData(Buffer.from('<b>x</b>'.repeat(9000)), 'a.html', 'text/html') } }]",
        },
      },
    ]),
    { active: false },
  )
  const run = await steward.begin(id, { items: [{}] })
  const { nodes } = await steward.rested(run)
  const output = nodes.find(({ nodeName }) => nodeName === 'File')?.outputs?.[0]?.[0] as { binary: { data: { id: string } } }
  const path = (execution: string, file = output.binary.data.id) => `/executions/${execution}/files/${file}?name=a.html`

  const got = await steward.raw(path(run), {})
  expect([got.status, got.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
  expect(got.headers.get('content-disposition')).toContain('attachment')
  expect((await got.text()).startsWith('<b>x</b>')).toBe(true)
  expect((await steward.raw(path(executionId), {})).status).toBe(404)
  expect((await steward.raw(path(run, 'f'.repeat(64)), {})).status).toBe(404)
})
