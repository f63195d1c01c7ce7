import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Execution } from '@steward/contract/api/execution'
import { connectDatabases, type Databases } from '../server/db/index.ts'
import { type HubName, hubs } from '../server/hubs.ts'
import { randomOf } from '../server/test/seeded-random.ts'
import { ownerApi } from '../server/test/server-process.ts'
import { type FaultKind, inflict, planFaults } from './faults.ts'
import { Fleet } from './fleet.ts'
import { send, type Sent } from './load.ts'
import type { PeerCall } from './peer.ts'
import { OwnPostgres } from '../server/test/own-postgres.ts'
import { child, type Shape, shapesOf } from './shapes.ts'
import { type Findings, readMoving, readStored, readStory, type Stored, verify } from './verify.ts'

export type ChaosOptions = {
  /** How many events must be acknowledged. */
  readonly executions: number
  readonly seed: number
  /** How long the load lasts, about; faults are inflicted all that time. */
  readonly seconds: number
  /** The roles of each process; empty for all of them. */
  readonly roles: readonly string[]
  /** Everything is made below it, and removed at the end. */
  readonly folder: string
  readonly say: (line: string) => void
  /** Ends the run early; what it started is ended with it. */
  readonly signal?: AbortSignal
}

export type ChaosReport = {
  readonly sent: number
  readonly acknowledged: number
  readonly statuses: Readonly<Record<string, number>>
  readonly errors: Readonly<Record<string, number>>
  /** Effects that people had to decide about before everything was over. */
  readonly inDoubt: number
  readonly calls: number
  readonly faults: Readonly<Record<FaultKind, number>>
  readonly lostAnswers: number
  readonly findings: Findings
  /** Processes that ended by themselves. */
  readonly crashed: readonly string[]
  /** What had not come to rest when all faults had been over for a while. */
  readonly stuck: readonly string[]
  readonly seconds: { readonly load: number; readonly rest: number }
}

type Field = {
  readonly postgres: OwnPostgres
  readonly peer: Peer
  readonly fleet: Fleet
  readonly db: Databases
  readonly options: ChaosOptions
}

const restPatienceMs = 90_000

/** Sends events to real processes, lets everything go wrong meanwhile, waits until all is at rest, and holds the accounts against each other. */
export async function chaosRun(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(options.folder, 'steward-chaos-'))
  chmodSync(folder, 0o755)
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    const postgres = await OwnPostgres.create(folder, { max_wal_size: '256MB', checkpoint_timeout: '1min' })
    closing.unshift(() => postgres.stop())
    const peer = await startPeer(options.seed)
    closing.unshift(() => peer.stop())
    const fleet = await Fleet.open({ folder, postgres, peerPort: peer.port, roles: options.roles })
    closing.unshift(() => fleet.close())
    const db = await openDirectly(postgres.url)
    closing.unshift(() => db.close())
    return await Promise.race([wreakHavoc({ postgres, peer, fleet, db, options }), aborted(options.signal)])
  } finally {
    for (const close of closing) await close()
  }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }))
}

async function wreakHavoc(field: Field): Promise<ChaosReport> {
  const { fleet, postgres, db, peer, options } = field
  const { say, seed, executions, seconds } = options
  const shapes = await activate(fleet.urls[0] as string)
  const began = performance.now()
  const over = new AbortController()
  const faults = planFaults(randomOf(seed), { members: fleet.members.length, durationMs: 3_600_000 })
  const inflicted = inflict(faults, { fleet, postgres, say }, over.signal)
  const perSecond = executions / seconds
  const sent = await send({ shapes, urls: () => fleet.urls, wanted: executions, perSecond, random: randomOf(seed + 1) })
  over.abort()
  const happened = await inflicted
  const loaded = performance.now()
  say(`${executions} of ${sent.length} events were acknowledged; all faults are over, waiting for rest`)
  await fleet.heal()
  const moving = await rest(db)
  if (moving.length > 0) say(`still moving:\n${moving.slice(0, 20).join('\n')}`)
  const doubtful = (await readStored(db)).filter((one) => one.waitKind === 'decision')
  say(`${doubtful.length} executions are in doubt; each is answered by what the peer has seen`)
  await decide(field, doubtful)
  const stuck = await rest(db)
  const stored = await readStored(db)
  const calls = await peer.calls()
  return {
    ...countOf(sent, stored),
    inDoubt: doubtful.length,
    calls: calls.length,
    faults: happened,
    lostAnswers: fleet.members.reduce((sum, { database }) => sum + database.lost, 0),
    findings: verify(sent, stored, { calls, shapes }),
    crashed: fleet.crashes,
    stuck,
    seconds: { load: (loaded - began) / 1000, rest: (performance.now() - loaded) / 1000 },
  }
}

