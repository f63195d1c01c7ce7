import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '@steward/contract/api/endpoint'
import { newId } from '#base/id'
import { anyValue, mutated, type Pool } from '#test/any-value'
import { givenWorkflow } from '#test/given-workflow'
import { recordingPeer } from '#test/recording-peer'
import { until } from '#test/running'
import { openTenant, type Tenant, twoTenants, type TwoTenants } from '#test/two-tenants'
import { hubs } from '../hubs.ts'

const seed = 20_261_121
/** After one round over all endpoints; further rounds go on until then. */
const enoughMs = 7_000

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
/** Where the code is, as only a stack trace tells it. */
const trace = /\n\s+at .+:\d+:\d+|node_modules|\/server\/(?:hub|http|db)\//

type Wish = { readonly path: string; readonly body: unknown }
type Told = { readonly status: number; readonly text: string }

let two: TwoTenants
let endpoints: readonly Endpoint[]
let found: Found

beforeAll(async () => {
  two = await twoTenants()
  endpoints = two.steward.routes.map((route) => route.endpoint)
  found = await harvest(two, endpoints)
}, 60_000)

afterAll(() => two[Symbol.asyncDispose]())

test("another workspace's name in the header opens nothing", async () => {
  const seen: string[] = []
  for (const { endpoint } of two.steward.routes) {
    if (endpoint.permission === 'public' || endpoint.stream === true) continue
    const path = endpoint.path.replaceAll(/:\w+/g, newId())
    const headers = { ...(await two.ada.session()), 'x-steward-workspace': two.bob.workspaceId }
    const answer = await fetch(`${two.steward.url}/api/v1${path}`, { method: endpoint.method, headers })
    if (answer.status !== 404 || !(await answer.text()).includes('tenant.not_found')) seen.push(endpoint.operationId)
  }

  expect(seen).toEqual([])
})

test('events of another workspace are heard by nobody, whatever they filter by', async () => {
  const streams = endpoints.filter((one) => one.stream === true)
  const { items } = (await two.bob.api('GET', '/workflows')).body as { items: { id: string; name: string }[] }
  const calls = items.find((one) => one.name.startsWith('Calls'))
  const hangUp = new AbortController()
  const heard: string[] = []
  for (const { path, query } of streams) {
    const names = Object.keys((query as { properties?: object } | undefined)?.properties ?? {})
    for (const filter of ['', `?${names.map((name) => `${name}=${calls?.id}`).join('&')}`]) {
      const headers = await two.ada.session()
      const answer = await fetch(`${two.steward.url}/api/v1${path}${filter}`, { headers, signal: hangUp.signal })
      expect(answer.status).toBe(200)
      void listen(answer, heard)
    }
  }

  const started = await two.bob.api('POST', `/workflows/${calls?.id}/executions`, { trigger: 'Good' })
  await until(
    async () =>
      ((await two.bob.api('GET', `/executions/${String(started.body['id'])}`)).body['summary'] as { status: string }).status,
    (status) => status === 'completed',
  )
  const own = (await two.ada.api('GET', '/workflows')).body as { items: { id: string; name: string }[] }
  await two.ada.api('POST', `/workflows/${own.items.find((one) => one.name.startsWith('Calls'))?.id}/executions`, {
    trigger: 'Good',
  })
  await until(
    () => heard.join(''),
    (text) => text.includes('event:'),
  )
  hangUp.abort()

  expect(streams.length).toBeGreaterThan(0)
  const text = heard.join('')
  expect(text).not.toContain(two.bob.marker)
  expect((text.match(uuids) ?? []).filter((id) => found.bobs.has(id) || id === started.body['id'])).toEqual([])
})

test("a workflow that names another workspace's connection calls nobody with it", async () => {
  const { items } = (await two.bob.api('GET', '/connections')).body as { items: { id: string; name: string }[] }
  await using peer = await recordingPeer({})
  const document = givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Call: [0, 0] } },
    {
      name: 'Call',
      type: 'http_request',
      version: 4.2,
      parameters: {
        url: `${peer.url}/it`,
        authentication: 'genericCredentialType',
        genericAuthType: 'httpHeaderAuth',
        options: {},
      },
      connections: { httpHeaderAuth: { id: items[0]?.id ?? '', name: items[0]?.name ?? '' } },
    },
  ])
  const made = (await two.ada.api('POST', '/workflows', { document })).body['summary'] as { id: string }
  const started = await two.ada.api('POST', `/workflows/${made.id}/executions`, {})
  const path = `/executions/${String(started.body['id'])}`
  const over = await until(
    async () => (await two.ada.api('GET', path)).body['summary'] as { status: string; error: { message: string } | null },
    ({ status }) => status === 'failed' || status === 'completed',
  )

  expect(over).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('is not here') as string } })
  expect(peer.log).toEqual([])
  await two.ada.api('DELETE', `/workflows/${made.id}`)
})

