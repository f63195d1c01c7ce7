import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { ownerApi, type ServerProcess, startServer } from '../server/test/server-process.ts'
import { treeMemoryMb } from './memory.ts'

type Figure = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number; readonly answered: number }
type Target = { readonly name: string; readonly url: string; readonly body: string }

const example = join(import.meta.dirname, '..', 'examples', 'bench', 'webhook.json')

/**
 * Webhook executions per second, every one stored with input and output of
 * every node before it is answered (fsync on), beside a bare Node server that
 * commits the same rows in groups. Server, PostgreSQL and load share the machine.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      workflow: { type: 'string', default: example },
      path: { type: 'string', default: 'bench-booking' },
      body: { type: 'string', default: '{"guest":"Ada","nights":7}' },
      connections: { type: 'string', default: '1,10,50,200' },
      seconds: { type: 'string', default: '5' },
      rounds: { type: 'string', default: '3' },
    },
  })
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'steward-bench-')))
  for (const folder of folders) chmodSync(folder, 0o755)
  const steward = await startServer(folders[0] as string)
  const idleMb = treeMemoryMb(steward.child.pid ?? 0)
  const raw = await startServer(folders[1] as string, { main: join(import.meta.dirname, 'raw-server.ts') })
  try {
    await activate(steward, values.workflow)
    const targets: Target[] = [
      { name: 'steward', url: `${steward.url}/webhook/${values.path}`, body: values.body },
      { name: 'raw', url: raw.url, body: '{"guest":"Ada","nights":7}' },
    ]
    await checkAnswer(targets[0] as Target)
    for (const target of targets) await load(target, 50, 3)
    let answered = 0
    console.log('connections   steward/s   p50    p99      raw/s   p50    p99    ratio')
    for (const connections of values.connections.split(',').map(Number)) {
      const figures = new Map<string, Figure[]>(targets.map((target) => [target.name, []]))
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const target of targets) figures.get(target.name)?.push(await load(target, connections, Number(values.seconds)))
      }
      const [own, bare] = targets.map((target) => median(figures.get(target.name) ?? [])) as [Figure, Figure]
      answered += (figures.get('steward') ?? []).reduce((sum, figure) => sum + figure.answered, 0)
      console.log(
        `${String(connections).padStart(11)} ${columns(own)}   ${columns(bare)} ${(own.perSecond / bare.perSecond).toFixed(2).padStart(7)}`,
      )
    }
    await report(steward, answered, idleMb)
  } finally {
    await Promise.all([steward.stop(), raw.stop()])
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

async function activate(server: ServerProcess, file: string): Promise<void> {
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

async function load({ url, body }: Target, connections: number, seconds: number): Promise<Figure> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused and ${result.errors} broken calls at ${url}`)
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    answered: result['2xx'],
  }
}

function median(figures: readonly Figure[]): Figure {
  return figures.toSorted((a, b) => a.perSecond - b.perSecond)[figures.length >> 1] as Figure
}

const columns = ({ perSecond, p50Ms, p99Ms }: Figure) =>
  `${perSecond.toFixed(0).padStart(9)} ${`${p50Ms} ms`.padStart(8)} ${`${p99Ms} ms`.padStart(7)}`

async function report(steward: ServerProcess, answered: number, idleMb: number): Promise<void> {
  const api = await ownerApi(steward.url)
  const stats = (await api('GET', '/executions/stats')).body as { days7: { total: number; completed: number } }
  const metrics = await (await fetch(`${steward.url}/metrics`)).text()
  const number = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(metrics)?.[1] ?? 0)
  const batches = number('steward_commit_batches_total')
  console.log(
    `stored ${stats.days7.total} executions, ${stats.days7.completed} completed; at least ${answered} were answered while it was measured`,
  )
  console.log(
    `${number('steward_commit_changes_total')} changes in ${batches} transactions: ${(batches / stats.days7.total).toFixed(3)} transactions per execution`,
  )
  console.log(
    `memory of all processes together: ${idleMb} MB after start, ${treeMemoryMb(steward.child.pid ?? 0)} MB after ${stats.days7.total} executions`,
  )
}
