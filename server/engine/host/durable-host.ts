import type { NodeIo } from '@steward/sdk/node'
import { type NodeRecord, type PlanNode, startState, type Task } from '#engine/core'
import { Cancelled, Draining, LeaseLost, Paused, TimedOut } from './abort-reason.ts'
import type { NodeRest } from './attempt.ts'
import { type BranchHost, Branches } from './branches.ts'
import { equip } from './equip.ts'
import { drive, type Resumption, type Verdict } from './drive.ts'
import { deliver, type Told } from './deliver.ts'
import { clearDoubt } from './effect-doubt.ts'
import type { DurableDeps, LoadedWorkflow } from './durable-deps.ts'
import { type ExecutionHead, ExecutionLog, running } from './execution-log.ts'
import { encodeRecord, type TryEntry } from './journal.ts'
import { awaitedIn, createHeld, type Held, onlyAttends, openNodes, type OpenNode, runningOf, startedOf } from './held.ts'
import { heldIo } from './held-io.ts'
import { intend } from './intend.ts'
import { createLive, type LiveExecution } from './live.ts'
import { sleep, yieldLoop } from './local-run.ts'
import type { NodeTry } from './node-try.ts'
import { doubtOf, reopen } from './reopen.ts'
import { Resting } from './resting.ts'
import { dueTask, type Restored } from './restore.ts'
import { headOfStart } from './start-head.ts'
import { noteDoubt, settle, type Settling, waitEntry } from './settle.ts'
import type { Ended, ResumeRequest, Started, StartRequest } from './started.ts'
import { atTime, deadlineMs } from './time-limit.ts'

/** Walks executions and keeps what the database must know. One per process. */
export class DurableHost {
  private readonly held = new Map<string, Held>()
  private readonly resting = new Resting()
  private readonly deps: DurableDeps
  private readonly driveHost: BranchHost
  private readonly settling: Settling
  private pausing: Draining | undefined

  constructor(deps: DurableDeps) {
    this.deps = deps
    this.settling = { deps, resting: this.resting, pausing: () => this.pausing }
    this.driveHost = {
      nowMs: () => Date.now(),
      sleep,
      yield: yieldLoop,
      io: (live, node, one) => this.io(live, node, one),
      started: (live, node, runIndex) => {
        this.of(live).going.set(node.index, { node, runIndex, startedMs: Date.now(), tries: 0, attending: 0 })
        deps.events.nodeStarted(live, node, runIndex)
      },
      intend: (live, node, intent) => {
        const held = this.of(live)
        return intend({ deps: this.deps, held, accept: () => this.accept(held), lost: () => this.lost(held) }, node, intent)
      },
      tried: (live, node, entry, blind) => this.tried(live, { node, entry, blind: blind === true }),
      recorded: (live, record) => this.recorded(live, record),
      lingers: (live) => this.accept(this.of(live)),
      pausing: (live) => this.pausing ?? this.of(live).paused,
      rests: (live, task, rest) => this.rests(this.of(live), task, rest),
      clear: (live, task) => this.clearOne(this.of(live), task),
      patienceMs: 1_000,
      runCode: deps.runCode,
    }
  }

  /** How many executions are in the memory of this process. */
  get liveCount(): number {
    return this.held.size
  }

