/**
 * What PostgreSQL and Node alone can do for three calls with a word before and
 * after each: a bare HTTP server that for every request commits, calls, commits,
 * calls, commits, calls, commits, in groups, and then answers. The same calls, as
 * many commits and rows of about the same size as an execution of the benchmark
 * `steps`; no workflow, no expressions, no guard, no checks, no receipts.
 */
import { Agent, createServer, request } from 'node:http'
import type pg from 'pg'
import { newId } from '../server/base/id.ts'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'

const databases = await openDatabases(readSettings(), { purpose: 'serve' })
const clients = [await databases.client('execution'), await databases.client('execution')]
const separator = '\u001e'
const agent = new Agent({ keepAlive: true, maxSockets: 100 })

const text = `with input as (
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::int[], string_to_array($5, E'\\x1e')::json[]) as t(id, at, status, seq, entries)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, trigger_data, worker_id)
  select id, id, id, 'Raw', 1, status, 'webhook', at, '{"node":"hook","items":[{"json":{"body":{"amount":500}}}]}', id from input
  on conflict (id) do update set status = excluded.status, updated_at = now()
) insert into execution_journal (execution_id, seq, entries) select id, seq, entries from input`

type Change = {
  readonly id: string
  readonly at: string
  readonly status: string
  readonly seq: number
  readonly entries: string
}
let queue: { readonly change: Change; readonly done: () => void }[] = []
let inFlight = 0

async function flush(): Promise<void> {
  if (inFlight >= clients.length || queue.length === 0) return
  const batch = queue.splice(0, 500)
  const client = clients[inFlight++ % clients.length] as pg.Client
  const of = <T>(pick: (change: Change) => T) => batch.map(({ change }) => pick(change))
  const values = [of((c) => c.id), of((c) => c.at), of((c) => c.status), of((c) => c.seq), of((c) => c.entries).join(separator)]
  await client.query({ name: 'raw', text, values })
  inFlight -= 1
  for (const { done } of batch) done()
  if (queue.length > 0) setImmediate(() => void flush())
}

function commit(change: Change): Promise<void> {
  return new Promise((done) => {
    queue.push({ change, done })
    setImmediate(() => void flush())
  })
}

const intent = (n: number) => ({
  k: 'intent',
  n: `call ${n}`,
  r: 0,
  e: 'write',
  t: Date.now(),
  rep: false,
  key: newId(),
  q: 'f'.repeat(64),
})

function post(url: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(JSON.parse(text)))
    })
    call.on('error', reject).end(body)
  })
}

async function carryOut(peer: string): Promise<unknown> {
  const id = newId()
  const at = new Date().toISOString()
  let entries: unknown[] = [{ k: 'done', n: 'hook', r: 0, s: 'completed', t: Date.now(), d: 0, o: [{ i: 0 }] }]
  let answer: unknown
  for (let n = 0; n < 3; n++) {
    entries.push(intent(n))
    await commit({ id, at, status: 'running', seq: n, entries: JSON.stringify(entries) })
    answer = await post(`${peer}/charges`, '{"amount":500}')
    entries = [
      {
        k: 'done',
        n: `call ${n}`,
        r: 0,
        s: 'completed',
        t: Date.now(),
        d: 1,
        e: 'write',
        o: [[{ json: answer, pairedItem: { item: 0 } }]],
      },
    ]
  }
  await commit({ id, at, status: 'completed', seq: 3, entries: JSON.stringify(entries) })
  return answer
}

const server = createServer((incoming, response) => {
  let body = ''
  incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
  incoming.on('end', () => {
    const { peer } = JSON.parse(body) as { peer: string }
    void carryOut(peer).then((answer) => response.setHeader('content-type', 'application/json').end(JSON.stringify(answer)))
  })
})
server.listen(Number(process.env['STEWARD_PORT']), '127.0.0.1', () => console.log('Steward is ready'))
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
  agent.destroy()
  void Promise.all(clients.map((client) => client.end())).then(() => databases.close())
})
