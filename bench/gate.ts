import { parseArgs } from 'node:util'
import pg from 'pg'
import type { Approval } from '../contract/api/approval.ts'
import { newId } from '../server/base/id.ts'
import { log } from '../server/base/log.ts'
import { readSettings } from '../server/base/settings.ts'
import { type Databases, openDatabases } from '../server/db/index.ts'
import { compilePlan } from '../server/engine/core/index.ts'
import { DurableHost, type EffectGate, type LoadedWorkflow } from '../server/engine/host/index.ts'
import { createGate, LivePolicies } from '../server/hub/effect/index.ts'
import { effectGate } from '../server/hub/execution/approval/effect-gate.ts'
import { openSession } from '../server/hub/identity/index.ts'
import { addMember } from '../server/hub/tenant/index.ts'
import { catalog } from '../server/nodes/index.ts'
import { givenWorkflow } from '../server/test/given-workflow.ts'
import { ownerApi } from '../server/test/server-process.ts'
import { insertUser } from '../server/test/someone.ts'
import { stillHost, stillIo } from '../server/test/still-host.ts'
import { activate, benchServer, noneLeft } from './load.ts'

/**
 * What the gate costs. First what it adds to an effect that policies allow: executions of one call in memory, with the
 * gate of the product and its policies and without, in turns. Then how many approvals are decided a second over HTTP,
 * beside plain SQL that locks, writes and commits as much in the same PostgreSQL.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      effects: { type: 'string', default: '4000' },
      approvals: { type: 'string', default: '600' },
      connections: { type: 'string', default: '10' },
    },
  })
  await using server = await benchServer()
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: server.dataDir, STEWARD_LOG_LEVEL: 'warn' }), {
    migrate: false,
  })
  try {
    await compareEffects(databases, Number(values.effects))
    await decideMany({ server, databases }, { count: Number(values.approvals), connections: Number(values.connections) })
  } finally {
    await databases.close()
  }
}

const effect = givenWorkflow([
  { name: 'Start', type: 'manual_trigger', to: { Charge: [0, 0] } },
  {
    name: 'Charge',
    type: 'http_request',
    version: 4.2,
    parameters: {
      method: 'POST',
      url: '=https://api.example.com/charges/{{ $json.id }}',
      sendBody: true,
      specifyBody: 'json',
      jsonBody: '={{ JSON.stringify({ amount: $json.amount }) }}',
      options: {},
    },
  },
])

async function compareEffects(databases: Databases, count: number): Promise<void> {
  const policies = new LivePolicies({ db: databases, log })
  const gate = effectGate({
    gate: createGate({ db: databases, policies, clock: () => new Date() }),
    places: { environmentOf: () => null },
    approvals: { awaited: () => {}, abandoned: () => {} },
    secret: Buffer.alloc(32),
    nowMs: () => Date.now(),
  })
  const ways = { with: hostOf(gate), without: hostOf(undefined) }
  const took: Record<keyof typeof ways, number[]> = { with: [], without: [] }
  const workspaceId = newId()
  const loaded: LoadedWorkflow = {
    workflow: { id: newId(), workspaceId, name: 'Charge', version: 1, active: true },
    plan: compilePlan(effect, catalog),
    timezone: 'UTC',
  }
  const rounds = count + 1_000
  for (let round = 0; round < rounds; round++) {
    for (const way of ['with', 'without'] as const) {
      const trigger = loaded.plan.nodes[0]
      if (trigger === undefined) return
      const beganMs = performance.now()
      const { status, error } = await ways[way].start({
        ...loaded,
        trigger,
        items: [{ json: { id: `order-${round}`, amount: round } }],
        mode: 'manual',
      }).ended
      // The first ones are compiled, and the policies are read.
      if (round >= 1_000) took[way].push(performance.now() - beganMs)
      if (status !== 'completed') throw new Error(`An execution ended as ${status}: ${error}`)
    }
  }
  const [p50, p99] = [
    quantile(took.with, 0.5) - quantile(took.without, 0.5),
    quantile(took.with, 0.99) - quantile(took.without, 0.99),
  ]
  console.log(
    `${count} effects each   without p50 ${shown(quantile(took.without, 0.5))}   with p50 ${shown(quantile(took.with, 0.5))}`,
  )
  console.log(
    `the gate adds    p50 ${shown(p50)}   p99 ${shown(p99)}   expected at most 0.3 ms at p50: ${p50 <= 0.3 ? 'kept' : 'MISSED'}`,
  )
}

/** An engine whose outside and whose database answer at once, so that nothing but its own work is measured. */
function hostOf(gate: EffectGate | undefined): DurableHost {
  const answer = {
    status: 200,
    statusText: 'OK',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{}'),
    url: '',
  }
  return new DurableHost({
    ...stillHost(),
    ...(gate === undefined ? {} : { gate }),
    io: () => ({ ...stillIo, http: async () => answer }),
  })
}

