import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { ownerApi, startServer } from '../server/test/server-process.ts'

/**
 * The search over everything by the real API, in a workspace with many workflows of ten nodes and a long history, one in
 * a thousand of which failed. What is not found costs the most: nothing ends the looking early.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      workflows: { type: 'string', default: '10000' },
      executions: { type: 'string', default: '1000000' },
      calls: { type: 'string', default: '200' },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  const server = await startServer(folder)
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder }), { migrate: false })
  const client = new pg.Client({ connectionString: databases.adminUrl('execution') })
  try {
    await client.connect()
    const api = await ownerApi(server.url)
    await fill(client, Number(values.workflows), Number(values.executions))
    console.log(`${values.workflows} workflows, ${values.executions} executions`)
    for (const [name, text] of Object.entries(texts)) {
      const { found, p50Ms, p99Ms } = await measure(api, text, Number(values.calls))
      console.log(`${name.padEnd(26)}${p50Ms.toFixed(1).padStart(8)} ms ${p99Ms.toFixed(1).padStart(8)} ms   ${found} found`)
    }
  } finally {
    await client.end()
    await databases.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const texts: Readonly<Record<string, string>> = {
  'a name': 'Invoice run 4711',
  'the beginning of names': 'invoice',
  'a node': 'Reserve stock 4711',
  'a parameter': 'warehouse4711',
  'an error': 'carrier refused 777',
  nothing: 'qwertzuiop',
}

type Api = Awaited<ReturnType<typeof ownerApi>>

async function fill(client: pg.Client, workflows: number, executions: number): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from tenant.workspaces limit 1')
  const workspaceId = rows[0]?.id
  await client.query(
    `insert into workflow.workflows (id, workspace_id, name, document_format, nodes, edges, settings, extras, node_count,
       triggers, effects, placeholders, search_text, search_words)
     select gen_random_uuid(), $1, 'Invoice run ' || n, 1,
       (select json_agg(json_build_object('id', 'n' || k, 'name', 'Step ' || k, 'type', 'http_request', 'version', 4.2,
          'position', json_build_array(k * 240, 0), 'settings', '{}'::json,
          'parameters', json_build_object('url', 'https://api.example.com/warehouse' || n || '/' || k, 'body', repeat('text ', 40))))
          from generate_series(1, 10) k),
       '[]', '{"executionOrder":"v1"}', '{}', 10, '{}', '{}', 0,
       'invoice run ' || n || E'\\nreserve stock ' || n || E'\\nstep 1\\nstep 2\\nstep 3\\nstep 4\\nstep 5\\nstep 6\\nstep 7',
       array_to_tsvector(array['invoice', 'run', n::text, 'warehouse' || n, 'https', 'api', 'example', 'com', 'text', 'step', 'http', 'request']
         || (select array_agg(distinct 'word' || (n * 7 + k)) from generate_series(1, 60) k))
       from generate_series(1, $2::int) n`,
    [workspaceId, workflows],
  )
  await client.query(`set search_path to execution`)
  await client.query(`select ensure_partitions((now() - interval '40 days')::date, 4)`)
  await client.query(
    `with w as materialized (select array_agg(id) as ids from workflow.workflows where workspace_id = $1),
     made as materialized (select n, now() - (28 - 27.9 * n / $2::int) * interval '1 day' as at from generate_series(1, $2::int) n)
     insert into workflow_executions (id, workspace_id, workflow_id, workflow_name, workflow_version, status, mode, started_at,
       ended_at, trigger_data, error)
     select (left(uuid_floor(at)::text, 14) || '7' || substr(md5(n::text), 1, 3) || '-8' || substr(md5(n::text), 4, 3) || '-' || substr(md5(n::text), 7, 12))::uuid,
       $1, w.ids[1 + n % array_length(w.ids, 1)], 'Invoice run ' || n % 1000, 1,
       case when n % 1000 = 7 then 'failed' else 'completed' end, 'webhook', at, at + interval '20 milliseconds', '{}',
       case when n % 1000 = 7 then 'The carrier refused ' || n / 1000 end
       from made, w`,
    [workspaceId, executions],
  )
  await client.query('vacuum analyze')
}

async function measure(api: Api, text: string, calls: number): Promise<{ found: number; p50Ms: number; p99Ms: number }> {
  const times: number[] = []
  let found = 0
  for (let call = -20; call < calls; call++) {
    const beganMs = performance.now()
    const { status, body } = await api('GET', `/search?q=${encodeURIComponent(text)}`)
    if (status !== 200) throw new Error(`the search was answered with ${status}`)
    if (call >= 0) times.push(performance.now() - beganMs)
    found = (body as { items: unknown[] }).items.length
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { found, p50Ms: at(0.5), p99Ms: at(0.99) }
}
