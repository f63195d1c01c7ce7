import type pg from 'pg'
import type { Logger } from 'pino'
import type { ProcessRole } from '#base/settings'
import { type Databases, isConnectionLost } from '#db'
import type { NodeCatalog } from '#engine/core'
import {
  type Change,
  type DurableDeps,
  DurableHost,
  EffectBook,
  type EffectPlaces,
  type ExecutionEvents,
  factPlace,
  type GroupCommit,
  type JournalEntry,
  type LiveExecution,
  type LoadedWorkflow,
  running,
  type Standing,
  type Started,
} from '#engine/host'
import { ConnectionEnvironments } from '#hub/connector'
import type { Gate } from '#hub/effect'
import { watchWorkflows } from '#hub/workflow'
import { Followers } from './across/follow.ts'
import { Approvals } from './approval/approvals.ts'
import { effectGate } from './approval/effect-gate.ts'
import { cancelExecution, hearCancellations } from './cancel-execution.ts'
import type { Claimed } from './claim.store.ts'
import { endFailed } from './end-failed.ts'
import { errorStart } from './error-workflow.ts'
import { executionError } from './errors.ts'
import { findAnyExecution } from './execution.store.ts'
import { LiveFeed } from './feed.ts'
import { WatchAcross } from './across/watch.ts'
import { hasOtherWorkers } from './lease.store.ts'
import { refuseOtherKey } from './refuse-other-key.ts'
import { findCallee } from './find-callee.ts'
import { type ExecutionGroup, openGroup } from './group.ts'
import { tellAll } from './observe/observers.ts'
import { hearPauses } from './pause-execution.ts'
import { StartQueue } from './queue/start-queue.ts'
import { Scheduler } from './schedule/scheduler.jobs.ts'
import { startTicksOn } from './schedule/start-ticks.ts'
import { loadStaticData, saveStaticData } from './static-data.ts'
import { type LoadVersion, type TakeOver, takeOver } from './take-over.ts'
import { resumeTokens } from './webhook/resume-token.ts'
import { TestListenings } from './webhook/test-listening.ts'
import { undoStart } from './undo/undo-start.ts'
import { Worker } from './worker.ts'
import { WorkflowLoader } from './workflow-loader.ts'

type ExecutionsOptions = {
  readonly db: Databases
  readonly log: Logger
  readonly catalog: NodeCatalog
  readonly publicUrl: string
  readonly timezone: string
  /** Names that workflows may read as `$env`. */
  readonly environment: Readonly<Record<string, string>>
  /** What they read as `$vars`. */
  readonly variables?: DurableDeps['variables']
  readonly roles: readonly ProcessRole[]
  /** Told of what executions do, besides the people who watch. */
  readonly observers: readonly ExecutionEvents[]
  /** Signs the addresses that resume waiting executions. */
  readonly secret: Uint8Array
  /** Ids of the keys of this process, the one that locks first; they may change while it runs. */
  readonly keyIds: () => readonly string[]
  readonly io: DurableDeps['io']
  readonly runCode: DurableDeps['runCode']
  /** Asked before every effect; without it nobody is. */
  readonly gate?: Gate
  /** What a node that queries a governed database leads to. */
  readonly databaseOf?: EffectPlaces['databaseOf']
}

/** Everything that executes workflows in this process. */
export class Executions {
  readonly feed = new LiveFeed()
  readonly tests: TestListenings
  readonly tokens: ReturnType<typeof resumeTokens>
  readonly loader: WorkflowLoader
  /** Those who wait here for executions that other processes walk. */
  readonly followers: Followers
  readonly group: GroupCommit<Change>
  readonly host: DurableHost
  readonly worker: Worker
  /** Where executions start, and where they wait for room or for their limits. */
  readonly queue: StartQueue
  readonly scheduler: Scheduler
  /** Those who wait for somebody to decide. */
  readonly approvals: Approvals
  readonly pool: pg.Pool
  readonly db: Databases
  private readonly watching: WatchAcross
  private readonly environments: ConnectionEnvironments
  private readonly writing: ExecutionGroup
  private readonly options: ExecutionsOptions
  private stops: (() => unknown)[] = []

