import type { Item } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { NodeError } from '@steward/sdk/node'
import type pg from 'pg'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import type { Databases } from '#db'
import { compilePlan, type NodeCatalog } from '#engine/core'
import {
  Cancelled,
  type Change,
  type DurableDeps,
  DurableHost,
  GroupCommit,
  type LiveExecution,
  type JournalEntry,
  type LoadedWorkflow,
  running,
} from '#engine/host'
import { listLiveTriggers, noteScheduleRun, watchWorkflows } from '#hub/workflow'
import { awaitEnd } from './await-end.ts'
import type { Claimed } from './claim.store.ts'
import { writeChanges } from './commit.store.ts'
import { executionError } from './errors.ts'
import { failRow, readStaticData, writeStaticData } from './execution.store.ts'
import { LiveFeed } from './feed.ts'
import { resumeTokens } from './resume-token.ts'
import { type Schedule, Scheduler } from './scheduler.ts'
import { startExecution } from './start-execution.ts'
import { SteadyClient } from './steady-client.ts'
import { takeOver } from './take-over.ts'
import { Worker } from './worker.ts'
import { WorkflowLoader } from './workflow-loader.ts'

export type ExecutionsOptions = {
  readonly db: Databases
  readonly log: Logger
  readonly catalog: NodeCatalog
  readonly publicUrl: string
  readonly timezone: string
  /** Names that workflows may read as `$env`. */
  readonly environment: Readonly<Record<string, string>>
  /** Signs the addresses that resume waiting executions. */
  readonly secret: Uint8Array
  readonly io: DurableDeps['io']
  readonly runCode: DurableDeps['runCode']
}

/** Writers of group commits: while one batch is written the next one fills. */
const writers = 2
const batchMax = 500

/** Everything that executes workflows in this process. */
export class Executions {
  readonly feed = new LiveFeed()
  readonly tokens: ReturnType<typeof resumeTokens>
  readonly loader: WorkflowLoader
  readonly group: GroupCommit<Change>
  readonly host: DurableHost
  readonly worker: Worker
  readonly scheduler: Scheduler
  readonly pool: pg.Pool
  private readonly clients: readonly SteadyClient[]
  private readonly options: ExecutionsOptions
  private unwatch: (() => void) | undefined

  constructor(options: ExecutionsOptions) {
    const { db, log, catalog, timezone } = options
    this.options = options
    this.pool = db.pool('execution')
    this.tokens = resumeTokens(options.secret)
    this.loader = new WorkflowLoader(db, catalog, timezone)
    this.clients = Array.from({ length: writers }, () => new SteadyClient(db))
    this.group = createGroup(this.clients, log)
    this.worker = new Worker({
      db,
      log,
      host: () => this.host,
      takeOver: async (claimed) => void (await takeOver(this, claimed)),
    })
    this.host = new DurableHost(this.hostDeps())
    this.scheduler = new Scheduler({
      pool: this.pool,
      log,
      load: () => this.loadSchedules(),
      fire: (schedule, due, startKey) => this.fire(schedule, due, startKey),
    })
  }

  /** Resolves when executions that were left behind are being walked again and schedules are armed. */
  async start(): Promise<void> {
    await this.worker.start()
    await this.scheduler.start()
    this.unwatch = watchWorkflows(() => this.scheduler.reload())
  }

  /** Lets nodes that are being executed finish, leaves the rest to whoever comes next. */
  async stop(graceMs: number): Promise<void> {
    this.unwatch?.()
    this.scheduler.stop()
    await this.worker.stop(graceMs)
    for (const client of this.clients) await client.close()
    this.feed.close()
  }

  resumeUrl(executionId: string): string {
    return `${this.options.publicUrl}/webhook-waiting/${executionId}/${this.tokens.make(executionId)}`
  }

  // What taking over an execution needs.
  readonly load = (workflowId: string, version: number) => this.loader.version(workflowId, version)
  readonly fail = async (claimed: { head: { id: string }; fence: number }, why: string) =>
    failRow(this.pool, claimed.head.id, claimed.fence, why)

  /** Stores entries of an execution that this worker has claimed, before anybody is told of them. */
  async storeEntries({ head, fence, nextSeq }: Claimed, entries: readonly JournalEntry[]): Promise<void> {
    const change: Change = {
      head,
      insert: false,
      workerId: this.worker.workerId(),
      fence,
      standing: running,
      seq: nextSeq,
      entries: JSON.stringify(entries),
      startKey: null,
    }
    const [taken] = await this.group.add([change])
    if (taken !== true) throw executionError.not_waiting()
  }

  private hostDeps(): DurableDeps {
    return {
      group: this.group,
      workerId: this.worker.workerId,
      events: this.feed,
      environment: this.options.environment,
      resumeUrl: (id) => this.resumeUrl(id),
      io: this.options.io,
      runCode: this.options.runCode,
      loadStaticData: (live) => this.loadStaticData(live),
      saveStaticData: (live) => writeStaticData(this.pool, live.workflow.id, live.staticData),
      findCallee: (caller, workflow) => this.findCallee(caller, workflow),
      awaitEnd: (id, signal) => awaitEnd({ pool: this.pool, load: this.load }, id, signal),
      errorStart: (live, head) => this.errorStart(live, head),
    }
  }