// Last, because it spares nothing of Ada's.
test('whatever somebody asks for, by whatever id, they get no byte of another workspace and change none', async () => {
  await settled(two)
  const before = await rowsOf(two, two.bob)
  const faults: string[] = []
  const letIn = new Set<string>()
  const began = performance.now()
  let ada = two.ada
  let calls = 0

  for (let round = 0; round === 0 || (performance.now() - began < enoughMs && round < 40); round++) {
    for (const endpoint of endpoints) {
      if (endpoint.stream === true || (round > 0 && performance.now() - began > enoughMs)) continue
      for (const wish of wishes(endpoint, found, round)) {
        const told = await send(two, ada, endpoint.method, wish)
        calls += 1
        faults.push(...faultsOf(endpoint, wish, told, found))
        if (![401, 403, 429].includes(told.status)) letIn.add(endpoint.operationId)
      }
      // Somebody may have signed out, left or deleted what they had; then the next asks.
      if (endpoint.method !== 'GET') ada = await stillThere(two, ada)
    }
  }

  expect(faults.slice(0, 20)).toEqual([])
  const forOthers = (one: Endpoint) => one.stream === true || one.permission.startsWith('installation')
  const refused = endpoints.filter((one) => !forOthers(one) && !letIn.has(one.operationId))
  expect(refused.map((one) => one.operationId)).toEqual([])
  expect(await rowsOf(two, two.bob)).toEqual(before)
  expect(calls).toBeGreaterThan(endpoints.length * 4)
}, 60_000)

async function listen(answer: Response, heard: string[]): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of answer.body ?? []) heard.push(decoder.decode(chunk as Uint8Array, { stream: true }))
  } catch {
    // Hung up.
  }
}

type Ids = ReadonlyMap<string, ReadonlySet<string>>

type Found = {
  /** Ids that only Bob's answers hold, with the first words of the paths that they were seen at. */
  readonly bobs: Ids
  readonly adas: Ids
  readonly marker: string
}

/** The ids in everything that each of the two can read, by lists first and then by what those named. */
async function harvest({ ada, bob }: TwoTenants, endpoints: readonly Endpoint[]): Promise<Found> {
  const [own, theirs] = [await idsOf(ada, endpoints), await idsOf(bob, endpoints)]
  const bobs = new Map([...theirs].filter(([id]) => !own.has(id)))
  expect(bobs.size).toBeGreaterThan(8)
  return { bobs, adas: new Map([...own].filter(([id]) => !theirs.has(id))), marker: bob.marker }
}

async function idsOf(tenant: Tenant, endpoints: readonly Endpoint[]): Promise<Ids> {
  const found = new Map<string, Set<string>>([
    [tenant.userId, new Set(['members'])],
    [tenant.workspaceId, new Set(['workspaces'])],
  ])
  let seen = ''
  const read = async (path: string) => {
    const text = JSON.stringify((await tenant.api('GET', path)).body)
    seen += text
    for (const id of text.match(uuids) ?? []) found.set(id, (found.get(id) ?? new Set()).add(firstWord(path)))
  }
  const reads = endpoints.filter((one) => one.method === 'GET' && one.stream !== true)
  for (const one of reads.filter(({ path }) => !path.includes(':'))) await read(one.path)
  for (const one of reads.filter(({ path }) => path.includes(':'))) {
    const ids = [...found].filter(([, words]) => words.has(firstWord(one.path))).map(([id]) => id)
    for (const id of ids.slice(0, 8)) await read(one.path.replaceAll(/:(id|\w+Id)\b/g, id).replaceAll(/:\w+/g, '1'))
  }
  // What is marked must be what is read, or its absence elsewhere would prove nothing.
  expect(seen.split(tenant.marker).length).toBeGreaterThan(20)
  return found
}

