import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { newId } from '../server/base/id.ts'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { givenWorkflow } from '../server/test/given-workflow.ts'
import type { ServerProcess } from '../server/test/server-process.ts'
import { type CpuTime, cpuTime } from './cpu.ts'
import { activate, benchServer, type Figure, load, median } from './load.ts'

const call = (name: string, to: Record<string, readonly [number, number]> = {}) => ({
  name,
  type: 'http_request',
  version: 4.2,
  parameters: {
    method: 'POST',
    url: '={{ $("Hook").item.json.body.peer }}/charges',
    sendBody: true,
    specifyBody: 'json',
    jsonBody: '{"amount":500}',
    options: {},
  },
  to,
})

const workflow = givenWorkflow([
  {
    name: 'Hook',
    type: 'webhook',
    version: 2,
    parameters: { httpMethod: 'POST', path: 'bench-steps', responseMode: 'lastNode' },
    to: { First: [0, 0] },
  },
  call('First', { Second: [0, 0] }),
  call('Second', { Third: [0, 0] }),
  call('Third'),
])

/**
 * Executions of three calls that change something, each with its intent stored
 * before and its receipt after, end to end by a webhook that answers with the
 * last call's answer; beside a bare server that makes the same calls and as
 * many commits. Servers, PostgreSQL, the service that is called, and the load
 * share the machine.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      connections: { type: 'string', default: '1,10,50' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const peer = new Worker(join(import.meta.dirname, 'peer.ts'))
  const [port] = (await once(peer, 'message')) as [number]
  const body = JSON.stringify({ peer: `http://127.0.0.1:${port}` })
  await using steward = await benchServer()
  await using raw = await benchServer(join(import.meta.dirname, 'raw-steps.ts'))
  await activate(steward, workflow)
  const servers = { steward: `${steward.url}/webhook/bench-steps`, raw: raw.url }
  await using counted = await counters(steward)

  for (const url of Object.values(servers)) await load({ url, body, connections: 10, seconds: 2 })
  console.log(
    'connections   steward/s   p50    p99      raw/s   p50    p99    ratio   CPU ms each: node + db   raw: node + db   transactions each   receipts behind',
  )
  for (const connections of values.connections.split(',').map(Number)) {
    const way = { body, connections, seconds: Number(values.seconds) }
    const figures: Record<keyof typeof servers, Figure[]> = { steward: [], raw: [] }
    const used = { steward: new CpuUse(steward), raw: new CpuUse(raw) }
    let transactions = 0
    let executions = 0
    let behindMs = 0
    for (let round = 0; round < Number(values.rounds); round++) {
      const before = await counted.read()
      figures.steward.push(await used.steward.of(() => load({ ...way, url: servers.steward })))
      const endedMs = performance.now()
      const after = await used.steward.of(() => counted.settled())
      behindMs = Math.max(behindMs, performance.now() - endedMs)
      transactions += after.transactions - before.transactions
      executions += after.executions - before.executions
      figures.raw.push(await used.raw.of(() => load({ ...way, url: servers.raw })))
    }
    const own = median(figures.steward, (figure) => figure.perSecond)
    const bare = median(figures.raw, (figure) => figure.perSecond)
    const bareExecutions = figures.raw.reduce((sum, { answered }) => sum + answered, 0)
    const cells = [
      String(connections).padStart(11),
      `${columns(own)} `,
      `${columns(bare)} `,
      (own.perSecond / bare.perSecond).toFixed(2).padStart(6),
      used.steward.each(executions).padStart(24),
      used.raw.each(bareExecutions).padStart(16),
      (transactions / executions).toFixed(2).padStart(19),
      `${(behindMs / 1000).toFixed(1)} s`.padStart(17),
    ]
    console.log(cells.join(' '))
  }
  const { executions, receipts } = await counted.settled()
  console.log(`${executions} executions with ${receipts} receipts, three for each`)
  console.log(`making receipts of facts that are there already: ${(await counted.drain(20_000)).toFixed(0)} effects/s`)
  await peer.terminate()
}

const columns = ({ perSecond, p50Ms, p99Ms }: Figure) =>
  `${perSecond.toFixed(0).padStart(9)} ${`${p50Ms} ms`.padStart(8)} ${`${p99Ms} ms`.padStart(7)}`

/** What a server uses of the CPU while something goes on. */
class CpuUse {
  private ownMs = 0
  private databaseMs = 0
  private readonly pid: number

