import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readSettings } from '../server/base/settings.ts'
import { openDatabases } from '../server/db/index.ts'
import { givenWorkflow } from '../server/test/given-workflow.ts'
import { descendants, ownerApi, type ServerProcess, startServer } from '../server/test/server-process.ts'
import { activate } from './load.ts'
import { treeMemoryMb } from './memory.ts'

const workflow = givenWorkflow([
  {
    name: 'Tick',
    type: 'schedule_trigger',
    version: 1.2,
    parameters: { rule: { interval: [{ field: 'hours' }] } },
    to: { Nothing: [0, 0] },
  },
  { name: 'Nothing', type: 'no_op' },
])

/**
 * Many active schedules of which the same number comes due at each full minute:
 * how late the starts are stored, what the processes use between the ticks, at
 * the start, and how long it takes to activate one more.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      schedules: { type: 'string', default: '100000' },
      due: { type: 'string', default: '2000' },
      minutes: { type: 'string', default: '2' },
    },
  })
  const count = Number(values.schedules)
  // Each ticks once an hour, in one of these minutes.
  const cycleMinutes = Math.ceil(count / Number(values.due))
  if (!(cycleMinutes >= 1 && cycleMinutes <= 60))
    throw new Error('An hour has 60 minutes: --schedules is at most 60 times --due.')
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  let server = await startServer(folder)
  try {
    const began = performance.now()
    const firstMs = await withDatabase(folder, async (client) =>
      fill(client, { count, cycleMinutes, template: await activate(server, workflow) }),
    )
    console.log(
      `${count} active schedules, ${Math.round(count / cycleMinutes)} due each minute, filled in ${secondsSince(began)} s`,
    )
    await server.stop()
    server = await startServer(folder)
    await sleep(8_000)
    const used = cpuSeconds(server)
    console.log(
      `second start: ready in ${(server.readyMs / 1000).toFixed(1)} s; after 8 s more Node had used ${used.node.toFixed(1)} s of CPU and PostgreSQL ${used.postgres.toFixed(1)} s`,
    )
    console.log(`one more activated in ${(await activationMs(server)).toFixed(0)} ms (median of 9)`)
    for (let minute = 0; minute < Number(values.minutes); minute++) await watchMinute(server, firstMs + minute * 60_000)
    await withDatabase(folder, report)
    console.log(`memory of all processes together: ${treeMemoryMb(server.child.pid ?? 0)} MB`)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withDatabase<T>(folder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder }), { migrate: false })
  const client = new pg.Client({ connectionString: databases.adminUrl('execution') })
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
    await databases.close()
  }
}

async function activationMs(server: ServerProcess): Promise<number> {
  const api = await ownerApi(server.url)
  const times: number[] = []
  for (let turn = 0; turn < 9; turn++) {
    const { summary } = (await api('POST', '/workflows', { document: workflow })).body as { summary: { id: string } }
    const began = performance.now()
    await api('POST', `/workflows/${summary.id}/activate`)
    times.push(performance.now() - began)
  }
  return times.toSorted((a, b) => a - b)[4] ?? 0
}

type Filling = { readonly count: number; readonly cycleMinutes: number; readonly template: string }

/** Copies an active workflow many times, as if each had been activated a while ago; when the first of them tick. */
async function fill(client: pg.Client, { count, cycleMinutes, template }: Filling): Promise<number> {
  const copies = `create temporary table copies as select n, gen_random_uuid() as workflow_id, gen_random_uuid() as trigger_id from generate_series(1, ${count}) n`
  await client.query(copies)
  await copyRows(client, 'workflow.workflows', { id: 'c.workflow_id', name: `'Flow ' || c.n` }, `t.id = '${template}'`)
  await copyRows(
    client,
    'workflow.workflow_versions',
    { id: 'gen_random_uuid()', workflow_id: 'c.workflow_id' },
    `t.workflow_id = '${template}'`,
  )
  // Late enough for the rows to be there and for the server to start again.
  const firstMs = Math.ceil(Date.now() / 60_000) * 60_000 + 120_000
  const first = `'${new Date(firstMs).toISOString()}'::timestamptz`
  const tick = `(${first} + make_interval(mins => (c.n % ${cycleMinutes})::int))`
  const listen = `json_build_object('kind', 'schedule', 'cron', extract(minute from ${tick})::int || ' * * * *', 'text', 'Every hour')`
  await copyRows(
    client,
    'workflow.workflow_triggers',
    { id: 'c.trigger_id', workflow_id: 'c.workflow_id', settings: listen },
    `t.workflow_id = '${template}'`,
  )
  await copyRows(
    client,
    'workflow.workflow_schedules',
    { id: 'c.trigger_id', workflow_id: 'c.workflow_id', cron_expression: `${listen} ->> 'cron'`, next_run_at: tick },
    `t.workflow_id = '${template}'`,
  )
  await copyRows(
    client,
    'execution.schedules',
    {
      trigger_id: 'c.trigger_id',
      workflow_id: 'c.workflow_id',
      rhythm: `json_build_object('listen', ${listen}, 'timezone', 'Europe/Berlin')`,
      next_tick_at: tick,
      next_due_at: tick,
    },
    `t.workflow_id = '${template}'`,
  )
  await client.query('vacuum analyze')
  return firstMs
}