type Place = { readonly server: Awaited<ReturnType<typeof benchServer>>; readonly databases: Databases }
type Amount = { readonly count: number; readonly connections: number }

async function decideMany({ server, databases }: Place, { count, connections }: Amount): Promise<void> {
  const deleting = { method: 'DELETE', url: 'http://127.0.0.1:9/orders', options: {} }
  const hook = { httpMethod: 'POST', path: 'bench-gate', responseMode: 'onReceived' }
  await activate(
    server,
    givenWorkflow([
      { name: 'Hook', type: 'webhook', version: 2, parameters: hook, to: { Delete: [0, 0] } },
      { name: 'Delete', type: 'http_request', version: 4.2, parameters: deleting },
    ]),
  )
  await sideBySide(Array.from({ length: count }), connections, async () => {
    await fetch(`${server.url}/webhook/bench-gate`, { method: 'POST', body: '{}' })
  })
  const api = await ownerApi(server.url)
  await noneLeft(api, 'queued,running')
  const headers = await deciderOf(databases, server.url)
  const approvals = await pendingOf(api, count)
  const ownMs = await sideBySide(approvals, connections, async ({ id, hash }) => {
    const body = JSON.stringify({ decision: 'approve', hash })
    const { status } = await fetch(`${server.url}/api/v1/approvals/${id}/decision`, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`A decision was answered by ${status}.`)
  })
  await noneLeft(api, 'queued,running,waiting')
  const rawMs = await decideRaw(databases, { count: approvals.length, connections })
  const perSecond = (ms: number) => (approvals.length / ms) * 1000
  console.log(
    `${approvals.length} approvals over ${connections} connections   decided ${perSecond(ownMs).toFixed(0)}/s   plain SQL ${perSecond(rawMs).toFixed(0)}/s   ratio ${(rawMs / ownMs).toFixed(2)}`,
  )
}

type Page = { readonly items: readonly Approval[]; readonly next: string | null }

async function pendingOf(api: Awaited<ReturnType<typeof ownerApi>>, count: number): Promise<Approval[]> {
  const found = new Map<string, Approval>()
  let after: string | null = ''
  while (after !== null && found.size < count) {
    const place = after === '' ? '' : `&after=${after}`
    const { items, next } = (await api('GET', `/approvals?state=pending&limit=100${place}`)).body as unknown as Page
    for (const one of items) found.set(one.id, one)
    after = next
  }
  return [...found.values()]
}

async function deciderOf(databases: Databases, origin: string): Promise<Record<string, string>> {
  const { rows } = await databases.pool('tenant').query<{ id: string }>('select id from workspaces limit 1')
  const [userId, now] = [await insertUser(databases), new Date()]
  await addMember(databases, { workspaceId: rows[0]?.id ?? '', userId, role: 'admin', now })
  const { secret } = await openSession(databases, { userId, now, from: { address: '127.0.0.1', agent: null } })
  return { origin, cookie: `steward_session=${secret}`, 'content-type': 'application/json' }
}

/** What a decision cannot do without: lock the question, write the answer, close the question, tell the others; committed. */
async function decideRaw(databases: Databases, { count, connections }: Amount): Promise<number> {
  const pool = new pg.Pool({ connectionString: databases.adminUrl('effect'), max: connections })
  await pool.query('create table raw_approvals (id uuid primary key, state text not null, payload text not null)')
  await pool.query('create table raw_decisions (id uuid primary key, approval_id uuid not null, answer text not null)')
  await pool.query('create table raw_events (id uuid primary key, payload json not null)')
  const ids = Array.from({ length: count }, () => newId())
  for (const id of ids) await pool.query(`insert into raw_approvals values ($1, 'pending', $2)`, [id, 'x'.repeat(500)])
  const took = await sideBySide(ids, connections, async (id) => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select state from raw_approvals where id = $1 for update', [id])
    await client.query(`insert into raw_decisions values ($1, $2, 'approve')`, [newId(), id])
    await client.query(`update raw_approvals set state = 'approved' where id = $1`, [id])
    await client.query('insert into raw_events values ($1, $2)', [newId(), JSON.stringify({ id })])
    await client.query('commit')
    client.release()
  })
  await pool.query('drop table raw_approvals, raw_decisions, raw_events')
  await pool.end()
  return took
}

/** Does the work for each, so many at a time; the milliseconds it took. */
async function sideBySide<T>(all: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<number> {
  const left = [...all]
  const beganMs = performance.now()
  const lane = async () => {
    while (left.length > 0) await work(left.pop() as T)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return performance.now() - beganMs
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const shown = (ms: number) => `${ms.toFixed(3)} ms`
