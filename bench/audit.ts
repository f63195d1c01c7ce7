import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { newId } from '../server/base/id.ts'
import { readSettings } from '../server/base/settings.ts'
import { type Databases, openDatabases, startRelay } from '../server/db/index.ts'
import { auditSubscriptions, type By, openNotary, record, verifyLog } from '../server/hub/audit/index.ts'
import { runStatement } from '../server/test/run-statement.ts'

/**
 * What the audit log costs. First the share that its line has of the time of a typical change: statement by statement
 * what saving a workflow does (lock the row, update it, add a version, commit, tell the processes), behind the wall
 * as for every request, with its line and without, taken in turns with the same by plain SQL. Then how many lines a
 * second get into a chain, and are verified.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: { changes: { type: 'string', default: '2000' }, lines: { type: 'string', default: '10000' } },
  })
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder, STEWARD_LOG_LEVEL: 'warn' }))
  try {
    await compareChanges(databases, Number(values.changes))
    await fillChain(databases, Number(values.lines))
  } finally {
    await databases.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const nodes = JSON.stringify(
  Array.from({ length: 10 }, (_, n) => ({ id: `n${n}`, name: `Node ${n}`, type: 'set', position: [n, n], parameters: { n } })),
)

const by: By = { actorId: newId(), workspaceId: newId(), now: new Date(), from: { address: '192.0.2.1', agent: 'a browser' } }

/** A workflow of ten nodes that every change saves anew. */
type Target = { readonly workspaceId: string; readonly id: string }

const lock = 'select version from workflows where workspace_id = $1 and id = $2 for update'
const update = `update workflows set version = version + 1, nodes = $3, search_text = 'order sync', updated_at = now()
                 where workspace_id = $1 and id = $2`
const insert = `insert into workflow_versions (id, workspace_id, workflow_id, version_number, name, document_format, nodes, edges, settings, extras)
                values ($3, $1, $2, $4, 'Order sync', 1, $5, '[]', '{}', '{}')`

async function given(databases: Databases): Promise<Target> {
  const target = { workspaceId: by.workspaceId ?? '', id: newId() }
  await databases.pool('workflow').query(
    `insert into workflows (id, workspace_id, name, document_format, nodes, edges, settings, extras, node_count, triggers, effects, placeholders, search_text)
     values ($1, $2, 'Order sync', 1, $3, '[]', '{}', '{}', 10, '{}', '{}', 0, '')`,
    [target.id, target.workspaceId, nodes],
  )
  return target
}

async function compareChanges(databases: Databases, count: number): Promise<void> {
  const [rawTarget, bareTarget, target] = [await given(databases), await given(databases), await given(databases)]
  const client = await databases.client('workflow')
  const walled = databases.within(target.workspaceId)
  const kinds = {
    raw: () => rawChange(client, rawTarget),
    bare: () => change(walled, bareTarget, async () => {}),
    recorded: () =>
      change(walled, target, (tx, version) =>
        record(tx, by, {
          action: 'workflow.saved',
          resourceType: 'workflow',
          resourceId: target.id,
          old: { name: 'Order sync', version },
          new: { name: 'Order sync', version: version + 1 },
        }),
      ),
  }
  const times = { raw: [] as number[], bare: [] as number[], recorded: [] as number[] }
  for (let n = -200; n < count; n++) {
    for (const kind of ['raw', 'bare', 'recorded'] as const) {
      const beganMs = performance.now()
      await kinds[kind]()
      if (n >= 0) times[kind].push(performance.now() - beganMs)
    }
  }
  await client.end()
  const [raw, bare, recorded] = [median(times.raw), median(times.bare), median(times.recorded)]
  console.log(
    `a change, median of ${count}: ${raw.toFixed(2)} ms by plain SQL, ${bare.toFixed(2)} ms without its line, ${recorded.toFixed(2)} ms with it; the line is ${(((recorded - bare) / recorded) * 100).toFixed(1)} % of it`,
  )
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

async function rawChange(client: pg.Client, { workspaceId, id }: Target): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query<{ version: number }>(lock, [workspaceId, id])
  await client.query(update, [workspaceId, id, nodes])
  await client.query(insert, [workspaceId, id, newId(), (rows[0]?.version ?? 0) + 1, nodes])
  await client.query('commit')
  await client.query(`select pg_notify('workflow.bench', $1)`, [id])
}

type Tx = Parameters<typeof runStatement>[0]

async function change(
  databases: Databases,
  { workspaceId, id }: Target,
  note: (tx: Tx, version: number) => Promise<void>,
): Promise<void> {
  await databases.transaction<unknown, void>('workflow', async (tx) => {
    const [row] = await runStatement<{ version: number }>(tx, lock, [workspaceId, id])
    const version = row?.version ?? 0
    await runStatement(tx, update, [workspaceId, id, nodes])
    await runStatement(tx, insert, [workspaceId, id, newId(), version + 1, nodes])
    await note(tx, version)
  })
  await databases.notify('workflow', 'bench', id)
}

/** Lines as they are told, on their way through the relay, until the last one has its place; then the walk that verifies them. */
async function fillChain(databases: Databases, count: number): Promise<void> {
  const workspaceId = newId()
  const audit = databases.pool('audit')
  const arrived = async () => {
    const { rows } = await audit.query<{ seq: string }>('select max(seq) as seq from audit_logs where workspace_id = $1', [
      workspaceId,
    ])
    return Number(rows[0]?.seq ?? 0)
  }
  await databases.pool('workflow').query('delete from outbox')
  await databases.transaction('workflow', async (tx) => {
    for (let n = 0; n < count; n++)
      await record(
        tx,
        { ...by, workspaceId },
        { action: 'workflow.saved', resourceType: 'workflow', resourceId: `${n % 50}`, new: { n } },
      )
  })
  const beganMs = performance.now()
  const relay = startRelay(databases, auditSubscriptions)
  while ((await arrived()) < count) await new Promise((resolve) => setTimeout(resolve, 20))
  const tookMs = performance.now() - beganMs
  await relay.stop()
  console.log(`${count} lines into one chain in ${(tookMs / 1000).toFixed(2)} s: ${((count * 1000) / tookMs).toFixed(0)} lines/s`)

  const walkedMs = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-key-'))
  const verdict = await verifyLog({ db: databases, notary: openNotary({ auditKey: undefined, dataDir: folder }) }, workspaceId)
  rmSync(folder, { recursive: true, force: true })
  if (!verdict.holds || verdict.lines !== count) throw new Error(`The chain does not hold: ${JSON.stringify(verdict)}`)
  const seconds = (performance.now() - walkedMs) / 1000
  console.log(`verified in ${seconds.toFixed(2)} s: ${(count / seconds).toFixed(0)} lines/s`)
}
