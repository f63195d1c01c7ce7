import type { Approval } from '@steward/contract/api/approval'
import type { Receipt } from '@steward/contract/api/effect'
import type { Execution } from '@steward/contract/api/execution'
import type { WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowNode } from '@steward/contract/workflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorkflow } from '#test/given-workflow'
import { governed, type Governed, type Somebody } from '#test/governed-database'
import { mongoDouble } from '#test/mongo-double/mongo-double'
import { type Json, running, type Shared, sharedInstallation, until } from '#test/running'

let shared: Shared
let at: Governed
let decider: Somebody
let open: string
let production: string
beforeAll(async () => {
  shared = await sharedInstallation()
  at = await governed(await running(shared))
  decider = await at.person('manager')
  open = await at.instance({ name: 'Open', environment: 'development', allowsWorkflows: true })
  production = await at.instance({ name: 'Production', environment: 'production', allowsWorkflows: true })
})
afterAll(async () => {
  await at.steward.stop()
  await at[Symbol.asyncDispose]()
  await shared[Symbol.asyncDispose]()
})

type Asked = WorkflowNode['parameters']

const asking = (parameters: Asked, more: Partial<WorkflowNode> = {}) =>
  givenWorkflow([
    { name: 'Start', type: 'manual_trigger', to: { Ask: [0, 0] } },
    {
      name: 'Ask',
      type: 'database_query',
      version: 1,
      parameters: { instance: open, database: at.target.database, ...parameters },
      ...more,
    },
  ])

const given = (parameters: Asked, more: Partial<WorkflowNode> = {}) =>
  at.steward.given(asking(parameters, more), { active: false })

async function begun(parameters: Asked, items: Json[] = [{}], more: Partial<WorkflowNode> = {}): Promise<string> {
  return await at.steward.begin(await given(parameters, more), { items })
}

const over = (id: string) =>
  until(
    async () => (await at.owner.api('GET', `/executions/${id}`)).body as unknown as Execution,
    ({ summary }) => ['completed', 'failed'].includes(summary.status),
  )

/** What the node gave, or why the execution failed. */
async function outcome(parameters: Asked, items: Json[] = [{}], more: Partial<WorkflowNode> = {}) {
  const id = await begun(parameters, items, more)
  const { summary, nodes } = await over(id)
  if (summary.status === 'failed') return { id, error: summary.error }
  const index = nodes.find(({ nodeName }) => nodeName === 'Ask')?.index
  const { body } = await at.owner.api('GET', `/executions/${id}/nodes/${index}`)
  const outputs = body['outputs'] as { json: Json; pairedItem?: unknown }[][]
  return { id, items: outputs[0] }
}

const rows = async (...asked: Parameters<typeof outcome>) => (await outcome(...asked)).items?.map(({ json }) => json)
const failure = async (...asked: Parameters<typeof outcome>) => (await outcome(...asked)).error

async function approvalOf(executionId: string): Promise<Approval> {
  const list = async () =>
    ((await at.owner.api('GET', `/approvals?executionId=${executionId}`)).body as unknown as { items: Approval[] }).items
  const [approval] = await until(list, (items) => items.length > 0)
  return approval as Approval
}

const decide = async ({ id, hash }: Approval) =>
  (await decider.api('POST', `/approvals/${id}/decision`, { decision: 'approve', hash })).status

const receiptsOf = (executionId: string) =>
  until(
    async () =>
      ((await at.owner.api('GET', `/effects?executionId=${executionId}`)).body as unknown as { items: Receipt[] }).items,
    (items) => items.length > 0,
  )

const totalOf = async (id: number) => (await at.target.query('select total::int from orders where id = $1', [id]))[0]?.['total']

test('every row of a read is an item of the item that it was asked for, by name as by id', async () => {
  const text = 'select id, name from people where id = $1'
  const values = [{ value: '={{ $json.person }}' }]

  const { items } = await outcome({ instance: 'open', text, values }, [{ person: 3 }, { person: 4 }])

  expect(items).toMatchObject([
    { json: { id: 3, name: 'Person 3' }, pairedItem: { item: 0 } },
    { json: { id: 4, name: 'Person 4' }, pairedItem: { item: 1 } },
  ])
  expect(await rows({ text: 'select count(*)::int as n, 1 as n from orders' })).toEqual([{ n: 300, n_2: 1 }])
})