/** Requests of one endpoint: ids of the other workspace in place, then anything, then what does not fit. */
function wishes(endpoint: Endpoint, found: Found, round: number): Wish[] {
  const foreign: Pool = { ids: [...found.bobs.keys()], words: [found.marker.slice(0, -1)] }
  const mixed: Pool = { ids: [...found.bobs.keys(), ...found.adas.keys()], words: ['%', found.marker.slice(0, -2)] }
  const draw = (pool: Pool, strange: boolean, count: number): Wish[] => {
    const part = (schema: unknown, from: Pool) => {
      const value = schema === undefined ? fc.constant(undefined) : anyValue(schema, from)
      return strange && schema !== undefined ? fc.oneof(value, mutated(value, from)) : value
    }
    // What is asked for may hold an id in any text. What is stored may not: a text of one's own is rightly told again.
    const asked = { ids: pool.ids, words: [...pool.words, ...pool.ids] }
    const all = fc.record({
      params: part(endpoint.params, asked),
      query: part(endpoint.query, asked),
      body: part(endpoint.body, pool),
    })
    return fc.sample(all, { seed: seed + round, numRuns: count }).map(({ params, query, body }) => ({
      path: withParams(endpoint.path, params) + withQuery(query),
      body,
    }))
  }
  // Ids of the other workspace in each place of a path, those of its own kind first, the rest of the request being valid.
  const [usual] = draw(foreign, false, 1)
  const near = (id: string) => (found.bobs.get(id)?.has(firstWord(endpoint.path)) === true ? 0 : 1)
  const each =
    round > 0 || !endpoint.path.includes(':')
      ? []
      : foreign.ids
          .toSorted((one, other) => near(one) - near(other))
          .slice(0, 12)
          .map((id) => ({ path: withParams(endpoint.path, undefined, id), body: usual?.body }))
  return [...each, ...draw(foreign, false, 2), ...draw(mixed, true, 3)]
}

const firstWord = (path: string) => path.split('/')[1] ?? ''

function withParams(path: string, params: unknown, id?: string): string {
  const given = (typeof params === 'object' && params !== null ? params : {}) as Record<string, unknown>
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = given[name] ?? (id !== undefined && /id$/i.test(name) ? id : '1')
    return encodeURIComponent(textOf(value)) || '-'
  })
}

function withQuery(query: unknown): string {
  if (typeof query !== 'object' || query === null) return ''
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(value))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : String(JSON.stringify(value))).toWellFormed().slice(0, 2_000)

async function send({ steward }: TwoTenants, tenant: Tenant, method: string, { path, body }: Wish): Promise<Told> {
  const headers = { ...tenant.headers, 'content-type': 'application/json' }
  const sent = method === 'GET' || body === undefined ? { headers: tenant.headers } : { headers, body: JSON.stringify(body) }
  const answer = await fetch(`${steward.url}/api/v1${path}`, { method, redirect: 'manual', ...sent })
  return { status: answer.status, text: await answer.text() }
}

function faultsOf({ operationId, method }: Endpoint, wish: Wish, { status, text }: Told, found: Found): string[] {
  const request = `${wish.path} ${JSON.stringify(wish.body)}`
  const faults = [
    ...(status >= 500 ? [`was answered by ${status}: ${text.slice(0, 300)}`] : []),
    ...(text.includes(found.marker) ? ["holds the other's words"] : []),
    ...(trace.test(text) ? ['tells where the code is'] : []),
    ...(text.match(uuids) ?? []).filter((id) => found.bobs.has(id) && !request.includes(id)).map((id) => `names the id ${id}`),
  ]
  return faults.map((fault) => `${operationId} ${fault} (${method} ${request.slice(0, 400)})`)
}

async function stillThere(two: TwoTenants, ada: Tenant): Promise<Tenant> {
  const { status, body } = await ada.api('GET', '/session')
  const here = status === 200 && (body['workspace'] as { id?: string } | undefined)?.id === ada.workspaceId
  return here ? ada : await openTenant(two.steward, `xadaword${newId().slice(-6)}`)
}

/** Until the relay has handled what was published. */
async function settled({ steward }: TwoTenants): Promise<void> {
  await withAdmin(steward.databases.adminUrl('audit'), async (admin) => {
    const counts = hubs.map((hub) => `(select count(*) from ${hub}.outbox)`).join(' + ')
    await until(
      async () => Number((await admin.query<{ n: string }>(`select ${counts} as n`)).rows[0]?.n),
      (count) => count === 0,
    )
  })
}

/** All that is stored of a tenant, by table; what only tells when somebody was last there is left out. */
async function rowsOf({ steward }: TwoTenants, { workspaceId, userId }: Tenant): Promise<Record<string, unknown>> {
  return withAdmin(steward.databases.adminUrl('audit'), async (admin) => {
    const { rows: tables } = await admin.query<{ table: string; column: string }>(
      `select c.oid::regclass::text as table, a.attname as column
         from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname = any ($1) and c.relkind in ('r', 'p') and not c.relispartition and a.attname in ('workspace_id', 'user_id') order by 1, 2`,
      [hubs],
    )
    const kept: Record<string, unknown> = {}
    for (const { table, column } of tables) {
      const { rows } = await admin.query<{ row: unknown }>(
        `select to_jsonb(t) - '{last_used_at,last_seen_at,updated_at,expires_at}'::text[] as row from ${table} t where ${column} = $1 order by 1`,
        [column === 'user_id' ? userId : workspaceId],
      )
      kept[`${table} by ${column}`] = rows.map(({ row }) => row)
    }
    return kept
  })
}

async function withAdmin<R>(url: string, work: (admin: pg.Client) => Promise<R>): Promise<R> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  return work(admin).finally(() => admin.end())
}