/** Inserts a copy of a row for each of `copies`, with some columns of its own. */
async function copyRows(client: pg.Client, table: string, own: Readonly<Record<string, string>>, where: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const names = rows.map((row) => row.name)
  const values = names.map((name) => own[name] ?? `t.${name}`)
  await client.query(
    `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} t, copies c where ${where}`,
  )
}

/** What the ticks of a minute take, and what is used between them: from a quarter past it until shortly before the next. */
async function watchMinute(server: ServerProcess, minuteMs: number): Promise<void> {
  await sleep(minuteMs - 1_000 - Date.now())
  const quiet = cpuSeconds(server)
  await sleep(minuteMs + 15_000 - Date.now())
  const [began, before] = [performance.now(), cpuSeconds(server)]
  await sleep(40_000)
  const [seconds, after] = [(performance.now() - began) / 1000, cpuSeconds(server)]
  // Connections that are closed take their seconds with them.
  const share = (used: number) => `${((Math.max(0, used) / seconds) * 100).toFixed(1)} %`
  console.log(
    `ticks of a minute: Node ${(before.node - quiet.node).toFixed(2)} s of CPU, PostgreSQL ${(before.postgres - quiet.postgres).toFixed(2)} s`,
  )
  console.log(
    `between ticks: Node uses ${share(after.node - before.node)} of one core, PostgreSQL ${share(after.postgres - before.postgres)}`,
  )
}

async function report(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ minute: string; outcome: string; ticks: number; executions: number; lags: number[] }>(
    `select to_char(due_at, 'HH24:MI') as minute, outcome, count(*)::int as ticks, count(distinct execution_id)::int as executions,
       percentile_disc(array[0.5, 0.99, 1]) within group (order by lag_ms)::float8[] as lags
       from execution.trigger_logs group by 1, 2 order by 1, 2`,
  )
  console.log('minute   outcome   ticks  executions   lag: p50      p99      max')
  for (const { minute, outcome, ticks, executions, lags } of rows) {
    const cells = lags.map((ms) => `${ms} ms`.padStart(9)).join('')
    console.log(`${minute}    ${outcome.padEnd(8)} ${String(ticks).padStart(6)} ${String(executions).padStart(11)}   ${cells}`)
  }
}

/** Seconds of CPU that the server has used, and that everything it has started has. */
function cpuSeconds(server: ServerProcess): { readonly node: number; readonly postgres: number } {
  const pid = server.child.pid ?? 0
  return { node: cpuOf(pid), postgres: descendants(pid).reduce((sum, one) => sum + cpuOf(one), 0) }
}

function cpuOf(pid: number): number {
  try {
    // The name in parentheses may hold spaces; user and system time are the 12th and 13th after it, in hundredths.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const secondsSince = (ms: number) => ((performance.now() - ms) / 1000).toFixed(0)