  /** How many executions of each workspace are in the memory of this process. */
  liveByWorkspace(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { live } of this.held.values()) {
      const { workspaceId } = live.workflow
      counts.set(workspaceId, (counts.get(workspaceId) ?? 0) + 1)
    }
    return counts
  }

  /** How many of them do something other than wait for workflows they have called. */
  activeCount(): number {
    let active = 0
    for (const held of this.held.values()) if (!onlyAttends(held)) active += 1
    return active
  }

  /** An execution in the memory of this process, with what it is at; its state runs ahead of what is stored. */
  peek(executionId: string): { readonly live: LiveExecution; readonly open: readonly OpenNode[] } | undefined {
    const held = this.held.get(executionId)
    return held === undefined ? undefined : { live: held.live, open: openNodes(held) }
  }

  /** Begins an execution. Nothing may be told to anybody before `accepted` (or `ended`) resolves. */
  start(request: StartRequest): Started {
    const head = headOfStart(request)
    const log = new ExecutionLog({
      group: this.deps.group,
      head,
      workerId: this.deps.workerId(),
      fence: 1,
      nextSeq: undefined,
      startKey: request.startKey ?? null,
    })
    const { plan, trigger, items, output } = request
    const state = request.kept?.restored.state ?? startState(plan, trigger.index, items, output)
    for (const entry of request.kept?.entries ?? []) log.append(entry)
    const answerable = request.answerable === true
    const parts = { live: this.live(head, request, state), log, restored: false, answerable, parts: request.parts }
    const held = this.hold(createHeld(parts))
    void this.walk(held)
    return startedOf(held)
  }

  /** Goes on with an execution whose lease this process has just taken. */
  resume(request: ResumeRequest, resumption?: Resumption): Started {
    const { head, restored, claim } = request
    const log = new ExecutionLog({
      group: this.deps.group,
      head,
      workerId: this.deps.workerId(),
      fence: claim.fence,
      nextSeq: claim.nextSeq,
      entries: claim.entries ?? [],
    })
    for (const entry of claim.first ?? []) log.append(entry)
    const { passAnswer } = request
    const answerable = request.answerable === true || passAnswer !== undefined
    const parts = { live: this.live(head, request, restored.state), log, restored: true, answerable, passAnswer, claim }
    const held = this.hold(this.resting.adopt(createHeld(parts)))
    held.accepted.resolve(true)
    if (request.paused === true) this.pauseOne(head.id, true)
    const doubtful = request.plan.parallel === undefined ? restored.open.find(doubtOf) : undefined
    const task = doubtful === undefined ? undefined : (resumption?.task ?? dueTask(request.plan, restored.state, doubtful.node))
    if (task !== undefined) void this.goOnFromDoubt(held, task, request.probe)
    else void this.walk(held, { resumption, restored, overdue: request.overdue, probe: request.probe, atMs: claim.atMs })
    return startedOf(held)
  }

  /** Cancels an execution of this process and resolves to how it ended; undefined when it is not here. */
  async cancel(executionId: string): Promise<Ended | undefined> {
    const held = this.held.get(executionId)
    held?.live.abort.abort(new Cancelled('The execution was cancelled.'))
    return held?.ended.promise
  }

  /** An execution was cancelled, wherever it was: whoever waits here for its rest to be over is told. */
  wasCancelled(executionId: string): void {
    this.resting.cancelled(executionId)
    void this.cancel(executionId)
  }

  /** Tells something to a node execution that rests while other branches go on; undefined when it is not here or does not rest for that. */
  async tell(executionId: string, told: Told): Promise<Started | undefined> {
    const held = this.held.get(executionId)
    return held !== undefined && (await deliver(held, told)) ? startedOf(held) : undefined
  }

  /** An approval is decided. False when no node execution rests for it here while other branches go on. */
  decided(executionId: string, approvalId: string): boolean {
    return this.held.get(executionId)?.branches?.decided(approvalId) === true
  }

  /** The approvals that node executions rest for here while other branches go on. */
  awaited(): { readonly executionId: string; readonly approvalId: string }[] {
    return [...this.held.values()].flatMap(awaitedIn)
  }

  /** Lets an execution of this process rest before its next node, or takes that back; false when it is not here. */
  pauseOne(executionId: string, wanted: boolean): boolean {
    const held = this.held.get(executionId)
    if (held !== undefined) held.paused = wanted ? new Paused('The execution is paused.') : undefined
    held?.branches?.look()
    return held !== undefined
  }

  /** Lets every execution rest before its next node; nodes that are being executed are finished. */
  pause(): void {
    this.pausing = new Draining('The process is going down.')
    this.resting.letGo()
    // Whoever waits for a called workflow has nothing to finish here: it attaches to it again in the next process.
    for (const held of this.held.values()) if (onlyAttends(held)) held.live.abort.abort(this.pausing)
  }

  /** Ids of the executions in memory. */
  ids(): string[] {
    return [...this.held.keys()]
  }

  abortAll(reason: LeaseLost | Draining): void {
    for (const held of this.held.values()) held.live.abort.abort(reason)
  }

  /** Resolves when no execution is in memory any more, or the time is up. */
  async idle(timeoutMs: number): Promise<void> {
    const until = Date.now() + timeoutMs
    while (this.held.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  private live(head: ExecutionHead, loaded: LoadedWorkflow, state: LiveExecution['state']): LiveExecution {
    const { resumeUrl, environment } = this.deps
    return createLive({ head, loaded, state, resumeUrl, environment })
  }

  private hold(held: Held): Held {
    this.held.set(held.live.id, held)
    return held
  }

  /** Unless this process has taken it again meanwhile, as where the answer to what was stored last took its time. */
  private letGo(held: Held): void {
    const { id } = held.live
    if (this.held.get(id) === held) this.held.delete(id)
  }

  private of(live: LiveExecution): Held {
    const held = this.held.get(live.id)
    if (held?.live !== live) throw new LeaseLost('The execution is not held by this process, or was taken by it anew.')
    return held
  }

  private async walk(held: Held, past: Past = {}): Promise<void> {
    const { live } = held
    const seconds = live.plan.document.settings.executionTimeoutSeconds ?? 0
    const tooLong = () => live.abort.abort(new TimedOut(`The workflow took longer than its ${seconds} s.`))
    if (past.overdue === true) tooLong()
    const callOff = atTime(deadlineMs(held.log.head.startedMs, live.plan), tooLong)
    if (this.pausing === undefined) this.deps.events.executionChanged(held.log.head, running)
    // What is not over by the end of this turn of the loop is stored as begun, so that nobody waits longer than that to be told.
    const turn = held.log.isStored ? undefined : setImmediate(() => this.accept(held))
    try {
      await equip(this.deps, held)
      const verdict = await this.drive(held, past)
      clearImmediate(turn)
      if (verdict.kind === 'doubtful') {
        callOff()
        await this.clear(held, verdict)
      } else await settle(this.settling, held, verdict)
    } catch (error) {
      await settle(this.settling, held, { kind: 'aborted', reason: error }).catch((again: unknown) => held.ended.reject(again))
    } finally {
      callOff()
      clearImmediate(turn)
      this.letGo(held)
    }
  }

  private drive(held: Held, { resumption, restored, probe, atMs = 0 }: Past): Promise<Verdict> {
    const { live } = held
    if (live.plan.parallel === undefined) return drive(this.driveHost, live, resumption && { ...resumption, atMs })
    held.branches = new Branches(this.driveHost, live)
    held.probe = probe
    return held.branches.walk(restored === undefined ? [] : reopen(live.plan, restored, Math.max(Date.now(), atMs)))
  }

  /** A process ended between an effect and what came of it. */
  private async goOnFromDoubt(held: Held, task: Task, probe: ResumeRequest['probe']): Promise<void> {
    try {
      await equip(this.deps, held)
      await this.clear(held, { kind: 'doubtful', task }, probe)
    } catch (error) {
      await settle(this.settling, held, { kind: 'aborted', reason: error }).catch((again: unknown) => held.ended.reject(again))
    } finally {
      this.letGo(held)
    }
  }

  /** Asks what became of an effect in doubt and goes on where that can be told; else the execution rests. */
  private async clear(
    held: Held,
    verdict: Extract<Verdict, { kind: 'doubtful' }>,
    probe?: ResumeRequest['probe'],
  ): Promise<void> {
    const cleared = await clearDoubt(this.driveHost, held, verdict.task, probe?.by ?? null)
    probe?.done(cleared !== undefined)
    if (cleared === undefined) await settle(this.settling, held, verdict)
    else await this.walk(held, cleared)
  }

  /** Stores that the execution has begun unless that is under way, and tells those who asked once it is done. */
  private accept(held: Held): void {
    const { log } = held
    const storing = log.isStored ? log.storing : log.commit(runningOf(held))
    storing?.then(
      (taken) => {
        held.accepted.resolve(taken)
        if (!taken) held.live.abort.abort(new LeaseLost('The start was not taken.'))
      },
      (error: unknown) => {
        held.accepted.reject(error)
        held.live.abort.abort(error)
      },
    )
  }

  private recorded(live: LiveExecution, record: NodeRecord): void {
    const held = this.of(live)
    held.going.delete(record.node)
    held.granted.delete(record.node)
    held.log.append(encodeRecord(live.plan, record))
    if (record.effect !== 'pure') held.log.commitSoon(runningOf(held), () => this.lost(held))
    this.deps.events.nodeFinished(live, record)
    // The others of its branches may be waiting for called workflows, which go on without this process.
    if (this.pausing !== undefined && onlyAttends(held)) live.abort.abort(this.pausing)
  }

  /** One of several branches rests: that is stored before the others come to rest, for whoever takes over or calls meanwhile. */
  private rests(held: Held, task: Task, rest: NodeRest): void {
    held.going.delete(task.node)
    if ('doubt' in rest) noteDoubt(held, task, rest.doubt)
    else if (rest.tried === undefined) held.log.append(waitEntry(held, { task, ...rest }))
    const onLost = () => this.lost(held)
    if (!('wait' in rest) || rest.approval === undefined) return held.log.commitSoon(runningOf(held), onLost)
    const { id } = rest.approval
    held.log.commit(runningOf(held)).then((taken) => (taken ? this.deps.gate?.awaited(held.live.id, id) : onLost()), onLost)
  }

  private async clearOne(held: Held, task: Task): ReturnType<BranchHost['clear']> {
    const { probe } = held
    const cleared = await clearDoubt(this.driveHost, held, task, probe?.by ?? null)
    probe?.done(cleared !== undefined)
    return cleared
  }

  /** What came of a try that failed is stored before the next one, so that a crash between them leaves no doubt. */
  private tried(live: LiveExecution, { node, entry, blind }: { node: PlanNode; entry: TryEntry; blind: boolean }): void {
    const held = this.of(live)
    held.log.append(entry)
    const msg = `"${node.node.name}" may have done what it does and is tried again all the same, as "Retry on fail" asks for.`
    if (blind) held.log.append({ k: 'log', t: entry.at, n: entry.n, l: 'warn', msg })
    if (entry.e !== undefined) held.log.commitSoon(runningOf(held), () => this.lost(held))
  }

  private lost(held: Held): LeaseLost {
    const error = new LeaseLost('Another worker has taken the execution over.')
    held.live.abort.abort(error)
    return error
  }

  private io(live: LiveExecution, node: PlanNode, one: NodeTry): Omit<NodeIo, 'runCode'> {
    const held = this.of(live)
    const current = held.going.get(node.index)
    if (current !== undefined) current.tries = one.number
    return heldIo({
      deps: this.deps,
      held,
      node,
      one,
      accept: () => this.accept(held),
      start: (request) => this.deps.queueCall?.(request) ?? this.start(request),
      pausing: () => this.pausing,
    })
  }
}

/** From where a walk goes on. */
type Past = {
  readonly resumption?: Resumption | undefined
  readonly restored?: Restored
  readonly overdue?: boolean | undefined
  readonly probe?: ResumeRequest['probe']
  readonly atMs?: number | undefined
}