  private async loadStaticData(live: LiveExecution): Promise<void> {
    const stored = (await readStaticData(this.pool, live.workflow.id)) ?? live.plan.document.staticData
    const { workflow = {}, nodes = {} } = (stored ?? {}) as Partial<LiveExecution['staticData']>
    Object.assign(live.staticData.workflow, workflow)
    Object.assign(live.staticData.nodes, nodes)
  }

  private async findCallee(caller: LiveExecution, workflow: { id: string } | { document: unknown }): Promise<LoadedWorkflow> {
    if ('document' in workflow) {
      const document = workflow.document as WorkflowDocument
      return { workflow: caller.workflow, plan: compilePlan(document, this.options.catalog), timezone: caller.timezone }
    }
    const loaded = isUuid(workflow.id) ? await this.loader.newest(workflow.id) : undefined
    if (loaded === undefined || loaded.workflow.workspaceId !== caller.workflow.workspaceId) {
      throw new NodeError(
        `There is no workflow with the id "${workflow.id}" in this workspace. Choose the workflow to call in the node.`,
        { retryable: false },
      )
    }
    return loaded
  }

  /** The error workflow starts with the end of the failed execution or not at all, and only once. */
  private async errorStart(
    live: LiveExecution,
    head: { id: string; mode: string; retryOf: string | null },
  ): Promise<Change | undefined> {
    const wanted = live.plan.document.settings.errorWorkflow
    if (wanted === undefined || live.mode === 'manual' || live.mode === 'error' || !isUuid(wanted)) return undefined
    const loaded = await this.loader.newest(wanted)
    const trigger = loaded?.plan.nodes.find(
      (node) => node.definition?.trigger === 'error' && node.node.settings.disabled !== true,
    )
    if (loaded === undefined || trigger === undefined || loaded.workflow.workspaceId !== live.workflow.workspaceId)
      return undefined

    const failure = live.state.failure
    const json: Item['json'] = {
      execution: {
        id: head.id,
        url: `${this.options.publicUrl}/executions/${head.id}`,
        error: {
          message: failure?.error.message ?? 'The execution failed.',
          ...(failure?.error.description === undefined ? {} : { description: failure.error.description }),
        },
        lastNodeExecuted: failure === undefined ? null : (live.plan.nodes[failure.node]?.node.name ?? null),
        mode: head.mode,
        retryOf: head.retryOf,
      },
      workflow: { id: live.workflow.id, name: live.workflow.name },
    }
    setImmediate(() => this.worker.wake())
    return {
      head: {
        id: newId(),
        workspaceId: loaded.workflow.workspaceId,
        workflowId: loaded.workflow.id,
        workflowName: loaded.workflow.name,
        workflowVersion: loaded.workflow.version,
        mode: 'error',
        startedMs: Date.now(),
        trigger: { node: trigger.node.id, items: [{ json }] },
        createdBy: null,
        retryOf: null,
        parentId: null,
      },
      insert: true,
      workerId: null,
      fence: 1,
      standing: { ...running, status: 'queued' },
      seq: 0,
      entries: null,
      startKey: `error:${head.id}`,
    }
  }

  private async loadSchedules(): Promise<Schedule[]> {
    const since = new Date()
    const triggers = await listLiveTriggers(this.options.db)
    return triggers.flatMap((trigger) => {
      const { listen, timezone } = trigger
      return listen.kind === 'schedule' ? [{ ...trigger, listen, timezone: timezone ?? this.options.timezone, since }] : []
    })
  }

  private async fire(schedule: Schedule, due: Date, startKey: string) {
    const loaded = await this.loader.version(schedule.workflowId, schedule.version)
    if (loaded === undefined) throw new Error(`Version ${schedule.version} of workflow ${schedule.workflowId} is gone.`)
    const started = startExecution(this.host, { loaded, trigger: schedule.nodeName, mode: 'schedule', startKey })
    const nextRunAt = this.scheduler.nextOf(schedule.workflowId, schedule.nodeId) ?? null
    void noteScheduleRun(this.options.db, { triggerId: schedule.triggerId, lastRunAt: due, nextRunAt }).catch(() => {})
    return started
  }

  /** Stops a live execution of this process whose row says that it was cancelled. */
  cancelLive(executionId: string): void {
    this.host.abort(executionId, new Cancelled('The execution was cancelled.'))
  }
}

function createGroup(clients: readonly SteadyClient[], log: Logger): GroupCommit<Change> {
  let turn = 0
  const write = (batch: readonly Change[]) => {
    const client = clients[turn++ % clients.length] as SteadyClient
    return client.use((connection) => writeChanges(connection, batch))
  }
  return new GroupCommit(write, {
    inFlightMax: writers,
    batchMax,
    // 21, 22, 23: cardinality, data and constraint faults. Everything else is the connection or the server.
    isDataError: (error) => /^2[123]/.test((error as { code?: string }).code ?? ''),
    retryMs: (tries) => Math.min(2_000, 20 * 2 ** tries),
    onTrouble: (error, size) =>
      log.warn({ err: error, changes: size }, 'A group of changes could not be committed; it is tried again.'),
  })
}

const isUuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
