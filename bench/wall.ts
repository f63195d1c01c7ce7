import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemRoles } from '@steward/contract/permission'
import { newId } from '../server/base/id.ts'
import { log, setLogLevel } from '../server/base/log.ts'
import { readSettings } from '../server/base/settings.ts'
import { type Databases, openDatabases } from '../server/db/index.ts'
import { type Authenticate, createServer, type HttpServer } from '../server/http/index.ts'
import { createGate, LivePolicies } from '../server/hub/effect/index.ts'
import { LiveDrafts, workflowRoutes } from '../server/hub/workflow/index.ts'
import { catalog } from '../server/nodes/index.ts'
import { noReplays } from '../server/test/no-replays.ts'
import { median } from './load.ts'

const example = join(import.meta.dirname, '..', 'examples', 'bench', 'webhook.json')
const origin = 'http://127.0.0.1:4000'
const workflows = 200
/** Lists of 50 of the workspace's workflows; their filters and tags take two statements. */
const path = '/api/v1/workflows?limit=50'

type Round = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

/**
 * What the wall between workspaces costs a typical read: the same requests of
 * the same server, once within the workspace and once by the hub's own role,
 * in turns. Beside the workspace stand others with as many workflows.
 */
export async function run(options: string[]): Promise<void> {
  const { values } = parseArgs({
    args: options,
    options: {
      calls: { type: 'string', default: '300' },
      connections: { type: 'string', default: '1,8' },
      rounds: { type: 'string', default: '9' },
    },
  })
  setLogLevel('error')
  const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  chmodSync(folder, 0o755)
  const databases = await openDatabases(readSettings({ STEWARD_DATA_DIR: folder }), { purpose: 'serve' })
  const workspaceId = newId()
  const walled = await serve(databases, workspaceId)
  const plain = await serve({ ...databases, within: () => databases }, workspaceId)
  try {
    await fill(walled)
    for (const other of [newId(), newId(), newId()]) await fill(await serve(databases, other))
    console.log('connections   with/s   p50 ms   p99 ms   without/s   p50 ms   p99 ms   ratio')
    for (const connections of values.connections.split(',').map(Number)) {
      const rounds: [Round, Round][] = []
      for (let turn = -1; turn < Number(values.rounds); turn++) {
        const both: [Round, Round] = [
          await ask(walled, Number(values.calls), connections),
          await ask(plain, Number(values.calls), connections),
        ]
        if (turn >= 0) rounds.push(both)
      }
      print(
        connections,
        median(
          rounds.map(([one]) => one),
          perSecond,
        ),
        median(
          rounds.map(([, two]) => two),
          perSecond,
        ),
      )
    }
  } finally {
    await databases.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const perSecond = (round: Round) => round.perSecond

function print(connections: number, one: Round, two: Round): void {
  const figures = (round: Round) =>
    `${round.perSecond.toFixed(0).padStart(9)}${round.p50Ms.toFixed(2).padStart(9)}${round.p99Ms.toFixed(2).padStart(9)}`
  const ratio = (one.perSecond / two.perSecond).toFixed(2)
  console.log(`${String(connections).padStart(11)}${figures(one)}   ${figures(two)}${ratio.padStart(8)}`)
}

/** The endpoints of workflows for somebody whom nobody has to look up. */
async function serve(databases: Databases, workspaceId: string): Promise<HttpServer> {
  const grants = { everywhere: new Set(systemRoles.owner), pods: new Map<string, never>() }
  const actor = {
    kind: 'session',
    credentialId: newId(),
    userId: newId(),
    workspaceId,
    role: 'owner',
    grants,
    scopes: [],
    expiresAt: null,
    authenticatedAt: null,
    barredBy: null,
  }
  const policies = new LivePolicies({ db: databases, log })
  const gate = createGate({ db: databases, policies, clock: () => new Date() })
  const drafts = new LiveDrafts({ db: databases, log })
  return createServer({
    settings: { host: '127.0.0.1', port: 0, publicUrl: origin, version: '0.0.0' },
    databases,
    log,
    routes: workflowRoutes({ catalog, publicUrl: origin, timezone: 'UTC', gate, replays: noReplays, drafts }),
    authenticate: async () => ({ actor, renewed: false }) as Awaited<ReturnType<Authenticate>>,
  })
}

const headers = { origin, 'sec-fetch-site': 'same-origin', cookie: 'steward_session=x', 'content-type': 'application/json' }

async function fill(server: HttpServer): Promise<void> {
  const document = JSON.parse(readFileSync(example, 'utf8')) as { name: string }
  const files = Array.from({ length: workflows }, (_, n) => ({
    file: `${n}.json`,
    content: JSON.stringify({ ...document, name: `Flow ${n}` }),
  }))
  const made = await server.app.inject({ method: 'POST', url: '/api/v1/workflows/import', headers, payload: { files } })
  if (made.statusCode !== 200) throw new Error(`The workflows cannot be imported: ${made.body.slice(0, 500)}`)
}

async function ask(server: HttpServer, calls: number, connections: number): Promise<Round> {
  const times: number[] = []
  let left = calls
  const beganMs = performance.now()
  const turn = async (): Promise<void> => {
    while (left-- > 0) {
      const askedMs = performance.now()
      const { statusCode, body } = await server.app.inject({ url: path, headers })
      if (statusCode !== 200 || !body.includes('Flow'))
        throw new Error(`${path} was answered with ${statusCode}: ${body.slice(0, 200)}`)
      times.push(performance.now() - askedMs)
    }
  }
  await Promise.all(Array.from({ length: connections }, turn))
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { perSecond: (calls * 1000) / (performance.now() - beganMs), p50Ms: at(0.5), p99Ms: at(0.99) }
}
