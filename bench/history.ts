import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { ownerApi, startServer } from '../server/test/server-process.ts'

const example = join(import.meta.dirname, '..', 'examples', 'bench', 'webhook.json')
const nodesPerExecution = 10

/**
 * Lists, filters and numbers of a workspace by the real API, with a small and
 * with a large history in the same database. Each execution has a journal of
 * ten node executions; what is rare (failed, by hand) is one in a thousand.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      small: { type: 'string', default: '10000' },
      large: { type: 'string', default: '1000000' },
      calls: { type: 'string', default: '300' },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  const server = await startServer(folder)
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder }), { migrate: false })
  const client = new pg.Client({ connectionString: databases.adminUrl('execution') })
  try {
    await client.connect()
    await client.query('set search_path to execution')
    const api = await ownerApi(server.url)
    const workflows = await importMany(api, 50)
    const sizes = [Number(values.small), Number(values.large)]
    const figures: Map<string, Figure>[] = []
    let filled = 0
    for (const size of sizes) {
      const beganMs = performance.now()
      await fill(client, { workspaceId: await workspaceOf(client), workflows, from: filled, to: size })
      filled = size
      console.log(`${size} executions with ${size * nodesPerExecution} node executions filled in ${seconds(beganMs)} s`)
      figures.push(await measureAll(api, { workflows, calls: Number(values.calls) }))
    }
    print(sizes, figures)
  } finally {
    await client.end()
    await databases.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

type Api = Awaited<ReturnType<typeof ownerApi>>
type Figure = { readonly p50Ms: number; readonly p99Ms: number }

async function importMany(api: Api, count: number): Promise<string[]> {
  const document = JSON.parse(readFileSync(example, 'utf8')) as { name: string }
  const files = Array.from({ length: count }, (_, n) => ({
    file: `${n}.json`,
    content: JSON.stringify({ ...document, name: `Flow ${n}` }),
  }))
  const answer = await api('POST', '/workflows/import', { files })
  return (answer.body as { lines: { workflowId: string }[] }).lines.map((line) => line.workflowId)
}

async function workspaceOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select workspace_id as id from workflow.workflows limit 1')
  return rows[0]?.id ?? ''
}

type Filling = { readonly workspaceId: string; readonly workflows: readonly string[]; readonly from: number; readonly to: number }

/** Spread over the last four weeks, oldest first. */
async function fill(client: pg.Client, { workspaceId, workflows, from, to }: Filling): Promise<void> {
  await client.query(`select ensure_partitions((now() - interval '40 days')::date, 4)`)
  await client.query(
    `with made as materialized (
       select n, now() - (28 - 27.9 * n / $5) * interval '1 day' as at from generate_series($3::int + 1, $4::int) as n
     ), named as materialized (
       select n, at, (left(uuid_floor(at)::text, 14) || '7' || substr(md5(n::text), 1, 3) || '-8' || substr(md5(n::text), 4, 3) || '-' || substr(md5(n::text), 7, 12))::uuid as id,
              case when n % 1000 = 7 then 'failed' else 'completed' end as status, case when n % 1000 = 9 then 'manual' else 'webhook' end as mode
         from made
     ), stored as (
       insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at, ended_at, trigger_data)
       select id, $1, ($2::uuid[])[1 + n % array_length($2::uuid[], 1)], 'Flow ' || n % array_length($2::uuid[], 1), 1, status, mode, at, at + interval '20 milliseconds',
              '{"node":"booking","items":[{"json":{"guest":"Ada","nights":7}}]}' from named
     ) insert into execution_journal (execution_id, seq, entries)
       select id, 0, (select json_agg(json_build_object('k', 'done', 'n', 'read', 'r', k, 's', 'completed', 't', 1, 'd', 2, 'o', '[]'::json)) from generate_series(1, ${nodesPerExecution}) as k)
         from named`,
    [workspaceId, workflows, from, to, to],
  )
  await client.query('vacuum analyze')
}

async function measureAll(
  api: Api,
  { workflows, calls }: { workflows: readonly string[]; calls: number },
): Promise<Map<string, Figure>> {
  const flow = workflows[7] ?? ''
  const first = (await api('GET', '/executions?limit=200')).body as { items: { id: string }[] }
  const month = new Date(Date.now() - 14 * 86_400_000).toISOString()
  const paths: Record<string, string> = {
    'newest 50': '/executions?limit=50',
    'next page': `/executions?limit=50&after=${first.items.at(-1)?.id ?? ''}`,
    'two weeks ago': `/executions?limit=50&to=${month}`,
    failed: '/executions?limit=50&status=failed',
    'failed or cancelled': '/executions?limit=50&status=failed,cancelled',
    running: '/executions?limit=50&status=running,queued',
    completed: '/executions?limit=50&status=completed',
    'by hand': '/executions?limit=50&mode=manual',
    'of a workflow': `/executions?limit=50&workflowId=${flow}`,
    'of a workflow, failed': `/executions?limit=50&workflowId=${flow}&status=failed`,
    'numbers of 50 workflows': `/executions/stats?workflowIds=${workflows.join(',')}`,
  }
  const figures = new Map<string, Figure>()
  for (const [name, path] of Object.entries(paths)) figures.set(name, await measure(api, path, calls))
  return figures
}

async function measure(api: Api, path: string, calls: number): Promise<Figure> {
  const times: number[] = []
  for (let call = -20; call < calls; call++) {
    const beganMs = performance.now()
    const { status } = await api('GET', path)
    if (status !== 200) throw new Error(`${path} was answered with ${status}`)
    if (call >= 0) times.push(performance.now() - beganMs)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}

function print(sizes: readonly number[], [small, large]: readonly Map<string, Figure>[]): void {
  const head = sizes.map((size) => `${String(size).padStart(9)}: p50    p99`).join('  ')
  console.log(`${''.padEnd(26)}${head}   ratio of p50`)
  for (const [name, one] of small ?? []) {
    const other = large?.get(name) ?? one
    const cells = [one, other].map(({ p50Ms, p99Ms }) => `${p50Ms.toFixed(1).padStart(12)} ms ${p99Ms.toFixed(1).padStart(5)} ms`)
    console.log(`${name.padEnd(26)}${cells.join(' ')} ${(other.p50Ms / one.p50Ms).toFixed(2).padStart(8)}`)
  }
}

const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1000).toFixed(0)