test('nothing in a value becomes a part of the query', async () => {
  const hostile = "x' or true; delete from orders; --"
  const values = [{ value: '={{ $json.name }}' }]
  const text = 'select id from people where name = $1'

  expect(await rows({ text, values }, [{ name: hostile }])).toEqual([])
  expect(await rows({ text: 'select $1::text as said', values }, [{ name: hostile }])).toEqual([{ said: hostile }])
  expect(await rows({ text: 'select id from people where id = any($1) order by 1', values: [{ value: [2, 5] }] })).toEqual([
    { id: 2 },
    { id: 5 },
  ])
  const quoted = ['a"b', 'c\\d', '{e}', null]
  expect(await rows({ text: 'select to_jsonb($1::text[]) as list', values: [{ value: quoted }] })).toEqual([{ list: quoted }])
  expect(await rows({ text: 'select $1::jsonb as it', values: [{ value: { a: ['}'] } }] })).toEqual([{ it: { a: ['}'] } }])
  expect(await failure({ text: 'select $2', values: [{ value: 1 }] })).toMatchObject({
    message: 'The text has a placeholder ($2) without a value.',
  })
  expect(await at.target.query('select count(*)::int as n from orders')).toEqual([{ n: 300 }])
})

test.for([
  ['read', 'update orders set total = 0', 'What was allowed only reads; this changes rows.'],
  [
    'read',
    'with gone as (delete from orders returning id) select * from gone',
    'What was allowed only reads; this changes rows.',
  ],
  ['change', 'delete from orders', 'What was allowed is of the class write; this is of the class delete.'],
  ['change', 'with gone as (delete from orders returning id) select * from gone', 'What was allowed is of the class write;'],
  ['delete', 'drop table orders', 'What was allowed only changes rows; this changes the schema.'],
  ['schema', 'grant all on orders to public', 'this changes rights or the server.'],
  ['read', 'select 1; select 2', 'A query is one statement; this text has 2.'],
] as const)('declared to %s, "%s" is refused in words', async ([does, text, message]) => {
  expect((await failure({ does, text }))?.message).toContain(message)
  expect(await at.target.query('select count(*)::int as n, sum(total)::int as total from orders')).toEqual([
    { n: 300, total: 67_725 },
  ])
})

test('masked columns are hidden, and cannot be asked about with a value either', async () => {
  expect(await rows({ text: 'select id, email from people where id = 1' })).toEqual([{ id: 1, email: '••••' }])
  const text = 'select id from people where email = $1'
  expect((await failure({ text, values: [{ value: 'secret1@example.com' }] }))?.message).toContain('email')
})

test('limits hold: a result that would be cut off unsaid is refused, so many as are wanted are given, changes are taken back', async () => {
  const limits = { rows: 20, changedRows: 5, statementMs: 500 }
  const instance = await at.instance({ environment: 'development', allowsWorkflows: true, limits })
  const all = { instance, text: 'select id from people order by id' }

  expect((await failure(all))?.message).toContain('The result is larger than workflows may take')
  expect(await rows({ ...all, options: { maxRows: 2 } })).toEqual([{ id: 1 }, { id: 2 }])
  expect((await failure({ ...all, options: { maxRows: 40 } }))?.message).toContain('20 rows')
  const change = { instance, does: 'change', text: "update orders set note = 'x' where id <= 6" }
  expect((await failure(change))?.message).toContain('It would change 6 rows, and at most 5 were approved')
  expect((await failure({ ...change, options: { maxChangedRows: 2 } }))?.message).toContain('at most 2 were approved')
  expect((await failure({ instance, text: 'select count(*) from orders a, orders b, orders c, orders d' }))?.message).toContain(
    'took longer than it may',
  )
  expect(await at.target.query('select id from orders where note is not null')).toEqual([])
})

test('what a workflow must not reach is refused in words', async () => {
  const shut = await at.instance({ name: 'Shut', environment: 'development' })
  const reading = await at.instance({ environment: 'development', allowsWorkflows: true, writeLogin: null })
  const text = 'select 1'
  const nobody = '0190f0f0-0000-7000-8000-000000000001'

  expect((await failure({ instance: shut, text }))?.message).toContain('"Shut" does not let workflows query it')
  expect((await failure({ instance: nobody, text }))?.message).toBe('There is no such instance.')
  expect((await failure({ instance: 'Nowhere', text }))?.message).toBe('There is no such instance.')
  expect((await failure({ text, database: 'secrets' }))?.message).toContain('has no database "secrets" to query')
  expect((await failure({ text: '  ' }))?.message).toBe('There is no text to query with.')
  expect((await failure({ instance: reading, does: 'change', text: 'delete from orders' }))?.message).toContain(
    'no login for changes',
  )
  expect((await failure({ instance: '={{ "Open" }}', text }))?.message).toContain('Choose the instance to query')
})