async function openDirectly(url: string): Promise<Databases> {
  return connectDatabases(new Map<HubName, string>(hubs.map((hub) => [hub, url])), { migrate: false, release: async () => {} })
}

async function activate(url: string): Promise<readonly Shape[]> {
  const api = await ownerApi(url)
  const save = async (document: unknown) => {
    const { status, body } = await api('POST', '/workflows', { document })
    if (status !== 201) throw new Error(`a workflow was not saved: ${JSON.stringify(body)}`)
    return (body as { summary: { id: string } }).summary.id
  }
  const shapes = shapesOf(await save(child))
  for (const { document, name } of shapes) {
    const { status, body } = await api('POST', `/workflows/${await save(document)}/activate`)
    if (status !== 200) throw new Error(`${name} was not activated: ${JSON.stringify(body)}`)
  }
  return shapes
}

/** Resolves to what still moves when patience has run out; nothing is as it should be. */
async function rest(db: Databases): Promise<string[]> {
  for (const until = Date.now() + restPatienceMs; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const moving = await readMoving(db)
    if (moving.length === 0 || Date.now() > until) return moving
  }
}

/** As a person would who asks the peer: it has happened, or it is to be done again. */
async function decide({ fleet, peer, db }: Field, doubtful: readonly Stored[]): Promise<void> {
  const api = await ownerApi(fleet.urls[0] as string)
  const calls = await peer.calls()
  for (const { id, key } of doubtful) {
    const { status, body } = await patiently(() => api('GET', `/executions/${id}`))
    if (status !== 200)
      throw new Error(
        `an execution in doubt was not shown: ${status} ${JSON.stringify(body)}\n${await readStory(db, id)}\n${fleet.said().slice(-4_000)}`,
      )
    const { nodes } = body as unknown as Execution
    for (const node of nodes.filter((one) => one.status === 'in_doubt')) {
      const happened = calls.some((call) => call.key === key && call.node === node.nodeName && call.outcome === 'done')
      const decision = happened ? 'happened' : 'repeat'
      const answer = await patiently(() => api('POST', `/executions/${id}/nodes/${node.index}/decision`, { decision }))
      if (answer.status !== 200) throw new Error(`a decision was refused: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
  }
}

/** Connections that were cut show at their next use: whoever is told "not now" asks again. */
async function patiently<A extends { readonly status: number }>(ask: () => Promise<A>): Promise<A> {
  for (let left = 20; ; left -= 1) {
    const answer = await ask()
    if (answer.status !== 503 || left === 0) return answer
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

function countOf(sent: readonly Sent[], stored: readonly Stored[]) {
  const tally = (words: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
  return {
    sent: sent.length,
    acknowledged: sent.filter((one) => one.acknowledged).length,
    statuses: tally(stored.map((one) => one.status)),
    errors: tally(stored.flatMap(({ workflow, error }) => (error === null ? [] : [`${workflow}: ${error}`]))),
  }
}

type Peer = { readonly port: number; calls(): Promise<PeerCall[]>; stop(): void }

async function startPeer(seed: number): Promise<Peer> {
  const process_: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'peer.ts'), String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    process_.stdout?.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())))
    process_.once('exit', (code) => reject(new Error(`the peer ended with ${code}`)))
  })
  return {
    port,
    calls: async () => (await (await fetch(`http://127.0.0.1:${port}/calls`)).json()) as PeerCall[],
    stop: () => void process_.kill('SIGKILL'),
  }
}