  constructor({ child }: ServerProcess) {
    this.pid = child.pid ?? 0
  }

  async of<T>(work: () => Promise<T>): Promise<T> {
    const before: CpuTime = cpuTime(this.pid)
    const result = await work()
    const after = cpuTime(this.pid)
    this.ownMs += after.ownMs - before.ownMs
    this.databaseMs += after.databaseMs - before.databaseMs
    return result
  }

  each(executions: number): string {
    return `${(this.ownMs / executions).toFixed(2)} + ${(this.databaseMs / executions).toFixed(2)}`
  }
}

type Counts = { readonly transactions: number; readonly executions: number; readonly receipts: number }

/** Events as under load: ten changes each, of executions that are over, with two effects each. */
function eventsOf(facts: number, workspaceId: string): string[] {
  const hash = 'f'.repeat(64)
  const fact = () => ({
    id: newId(),
    nodeId: 'First',
    nodeName: 'First',
    runIndex: 0,
    class: 'write',
    target: '127.0.0.1',
    connection: null,
    requestHash: hash,
    outcome: 'completed',
    tries: 1,
    intendedMs: Date.now(),
    settledMs: Date.now(),
    durationMs: 1,
    response: { status: 200, hash, sizeBytes: 100 },
    decision: null,
  })
  const change = () => ({
    executionId: newId(),
    workspaceId,
    workflowId: workspaceId,
    workflowName: 'Given',
    workflowVersion: 1,
    place: 1,
    facts: [fact(), fact()],
  })
  return Array.from({ length: facts / 20 }, () => JSON.stringify({ changes: Array.from({ length: 10 }, change) }))
}

/** Counts in the database of a server. */
async function counters({ dataDir }: ServerProcess) {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: dataDir }), { migrate: false })
  const client = new pg.Client({ connectionString: databases.adminUrl('execution') })
  await client.connect()
  const read = async (): Promise<Counts> => {
    const { rows } = await client.query<{ transactions: string; executions: string; receipts: string }>(
      `select (select xact_commit from pg_stat_database where datname = current_database()) as transactions,
              (select count(*) from execution.workflow_executions) as executions, (select count(*) from effect.receipts) as receipts`,
    )
    const [row] = rows
    return { transactions: Number(row?.transactions), executions: Number(row?.executions), receipts: Number(row?.receipts) }
  }
  return {
    read,
    /** Once every effect has its receipt. */
    settled: async () => {
      for (const end = performance.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
        const counts = await read()
        if (counts.receipts === counts.executions * 3) return counts
        if (performance.now() > end) throw new Error(`${counts.executions} executions have ${counts.receipts} receipts.`)
      }
    },
    /** How many facts per second become receipts when many wait, told by events of ten changes as under load. */
    drain: async (facts: number) => {
      const { receipts } = await read()
      await client.query(
        `insert into execution.outbox (event_id, type, key, payload)
         select gen_random_uuid(), 'execution.effects_settled', 'bench ' || at, payload::json
         from unnest($1::text[]) with ordinality as told(payload, at)`,
        [eventsOf(facts, newId())],
      )
      const began = performance.now()
      while ((await read()).receipts < receipts + facts) await new Promise((resolve) => setTimeout(resolve, 50))
      return (facts * 1000) / (performance.now() - began)
    },
    [Symbol.asyncDispose]: async () => {
      await client.end()
      await databases.close()
    },
  }
}
