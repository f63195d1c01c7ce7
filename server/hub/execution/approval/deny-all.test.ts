import type { JsonObject } from '@steward/contract/item'
import type { DatabaseCall, HttpCall, NodeDefinition } from '@steward/sdk/node'
import { expect, test } from 'vitest'
import { newId } from '#base/id'
import { compilePlan } from '#engine/core'
import { DurableHost, type LoadedWorkflow } from '#engine/host'
import { createGate } from '#hub/effect'
import { catalog } from '#nodes'
import { givenWorkflow } from '#test/given-workflow'
import { stillHost, stillIo } from '#test/still-host'
import { effectGate } from './effect-gate.ts'

const url = 'https://api.example.com/orders/4'

/** Of every node that has an effect, parameters for everything that it can do. */
const examples: Readonly<Record<string, readonly JsonObject[]>> = {
  http_request: ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({ method, url, options: {} })),
  graphql: [
    { endpoint: url, query: '{ orders { id } }' },
    { endpoint: url, query: 'mutation { drop(id: 4) { id } }' },
  ],
  execute_workflow: [
    { source: 'database', workflowId: 'called', options: {} },
    { source: 'database', workflowId: 'called', mode: 'each', options: { waitForSubWorkflow: true } },
  ],
  database_query: ['read', 'change', 'delete', 'schema'].map((does) => ({
    instance: 'Orders',
    database: 'shop',
    does,
    text: '…',
  })),
  rss_feed: [{ url }],
  hacker_news: [
    { resource: 'all', limit: 1 },
    { resource: 'article', articleId: '4' },
    { resource: 'user', username: 'ada' },
  ],
}

const effectful = catalog.all().filter(({ effect }) => effect !== 'pure')
const ways = effectful.flatMap((definition) =>
  (examples[definition.type] ?? []).map((parameters) => ({ definition, parameters })),
)

function loadedOf(id: string, { type, n8n }: Pick<NodeDefinition, 'type' | 'n8n'>, parameters: JsonObject): LoadedWorkflow {
  const start = {
    name: 'Start',
    type: id === 'called' ? 'execute_workflow_trigger' : 'manual_trigger',
    version: 1,
    to: { Act: [0, 0] as const },
  }
  const version = n8n[0]?.versions.at(-1) ?? 1
  const document = givenWorkflow([start, { name: 'Act', type, version, parameters }])
  return {
    workflow: { id, workspaceId: 'workspace', name: id, version: 1, active: true },
    plan: compilePlan(document, catalog),
    timezone: 'UTC',
  }
}

const called = loadedOf('called', { type: 'http_request', n8n: [] }, { method: 'POST', url, options: {} })

/** Executes one node with everything that goes outside written down; what went out, and how the execution ended. */
async function execute(answer: 'allow' | 'deny', { definition, parameters }: (typeof ways)[number]) {
  const calls: (HttpCall | DatabaseCall)[] = []
  const reached = async (call: HttpCall) => {
    calls.push(call)
    const body = Buffer.from('{"data":{},"hits":[]}')
    return { status: 200, statusText: 'OK', headers: { 'content-type': 'application/json' }, body, url: call.url }
  }
  const policy = { id: newId(), name: 'Nothing at all', version: 1, isActive: true, answer, conditions: {}, asking: null }
  const gate = createGate({ db: undefined as never, policies: { of: () => [policy] as never }, clock: () => new Date() })
  const host = new DurableHost({
    ...stillHost(),
    gate: effectGate({
      gate,
      places: { environmentOf: () => null },
      approvals: { awaited: () => {}, abandoned: () => {} },
      secret: Buffer.alloc(32),
      nowMs: () => Date.now(),
    }),
    io: () => ({
      ...stillIo,
      http: reached,
      queryDatabase: async (call) => {
        calls.push(call)
        return { rows: [], changedRows: 0 }
      },
    }),
    findCallee: async () => called,
  })
  const loaded = loadedOf('caller', definition, parameters)
  const trigger = loaded.plan.nodes[0]
  if (trigger === undefined) throw new Error('it begins somewhere')
  const ended = await host.start({ ...loaded, trigger, items: [{ json: {} }], mode: 'manual' }).ended
  return { calls, ended }
}

test('every node that has an effect is tried here', () => {
  expect(effectful.map(({ type }) => type).toSorted()).toEqual(Object.keys(examples).toSorted())
})

test.for(ways.map((way) => ({ ...way, name: `${way.definition.type} ${JSON.stringify(way.parameters).slice(0, 60)}` })))(
  'where everything is denied nothing goes out: $name',
  async (way) => {
    const denied = await execute('deny', way)

    expect(denied.calls).toEqual([])
    expect(denied.ended).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('“Nothing at all” denies this') as string,
    })
    expect((await execute('allow', way)).calls.length, 'and where it is allowed something does').toBeGreaterThan(0)
  },
)
