import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { ownerApi, type ServerProcess } from '../server/test/server-process.ts'
import { benchServer, type Figure, load, median } from './load.ts'
import { treeMemoryMb } from './memory.ts'

type Target = { readonly name: string; readonly url: string; readonly body: string }

const example = join(import.meta.dirname, '..', 'examples', 'bench', 'webhook.json')

/**
 * Webhook executions per second, every one stored with input and output of
 * every node before it is answered (fsync on), beside two bare Node servers:
 * `probe` commits twice with a row per node execution (raw group commit), `same
 * rows` commits once what Steward stores. Servers, PostgreSQL and load share
 * the machine.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      workflow: { type: 'string', default: example },
      path: { type: 'string', default: 'bench-booking' },
      body: { type: 'string', default: '{"guest":"Ada","nights":7}' },
      connections: { type: 'string', default: '1,10,50,200' },
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const main = (file: string) => join(import.meta.dirname, file)
  await using steward = await benchServer()
  const idleMb = treeMemoryMb(steward.child.pid ?? 0)
  await using probe = await benchServer(main('raw-probe.ts'))
  await using same = await benchServer(main('raw-server.ts'))
  await using counted = await counter(steward)
  await importActive(steward, values.workflow)
  const own: Target = { name: 'steward', url: `${steward.url}/webhook/${values.path}`, body: values.body }
  const bare = (name: string, { url }: ServerProcess): Target => ({ name, url, body: '{"guest":"Ada","nights":7}' })
  const targets = [own, bare('probe', probe), bare('same rows', same)]
  await checkAnswer(own)
  for (const target of targets) await load({ ...target, connections: 50, seconds: 3 })

  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
  const before = await counted.read()
  console.log(
    'connections   steward/s   p50    p99      probe/s   p50    p99    same rows/s   p50    p99   of probe   of same rows',
  )
  for (const connections of values.connections.split(',').map(Number)) {
    const [ours, ...others] = await inTurns(targets, rounds, { connections, seconds })
    const shares = others.map((other) => ((ours as Figure).perSecond / other.perSecond).toFixed(2))
    const cells = [ours as Figure, ...others].map(columns).join('   ')
    console.log(`${String(connections).padStart(11)} ${cells} ${shares[0]?.padStart(10)} ${shares[1]?.padStart(14)}`)
  }
  const rate = Number(values.rate)
  if (rate > 0) {
    const figures = await inTurns(targets, rounds, { connections: 50, seconds, rate })
    for (const [n, { name }] of targets.entries()) console.log(`${name} at ${rate}/s:${columns(figures[n] as Figure)}`)
  }
  const { transactions, executions } = await counted.read()
  const each = (transactions - before.transactions) / (executions - before.executions)
  console.log(`${executions - before.executions} executions stored, ${each.toFixed(3)} transactions for each (pg_stat_database)`)
  const memoryMb = treeMemoryMb(steward.child.pid ?? 0)
  console.log(`memory of all processes together: ${idleMb} MB after start, ${memoryMb} MB after ${executions} executions`)
}

type Way = { readonly connections: number; readonly seconds: number; readonly rate?: number }

/** Loads the servers one after another, several times; the median of each. */
async function inTurns(targets: readonly Target[], rounds: number, way: Way): Promise<Figure[]> {
  const figures = new Map<Target, Figure[]>(targets.map((target) => [target, []]))
  for (let round = 0; round < rounds; round++)
    for (const target of targets) figures.get(target)?.push(await load({ ...target, ...way }))
  return [...figures.values()].map((all) => median(all, (figure) => (way.rate === undefined ? figure.perSecond : figure.p99Ms)))
}

async function importActive(server: ServerProcess, file: string): Promise<void> {
  const api = await ownerApi(server.url)
  const answer = await api('POST', '/workflows/import', {
    files: [{ file, content: readFileSync(file, 'utf8') }],
    activate: true,
  })
  const [line] = (answer.body as { lines: { ok: boolean; problems: string[] }[] }).lines
  if (line?.ok !== true) throw new Error(`The workflow cannot be imported: ${line?.problems.join(' ')}`)
}

async function checkAnswer({ url, body }: Target): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The workflow answers ${answer.status}: ${text}`)
  console.log(`answer of the workflow: ${text}`)
}

/** Counts in the database of a server. */
async function counter({ dataDir }: ServerProcess) {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: dataDir }), { migrate: false })
  const client = new pg.Client({ connectionString: databases.adminUrl('execution') })
  await client.connect()
  return {
    read: async (): Promise<{ transactions: number; executions: number }> => {
      const { rows } = await client.query<{ transactions: number; executions: number }>(
        `select (select xact_commit::float8 from pg_stat_database where datname = current_database()) as transactions,
                (select count(*)::int from execution.workflow_executions) as executions`,
      )
      return rows[0] ?? { transactions: 0, executions: 0 }
    },
    [Symbol.asyncDispose]: async () => {
      await client.end()
      await databases.close()
    },
  }
}

const columns = ({ perSecond, p50Ms, p99Ms }: Figure) =>
  `${perSecond.toFixed(0).padStart(9)} ${`${p50Ms} ms`.padStart(8)} ${`${p99Ms} ms`.padStart(7)}`