  constructor(options: ExecutionsOptions) {
    const { db, log, catalog, timezone } = options
    this.options = options
    this.db = db
    this.pool = db.pool('execution')
    this.tokens = resumeTokens(options.secret)
    this.loader = new WorkflowLoader(db, catalog, timezone)
    this.tests = new TestListenings({ pool: this.pool, load: (id, version) => this.loader.version(id, version) })
    this.followers = new Followers({ db, log, load: this.load })
    this.watching = new WatchAcross({ db, log, feed: this.feed })
    this.writing = openGroup(db, log)
    this.group = this.writing.group
    this.worker = new Worker({
      db,
      log,
      roles: options.roles,
      keyId: () => options.keyIds()[0] ?? '',
      host: () => this.host,
      takeOver: async (claimed) => void (await takeOver(this, claimed)),
    })
    this.queue = new StartQueue({
      db,
      log,
      host: () => this.host,
      worker: this.worker,
      followers: this.followers,
      onQueued: (head) => this.feed.executionChanged(head, { ...running, status: 'queued' }),
      cancel: (id) => cancelExecution(this, id),
    })
    this.environments = new ConnectionEnvironments(db)
    this.approvals = new Approvals(this, log)
    this.host = new DurableHost(this.hostDeps())
    // Without the role every start and every resumption is stored as queued, before its first node.
    if (!this.worker.walks) this.host.pause()
    this.scheduler = new Scheduler({ db, log, timezone, start: startTicksOn({ loader: this.loader, intake: this.queue.intake }) })
  }

  /** Resolves when executions that were left behind are being walked again and schedules are armed. */
  async start(): Promise<void> {
    await refuseOtherKey(this.db, this.options.keyIds())
    await this.followers.start()
    await this.watching.start()
    await this.queue.start()
    await this.worker.start()
    const { roles } = this.options
    this.stops = [
      // Who answers an activation brings its schedules up to date before; who fires them does so when told.
      ...(roles.includes('http') || roles.includes('scheduler')
        ? [watchWorkflows(({ workflowId }) => this.scheduler.changed(workflowId))]
        : []),
      watchWorkflows(({ workflowId }) => this.tellWorkflow(workflowId)),
      await hearCancellations(this),
      await hearPauses(this),
      await this.environments.watch(),
    ]
    await this.approvals.start()
    if (roles.includes('scheduler')) this.scheduler.start()
  }

  /** What keeps this process from doing its part, in sentences. */
  obstacles(): string[] {
    return this.worker.hasLease() ? [] : ['The lease of this process is lost until the database answers again.']
  }

  /** Lets nodes that are being executed finish, leaves the rest to whoever comes next. */
  async stop(graceMs: number): Promise<void> {
    const until = performance.now() + graceMs
    await this.scheduler.stop(graceMs)
    await this.approvals.stop()
    // Callers whose executions go on elsewhere still get their answers, unless there is no elsewhere.
    const elsewhere = await hasOtherWorkers(this.pool, this.worker.workerId()).catch(() => false)
    if (!elsewhere) await this.followers.close()
    await this.worker.stop(Math.max(0, until - performance.now()))
    for (const stop of this.stops) await stop()
    await this.followers.idle(until - performance.now())
    await this.followers.close()
    await this.queue.stop()
    await this.writing.close()
    await this.watching.stop()
    this.feed.close()
  }

  resumeUrl(executionId: string): string {
    return `${this.options.publicUrl}/webhook-waiting/${executionId}/${this.tokens.make(executionId)}`
  }

  get publicUrl(): string {
    return this.options.publicUrl
  }

  /** Where connections lead to. */
  get places(): EffectPlaces {
    const { databaseOf } = this.options
    return {
      environmentOf: (workspaceId, connection) => this.environments.of(workspaceId, connection),
      ...(databaseOf === undefined ? {} : { databaseOf }),
    }
  }

  get catalog(): NodeCatalog {
    return this.options.catalog
  }

  /** Of workflows that name none. */
  get timezone(): string {
    return this.options.timezone
  }

  readonly findCallee = (caller: LiveExecution, workflow: Parameters<DurableDeps['findCallee']>[1]): Promise<LoadedWorkflow> =>
    findCallee(this.loader, this.options.catalog, { caller, workflow })

  /** What nodes may use outside. */
  get outside(): Pick<ExecutionsOptions, 'environment' | 'variables' | 'io' | 'runCode'> {
    return this.options
  }

  readonly nowMs = (): number => this.worker.nowMs()

