/**
 * What PostgreSQL and Node alone can do: a bare HTTP server that commits, for
 * every call, the same rows as an execution (one execution, one journal with
 * input and output of every node) in groups, and answers when they are stored.
 * No routing, no workflow, no expressions, no checks.
 */
import { createServer } from 'node:http'
import { newId } from '../server/base/id.ts'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import type pg from 'pg'

const databases = await openDatabases(readSettings(), { purpose: 'serve' })
const clients = [await databases.client('execution'), await databases.client('execution')]
const separator = '\u001e'

const text = `with input as (
  select * from unnest($1::uuid[], $2::timestamptz[], string_to_array($3, E'\\x1e')::json[], string_to_array($4, E'\\x1e')::json[]) as t(id, at, trigger_data, entries)
), stored as (
  insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, ended_at, trigger_data, worker_id)
  select id, id, id, 'Raw', 1, 'completed', 'webhook', at, at, trigger_data, id from input
) insert into execution_journal (execution_id, seq, entries) select id, 0, entries from input`

type Call = {
  readonly id: string
  readonly at: string
  readonly trigger: string
  readonly entries: string
  readonly done: () => void
}
let queue: Call[] = []
let inFlight = 0

async function flush(): Promise<void> {
  if (inFlight >= clients.length || queue.length === 0) return
  const batch = queue.splice(0, 500)
  const client = clients[inFlight++ % clients.length] as pg.Client
  const values = [
    batch.map((call) => call.id),
    batch.map((call) => call.at),
    batch.map((call) => call.trigger).join(separator),
    batch.map((call) => call.entries).join(separator),
  ]
  await client.query({ name: 'raw', text, values })
  inFlight -= 1
  for (const call of batch) call.done()
  if (queue.length > 0) setImmediate(() => void flush())
}

/** The journal of the benchmark's workflow for one call, as the engine would write it. */
function entriesOf(guest: string, nights: number, t: number): unknown[] {
  const read = { guest, price: nights * 80 }
  const rated = { ...read, rate: nights > 5 ? 'long stay' : 'short stay' }
  const done = (n: string, o: unknown) => ({ k: 'done', n, r: 0, s: 'completed', t, d: 0, o })
  const item = (json: unknown) => [{ json, pairedItem: { item: 0 } }]
  return [
    done('booking', [{ i: 0 }]),
    done('read', [item(read)]),
    done('long-stay', [[[0]], []]),
    done('rate', [item(rated)]),
    done('greet', [item({ ...rated, greeting: `Dear ${guest}, your ${rated.rate} costs ${read.price}` })]),
  ]
}

const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => (body += chunk.toString()))
  request.on('end', () => {
    const { guest, nights } = JSON.parse(body) as { guest: string; nights: number }
    const now = Date.now()
    const entries = entriesOf(guest, nights, now)
    const trigger = {
      node: 'booking',
      items: [
        {
          json: {
            headers: request.headers,
            params: {},
            query: {},
            body: { guest, nights },
            webhookUrl: '',
            executionMode: 'production',
          },
        },
      ],
    }
    const last = entries.at(-1) as { o: [[{ json: unknown }]] }
    queue.push({
      id: newId(now),
      at: new Date(now).toISOString(),
      trigger: JSON.stringify(trigger),
      entries: JSON.stringify(entries),
      done: () => response.setHeader('content-type', 'application/json').end(JSON.stringify(last.o[0][0].json)),
    })
    setImmediate(() => void flush())
  })
})
server.listen(Number(process.env['STEWARD_PORT']), '127.0.0.1', () => console.log('Steward is ready'))
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
  void Promise.all(clients.map((client) => client.end())).then(() => databases.close())
})