test('an instance of another workspace is not there', async () => {
  const { body: account } = await at.owner.api('POST', '/workspaces', { name: 'Elsewhere' })
  const elsewhere = String((account['workspace'] as Json | undefined)?.['id'] ?? account['id'])
  const there = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const headers = { ...init.headers, 'x-steward-workspace': elsewhere }
    return (await (await at.steward.raw(path, { method, ...init, headers })).json()) as Json
  }
  for (const instance of [open, 'Open']) {
    const made = await there('POST', '/workflows', { document: asking({ instance, text: 'select 1' }) })
    const started = await there('POST', `/workflows/${String((made['summary'] as Json)['id'])}/executions`, {})
    const ended = await until(
      async () => (await there('GET', `/executions/${String(started['id'])}`)) as unknown as Execution,
      ({ summary }) => ['completed', 'failed'].includes(summary.status),
    )
    expect(ended.summary.error?.message).toBe('There is no such instance.')
  }
})

test('a change in production asks by the policy that comes with the product, and happens once after it was approved', async () => {
  const before = Number(await totalOf(7))
  const text = 'update orders set total = total + $1 where id = 7'
  const change = { instance: 'production', does: 'change', text, values: [{ value: 1 }] }
  const id = await begun(change)
  const approval = await approvalOf(id)
  expect(await totalOf(7)).toBe(before)
  expect(approval).toMatchObject({
    title: `Change rows in ${at.target.database} on production: ${text}`,
    class: 'write',
    environment: 'production',
    target: `${at.target.host}/${at.target.database}`,
  })

  expect(await decide(approval)).toBe(200)
  expect((await over(id)).summary.status).toBe('completed')

  expect(await totalOf(7)).toBe(before + 1)
  const [receipt] = await receiptsOf(id)
  expect(receipt).toMatchObject({
    class: 'write',
    outcome: 'completed',
    approvalId: approval.id,
    target: `Production/${at.target.database}`,
    environment: 'production',
    connection: { kind: 'database', id: production, name: 'Production' },
  })
})

test('what was approved for an instance is asked about again once the instance is another one', async () => {
  const change = { instance: production, does: 'change', text: 'update orders set total = total + 1 where id = 8' }
  const before = Number(await totalOf(8))
  const id = await begun(change)
  const approval = await approvalOf(id)
  const { body } = await at.owner.api('GET', `/instances/${production}`)
  const { version } = (body as { settings: { version: number } }).settings
  const masked = [{ schema: null, table: 'people', column: 'name' }]
  expect((await at.owner.api('PATCH', `/instances/${production}`, { version, masked })).status).toBe(200)

  expect(await decide(approval)).toBe(200)

  const again = await until(
    async () =>
      ((await at.owner.api('GET', `/approvals?executionId=${id}&state=pending`)).body as unknown as { items: Approval[] }).items,
    (items) => items.length === 1 && items[0]?.id !== approval.id,
  )
  expect(await totalOf(8)).toBe(before)
  expect(await decide(again[0] as Approval)).toBe(200)
  expect((await over(id)).summary.status).toBe('completed')
  expect(await totalOf(8)).toBe(before + 1)
})

test('a policy that denies an instance holds by whichever name a workflow calls it, in a plan too', async () => {
  const instance = await at.instance({ name: 'Denied', environment: 'development', allowsWorkflows: true })
  const policy = { name: 'Never here', answer: 'deny', conditions: { connections: [instance] } }
  expect((await at.owner.api('POST', '/policies', policy)).status).toBe(201)
  const read = { instance: ' denied ', text: 'select 1 as one' }

  const message = await until(
    async () => (await failure(read))?.message ?? '',
    (said) => said.includes('Never here'),
  )
  const workflow = await given(read)
  const { body } = await at.owner.api('POST', `/workflows/${workflow}/plan`, {})

  expect(message).toContain('“Never here” denies this')
  expect(body as unknown as WorkflowPlan).toMatchObject({ reads: [], effects: [{ class: 'read', answer: 'deny' }] })
})

