import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { newId } from '../server/base/id.ts'
import { log, setLogLevel } from '../server/base/log.ts'
import { readSettings } from '../server/base/settings.ts'
import { type Databases, openDatabases } from '../server/db/index.ts'
import { createGate, LivePolicies } from '../server/hub/effect/index.ts'
import { LiveDrafts, workflowRoutes } from '../server/hub/workflow/index.ts'
import type { Call } from '../server/http/index.ts'
import { catalog } from '../server/nodes/index.ts'
import { noReplays } from '../server/test/no-replays.ts'
import { median } from './load.ts'

/**
 * What an edit of a workflow costs: somebody moves one node of many, again and again, through the handler of the endpoint,
 * in turns with plain SQL that stores the same for the same document: a change and, as a save would, the whole document.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: { nodes: { type: 'string', default: '500' }, edits: { type: 'string', default: '300' } },
  })
  setLogLevel('warn')
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder, STEWARD_LOG_LEVEL: 'warn' }))
  try {
    await compare(databases, { nodes: Number(values.nodes), edits: Number(values.edits) })
  } finally {
    await databases.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const documentOf = (nodes: number): WorkflowDocument => ({
  steward: 1,
  name: 'Large',
  nodes: Array.from({ length: nodes }, (_, n) => ({
    id: `n${n}`,
    name: `Node ${n}`,
    type: 'set',
    version: 3.4,
    position: [n * 200, 0],
    parameters: { assignments: { assignments: [{ id: '1', name: 'text', type: 'string', value: 'x'.repeat(400) }] } },
    settings: {},
  })),
  edges: Array.from({ length: nodes - 1 }, (_, n) => ({
    from: { node: `n${n}`, output: 0 },
    to: { node: `n${n + 1}`, input: 0 },
    kind: 'main',
  })),
  settings: { executionOrder: 'v1' },
})

type Size = { readonly nodes: number; readonly edits: number }

async function compare(databases: Databases, { nodes, edits }: Size): Promise<void> {
  const document = documentOf(nodes)
  const editOurs = await ourEdits(databases, document)
  const editPlainly = await plainEdits(databases, document)
  const times = { ours: [] as number[], plain: [] as number[], cpu: [] as number[] }
  for (let n = -20; n < edits; n += 1) {
    const cpu = process.cpuUsage()
    const ours = await timed(() => editOurs(n))
    const { user, system } = process.cpuUsage(cpu)
    const plain = await timed(() => editPlainly(n))
    if (n < 0) continue
    times.ours.push(ours)
    times.plain.push(plain)
    times.cpu.push((user + system) / 1000)
  }
  const [ours, plain, cpu] = [times.ours, times.plain, times.cpu].map((one) => median(one, (ms) => ms)) as [
    number,
    number,
    number,
  ]
  const sizeKb = Math.round(JSON.stringify(document).length / 1000)
  console.log(`${nodes} nodes (${sizeKb} KB), ${edits} edits one after another, median of each:`)
  console.log(
    `  an edit:                                  ${ours.toFixed(2)} ms, ${Math.round(1000 / ours)}/s; ${cpu.toFixed(2)} ms of it this process is at work`,
  )
  console.log(`  plain SQL that stores the whole document: ${plain.toFixed(2)} ms, ${Math.round(1000 / plain)}/s`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** The endpoint's handler, behind the wall of the workspace as for every request. */
async function ourEdits(databases: Databases, document: WorkflowDocument): Promise<(n: number) => Promise<void>> {
  const workspaceId = newId()
  const policies = new LivePolicies({ db: databases, log })
  const routes = workflowRoutes({
    catalog,
    publicUrl: 'http://localhost',
    timezone: 'UTC',
    gate: createGate({ db: databases, policies, clock: () => new Date() }),
    replays: noReplays,
    drafts: new LiveDrafts({ db: databases, log }),
  })
  const call = async (operationId: string, more: object): Promise<Record<string, unknown>> => {
    const found = routes.find(({ endpoint }) => endpoint.operationId === operationId)
    const from = { address: '192.0.2.1', agent: 'a browser' }
    const scope = { db: databases.within(workspaceId), workspaceId, actorId, now: new Date(), from, means: 'web' }
    return (await found?.handle({ scope, query: {}, ...more } as unknown as Call)) as Record<string, unknown>
  }
  const { summary } = await call('createWorkflow', { body: { document } })
  const params = { id: (summary as { id: string }).id }
  let since = 0
  return async (n) => {
    const node = `n${Math.abs(n) % document.nodes.length}`
    const changes = [{ id: newId(), ops: [{ path: ['nodes', node, 'position'], value: [n, n] }] }]
    const news = await call('editWorkflow', { params, body: { client: 'bench', since, changes } })
    since = Number(news['revision'])
    if (!Array.isArray(news['changes']) || news['changes'].length !== 1) throw new Error('the edit was not taken')
  }
}

const actorId = newId()

/** One connection, no wall, nothing checked: what a server that keeps documents only would write. */
async function plainEdits(databases: Databases, document: WorkflowDocument): Promise<(n: number) => Promise<void>> {
  const client = await databases.client('workflow')
  const place = [newId(), newId()]
  const edges = JSON.stringify(document.edges)
  await client.query(
    `insert into workflows (workspace_id, id, name, document_format, nodes, edges, settings, extras, node_count, triggers, effects, placeholders, search_text)
     values ($1, $2, 'Large', 1, $3, $4, '{}', '{}', 1, '{}', '{}', 0, '')`,
    [...place, JSON.stringify(document.nodes), edges],
  )
  return async (n) => {
    const ops = JSON.stringify([{ path: ['nodes', 'n1', 'position'], value: [n, n] }])
    await client.query('begin')
    await client.query('select revision from workflows where workspace_id = $1 and id = $2 for update', place)
    await client.query(
      `insert into workflow_changes (workspace_id, workflow_id, id, revision, client, changed_at, ops, ops_bytes)
       values ($1, $2, $3, $4, 'bench', now(), $5, $6)`,
      [...place, newId(), n, ops, ops.length],
    )
    await client.query(
      'update workflows set revision = revision + 1, nodes = $3, edges = $4 where workspace_id = $1 and id = $2',
      [...place, JSON.stringify(document.nodes), edges],
    )
    await client.query('commit')
  }
}