  // What taking over an execution needs.
  readonly load: LoadVersion = (workflowId, version, trigger) => this.loader.of(workflowId, version, trigger)
  readonly fail: TakeOver['fail'] = async (claimed, error, loaded) =>
    void (await endFailed(this, claimed, { error, loaded, endedMs: this.nowMs() }))

  readonly waitOn: TakeOver['waitOn'] = (claimed, standing) => this.storeEntries(claimed, [], standing)

  /** Stores entries of an execution that this worker has claimed, before anybody is told of them. */
  readonly storeEntries = async (
    claimed: Claimed,
    entries: readonly JournalEntry[],
    standing: Standing = running,
  ): Promise<Claimed> => {
    const { head, fence, nextSeq } = claimed
    const mustQueue = claimed.mustQueue === true && standing === running
    const effects = new EffectBook(head.id, claimed.entries)
    for (const entry of entries) effects.note(entry)
    if (standing.endedMs !== null) effects.close(standing.endedMs)
    const change: Change = {
      head,
      insert: false,
      workerId: mustQueue ? null : this.worker.workerId(),
      holder: this.worker.workerId(),
      fence,
      standing: mustQueue ? { ...running, status: 'queued' } : standing,
      ...(mustQueue ? { answerTo: this.followers.id } : {}),
      seq: nextSeq,
      entries: JSON.stringify(entries),
      startKey: null,
      ...effects.take(head, factPlace(nextSeq, true)),
    }
    const [taken] = await this.group.add([change])
    if (taken !== true) throw executionError.taken_elsewhere()
    return { ...claimed, entries: [...claimed.entries, ...entries], nextSeq: nextSeq + 1 }
  }

  readonly requeued = ({ head: { id } }: Claimed, answerable: boolean): Started => {
    this.worker.wake()
    return { id, accepted: Promise.resolve(true), ...this.followers.follow(id, answerable) }
  }

  private hostDeps(): DurableDeps {
    const { pool, feed, loader } = this
    const { environment, variables, io, runCode, publicUrl, gate, secret } = this.options
    const { approvals, places, nowMs } = this
    const told = tellAll([feed, ...this.options.observers])
    return {
      group: this.group,
      workerId: this.worker.workerId,
      isEntitled: () => this.worker.isEntitled(),
      events: {
        ...told,
        executionChanged: (head, standing) => {
          told.executionChanged(head, standing)
          if (standing.status === 'queued') this.queue.bell.ring()
          if (standing.waitUntilMs !== null) this.worker.expect(standing.waitUntilMs)
          if (standing.status !== 'running') this.worker.freed()
        },
      },
      ...(gate === undefined ? {} : { gate: effectGate({ gate, places, approvals, secret, nowMs }) }),
      isOutage: isConnectionLost,
      environment,
      ...(variables === undefined ? {} : { variables }),
      resumeUrl: (id) => this.resumeUrl(id),
      io,
      runCode,
      loadStaticData: (live) => loadStaticData(pool, live),
      saveStaticData: (live) => saveStaticData(pool, live),
      findCallee: this.findCallee,
      queueCall: (request) => this.queue.intake.queueCall(request),
      awaitEnd: (id, signal) => this.followers.end(id, signal),
      followers: this.followers,
      isStored: async (id) => (await findAnyExecution(pool, id)) !== undefined,
      cancel: (id) => cancelExecution(this, id),
      errorStart: async (live, head, end) => {
        const { workflow, plan, timezone } = live
        const { description } = live.state.failure?.error ?? {}
        const failed = { head, end, publicUrl, loaded: { workflow, plan, timezone }, description }
        const start = await errorStart(failed, (id) => loader.newest(id))
        if (start !== undefined) setImmediate(() => this.worker.wake())
        return start
      },
      undoStart: (live, { head, effects }, end) => {
        const start = undoStart({ head, plan: live.plan, state: live.state, effects, end })
        if (start !== undefined) setImmediate(() => this.worker.wake())
        return start
      },
    }
  }

  /** People who watch see that a workflow was saved, activated or deleted. */
  private async tellWorkflow(workflowId: string | null): Promise<void> {
    if (workflowId === null || !this.feed.isHeard) return
    const loaded = await this.loader.newest(workflowId)
    if (loaded !== undefined) this.feed.workflowChanged(loaded.workflow.workspaceId, workflowId)
  }
}