test('a plan reads through the same door and changes nothing; each execution is a line of the audit log without values', async () => {
  const workflow = await at.steward.given(
    givenWorkflow([
      { name: 'Start', type: 'manual_trigger', to: { Look: [0, 0] } },
      {
        name: 'Look',
        type: 'database_query',
        version: 1,
        parameters: {
          instance: open,
          database: at.target.database,
          text: 'select id from orders where id = $1',
          values: [{ value: 9 }],
        },
        to: { Change: [0, 0] },
      },
      {
        name: 'Change',
        type: 'database_query',
        version: 1,
        parameters: {
          instance: production,
          database: at.target.database,
          does: 'delete',
          text: '=delete from orders where id = {{ $json.id }}',
        },
      },
    ]),
    { active: false },
  )

  const { body } = await at.owner.api('POST', `/workflows/${workflow}/plan`, {})
  const plan = body as unknown as WorkflowPlan

  expect(plan.reads).toMatchObject([{ nodeName: 'Look', times: 1 }])
  expect(plan.effects).toMatchObject([{ nodeName: 'Change', class: 'delete', answer: 'ask', environment: 'production' }])
  expect(plan.effects[0]?.title).toContain('delete from orders where id = 9')
  expect(await totalOf(9)).toBeDefined()
  const { id } = await outcome({ text: 'select $1::text as said', values: [{ value: 'nobody is to read this' }] })
  const lines = await until(
    async () =>
      ((await at.owner.api('GET', '/audit?action=query.executed_by_workflow&limit=100')).body as unknown as { items: Json[] })
        .items,
    (items) => items.some(({ metadata }) => (metadata as Json)['executionId'] === id),
  )
  expect(lines.find(({ metadata }) => (metadata as Json)['executionId'] === id)).toMatchObject({
    means: 'workflow',
    metadata: { name: 'Open', class: 'read', rows: 1, node: 'Ask' },
  })
  expect(lines.some(({ metadata }) => (metadata as Json)['isPlan'] === true)).toBe(true)
  expect(JSON.stringify(lines)).not.toContain('nobody is to read this')
})

test('a change whose commit nobody heard of says that it may have happened, and is in doubt where it would be tried again', async () => {
  const settings = { retry: { maxTries: 3, backoff: 'fixed', initialMs: 10, retryAfter: false } } as const
  const blocked = await at.target.connect()
  // Ends the connection in the middle of the commit: a check that is put off waits until then.
  await blocked.query(`create function cut() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`)
  await blocked.query(
    'create constraint trigger cut after update on orders deferrable initially deferred for each row execute function cut()',
  )
  await blocked.query('grant execute on function cut() to writer')
  try {
    const change = { does: 'change', text: 'update orders set total = total where id = 10' }
    const failed = await outcome(change)
    const id = await begun(change, [{}], { settings })
    const doubtful = await at.steward.rested(id)

    expect(failed.error?.message).toContain('whether it happened must be looked up')
    const { body: told } = await at.owner.api('GET', `/executions/${failed.id}/nodes/1`)
    expect(told['error']).toMatchObject({ description: expect.stringContaining('may have happened all the same') as string })
    expect(doubtful.nodes.at(-1)).toMatchObject({ nodeName: 'Ask', status: 'in_doubt' })
  } finally {
    await blocked.query('drop trigger cut on orders')
    await blocked.end()
  }
})

test('MongoDB is asked by the same door: documents are items, hidden fields stay hidden, and the declared class holds', async () => {
  await using double = await mongoDouble({
    users: { reader: { password: 'reads', right: 'read' }, writer: { password: 'writes', right: 'readWrite' } },
  })
  const server = {
    kind: 'mongodb',
    environment: 'development',
    port: double.port,
    databases: ['shop'],
    readLogin: { user: 'reader', password: 'reads' },
    writeLogin: { user: 'writer', password: 'writes' },
    allowsWorkflows: true,
    masked: [],
  }
  const seen = { instance: await at.instance(server), database: 'shop' }
  const masked = [{ schema: null, table: 'people', column: 'email' }]
  const veiled = { instance: await at.instance({ ...server, masked }), database: 'shop' }
  const insert = "db.people.insertMany([{ _id: 1, name: 'Ada', email: 'secret@example.com' }, { _id: 2, age: 40 }])"
  const text = 'db.people.find({}).sort({ _id: 1 })'

  expect(await rows({ ...seen, does: 'change', text: insert })).toEqual([{ changedRows: 2 }])
  expect(await rows({ ...seen, text })).toEqual([
    { _id: 1, name: 'Ada', email: 'secret@example.com' },
    { _id: 2, age: 40 },
  ])
  const hidden = JSON.stringify(await rows({ ...veiled, text }))
  expect(hidden).toContain('Ada')
  expect(hidden).not.toMatch(/secret@|\(document\)/)
  const remove = 'db.people.deleteMany({})'
  expect((await failure({ ...seen, text: remove }))?.message).toContain('read was approved')
  expect((await failure({ ...seen, does: 'change', text: remove }))?.message).toContain('this is of the class delete')
  expect((await failure({ ...seen, text, values: [{ value: 1 }] }))?.message).toContain('Values for placeholders are for SQL')
  expect(await rows({ ...seen, does: 'delete', text: remove })).toEqual([{ changedRows: 2 }])
})
