/**
 * The raw group-commit baseline: a bare HTTP server that commits twice for every
 * call, when it is accepted and when it is over, each in groups of their own,
 * with a row for the execution and a row for each of five node executions with
 * input and output, and answers after the second commit. No routing, no
 * workflow, no expressions, no checks.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { newId } from '../server/base/id.ts'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { rawGroup } from './raw-group.ts'

const databases = await openDatabases(readSettings(), { purpose: 'serve' })
const url = databases.adminUrl('execution')
const admin = new pg.Client({ connectionString: url })
await admin.connect()
await admin.query(`
  create schema raw;
  create table raw.executions (
    id uuid primary key, status text not null, started_at timestamptz not null, ended_at timestamptz, input json not null
  );
  create table raw.node_executions (
    execution_id uuid not null, position integer not null, name text not null, input json not null, output json not null,
    primary key (execution_id, position)
  )`)
await admin.end()

type Accepted = { readonly id: string; readonly at: string; readonly input: string }
type Finished = { readonly id: string; readonly at: string; readonly nodes: readonly Node[] }
type Node = { readonly name: string; readonly input: string; readonly output: string }

const accept = await rawGroup<Accepted>(url, {
  name: 'accept',
  text: `insert into raw.executions (id, status, started_at, input)
         select id, 'running', at, input from unnest($1::uuid[], $2::timestamptz[], $3::json[]) as t(id, at, input)`,
  values: (batch) => [batch.map((one) => one.id), batch.map((one) => one.at), batch.map((one) => one.input)],
})

const finish = await rawGroup<Finished>(url, {
  name: 'finish',
  text: `with ended as (
           update raw.executions e set status = 'completed', ended_at = t.at
             from unnest($1::uuid[], $2::timestamptz[]) as t(id, at) where e.id = t.id
         ) insert into raw.node_executions (execution_id, position, name, input, output)
           select id, position, name, input, output
             from unnest($3::uuid[], $4::int[], $5::text[], $6::json[], $7::json[]) as t(id, position, name, input, output)`,
  values: (batch) => {
    const rows = batch.flatMap(({ id, nodes }) => nodes.map((node, position) => ({ id, position, ...node })))
    const of = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick)
    const heads = [batch.map((one) => one.id), batch.map((one) => one.at)]
    return [...heads, of((r) => r.id), of((r) => r.position), of((r) => r.name), of((r) => r.input), of((r) => r.output)]
  },
})

/** What the nodes of the benchmark's workflow take and give. */
function nodesOf(received: unknown, { guest, nights }: { guest: string; nights: number }): { nodes: Node[]; answer: string } {
  const read = { guest, price: nights * 80 }
  const rated = { ...read, rate: nights > 5 ? 'long stay' : 'short stay' }
  const greeted = { ...rated, greeting: `Dear ${guest}, your ${rated.rate} costs ${read.price}` }
  const items = [received, received, read, read, rated, greeted].map((json) =>
    JSON.stringify([{ json, pairedItem: { item: 0 } }]),
  )
  const nodes = ['booking', 'read', 'long-stay', 'rate', 'greet'].map((name, n) => ({
    name,
    input: items[n] as string,
    output: items[n + 1] as string,
  }))
  return { nodes, answer: JSON.stringify(greeted) }
}

const server = createServer((request, response) => {
  let text = ''
  request.on('data', (chunk: Buffer) => (text += chunk.toString()))
  request.on('end', () => {
    const body = JSON.parse(text) as { guest: string; nights: number }
    const received = { headers: request.headers, params: {}, query: {}, body }
    const id = newId()
    const at = () => new Date().toISOString()
    const { nodes, answer } = nodesOf(received, body)
    void accept
      .add({ id, at: at(), input: JSON.stringify(received) })
      .then(() => finish.add({ id, at: at(), nodes }))
      .then(() => response.setHeader('content-type', 'application/json').end(answer))
  })
})
server.listen(Number(process.env['STEWARD_PORT']), '127.0.0.1', () => console.log('Steward is ready'))
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
  void Promise.all([accept.close(), finish.close()]).then(() => databases.close())
})
