import type { NodeIo } from '@steward/sdk/node'
import { newId } from '#base/id'
import { type NodeRecord, type PlanNode, startState } from '#engine/core'
import { Cancelled, Draining, LeaseLost, TimedOut } from './abort-reason.ts'
import { drive, type DriveHost, type Intent, type Resumption, type Verdict } from './drive.ts'
import type { DurableDeps, LoadedWorkflow } from './durable-deps.ts'
import { type ExecutionHead, ExecutionLog, running, type Standing } from './execution-log.ts'
import { encodeRecord, type IntentEntry, type Trigger } from './journal.ts'
import { createHeld, type Current, type Held } from './held.ts'
import { heldIo } from './held-io.ts'
import { createLive, type LiveExecution, usesStaticData } from './live.ts'
import { lastItems, sleep, yieldLoop } from './local-run.ts'
import { Resting } from './resting.ts'
import type { Ended, ResumeRequest, Started, StartRequest } from './started.ts'

/** Timers of JavaScript end here; longer ones would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/** Walks executions and keeps what the database must know. One per process. */
export class DurableHost {
  private readonly held = new Map<string, Held>()
  private readonly resting = new Resting()
  private readonly deps: DurableDeps
  private readonly driveHost: DriveHost
  private pausing: Draining | undefined

  constructor(deps: DurableDeps) {
    this.deps = deps
    this.driveHost = {
      nowMs: () => Date.now(),
      sleep,
      yield: yieldLoop,
      io: (live, node) => this.io(live, node),
      started: (live, node, runIndex) => {
        this.of(live).at = { node, runIndex, startedMs: Date.now(), tries: 0 }
        deps.events.nodeStarted(live, node, runIndex)
      },
      intend: (live, node, intent) => this.intend(live, node, intent),
      recorded: (live, record) => this.recorded(live, record),
      lingers: (live) => this.accept(this.of(live)),
      pausing: () => this.pausing,
      runCode: deps.runCode,
    }
  }

  /** How many executions are in the memory of this process. */
  get liveCount(): number {
    return this.held.size
  }

  /** An execution in the memory of this process, with what it is at; its state runs ahead of what is stored. */
  peek(executionId: string): { readonly live: LiveExecution; readonly at: Current | undefined } | undefined {
    const held = this.held.get(executionId)
    return held === undefined ? undefined : { live: held.live, at: held.at }
  }

  /** Begins an execution. Nothing may be told to anybody before `accepted` (or `ended`) resolves. */
  start(request: StartRequest): Started {
    const trigger: Trigger = request.kept?.trigger ?? {
      node: request.trigger.node.id,
      items: request.items,
      ...(request.usePins === true ? { pins: true } : {}),
      ...(request.document === undefined ? {} : { document: request.document }),
    }
    const head: ExecutionHead = {
      id: request.id ?? newId(),
      workspaceId: request.workflow.workspaceId,
      workflowId: request.workflow.id,
      workflowName: request.workflow.name,
      workflowVersion: request.workflow.version,
      mode: request.mode,
      startedMs: Date.now(),
      trigger,
      createdBy: request.createdBy ?? null,
      retryOf: request.kept?.of ?? null,
      parentId: request.parentId ?? null,
    }
    const log = new ExecutionLog({
      group: this.deps.group,
      head,
      workerId: this.deps.workerId(),
      fence: 1,
      nextSeq: undefined,
      startKey: request.startKey ?? null,
    })
    const state = request.kept?.restored.state ?? startState(request.plan.nodes.length, request.trigger.index, request.items)
    for (const entry of request.kept?.entries ?? []) log.append(entry)
    const answerable = request.answerable === true
    const held = this.hold(createHeld({ live: this.live(head, request, state), log, restored: false, answerable }))
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
    })
    for (const entry of claim.first ?? []) log.append(entry)
    const { passAnswer } = request
    const answerable = request.answerable === true || passAnswer !== undefined
    const parts = { live: this.live(head, request, restored.state), log, restored: true, answerable, passAnswer }
    const held = this.hold(this.resting.adopt(createHeld(parts)))
    held.accepted.resolve(true)
    const doubtful = resumption === undefined && restored.intent !== undefined && !mayRepeat(restored.intent)
    if (doubtful) void this.restInDoubt(held)
    else void this.walk(held, resumption)
    return startedOf(held)
  }

  /** Cancels an execution of this process and resolves to how it ended; undefined when it is not here. */
  async cancel(executionId: string): Promise<Ended | undefined> {
    const held = this.held.get(executionId)
    held?.live.abort.abort(new Cancelled('The execution was cancelled.'))
    return held?.ended.promise
  }

  /** Lets every execution rest before its next node; nodes that are being executed are finished. */
  pause(): void {
    this.pausing = new Draining('The process is going down.')
    this.resting.letGo()
    // Whoever waits for a called workflow has nothing to finish here: it attaches to it again in the next process.
    for (const held of this.held.values()) if (held.attending > 0) held.live.abort.abort(this.pausing)
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
    return createLive({
      head,
      loaded,
      state,
      resumeUrl: this.deps.resumeUrl,
      environment: this.deps.environment,
    })
  }

  private hold(held: Held): Held {
    this.held.set(held.live.id, held)
    return held
  }

  private of(live: LiveExecution): Held {
    const held = this.held.get(live.id)
    if (held === undefined) throw new LeaseLost('The execution is not held by this process.')
    return held
  }

  private async walk(held: Held, resumption?: Resumption): Promise<void> {
    const { live } = held
    const seconds = live.plan.document.settings.executionTimeoutSeconds ?? 0
    const tooLong = () => live.abort.abort(new TimedOut(`The workflow took longer than its ${seconds} s.`))
    const timer = seconds > 0 ? setTimeout(tooLong, Math.min(seconds * 1000, longestTimerMs)) : undefined
    this.deps.events.executionChanged(held.log.head, running)
    // What is not over by the end of this turn of the loop is stored as begun, so that nobody waits longer than that to be told.
    const turn = held.log.isStored ? undefined : setImmediate(() => this.accept(held))
    try {
      if (usesStaticData(live.plan)) await this.deps.loadStaticData(live)
      const verdict = await drive(this.driveHost, live, resumption)
      clearImmediate(turn)
      await this.settle(held, verdict)
    } catch (error) {
      await this.settle(held, { kind: 'aborted', reason: error }).catch((again: unknown) => held.ended.reject(again))
    } finally {
      clearTimeout(timer)
      clearImmediate(turn)
      this.held.delete(live.id)
    }
  }

  private async settle(held: Held, verdict: Verdict): Promise<void> {
    switch (verdict.kind) {
      case 'completed':
        return this.end(held, { ...running, status: 'completed', endedMs: Date.now() })
      case 'failed': {
        const failure = held.live.state.failure
        const node = failure === undefined ? undefined : held.live.plan.nodes[failure.node]?.node.name
        return this.end(held, {
          ...running,
          status: 'failed',
          endedMs: Date.now(),
          error: failure?.error.message ?? null,
          errorNode: node ?? null,
        })
      }
      case 'waiting':
        return this.rest(held, verdict)
      case 'aborted':
        return this.stop(held, verdict.reason)
    }
  }

  private async end(held: Held, standing: Standing): Promise<void> {
    const { live, log } = held
    if (usesStaticData(live.plan)) await this.deps.saveStaticData(live)
    const follower = standing.status === 'failed' ? await this.deps.errorStart(live, log.head, standing) : undefined
    const taken = await log.commit(standing, follower === undefined ? {} : { together: [follower] })
    this.release(held, taken, standing)
  }

  private async rest(held: Held, verdict: Extract<Verdict, { kind: 'waiting' }>): Promise<void> {
    const { task, wait, startedMs } = verdict
    const node = held.live.plan.nodes[task.node] as PlanNode
    held.log.append({ k: 'wait', n: node.node.id, r: held.live.state.runs[task.node]?.length ?? 0, t: startedMs, w: wait })
    const waitKind = wait.webhook === undefined ? 'timer' : 'webhook'
    const standing: Standing = { ...running, status: 'waiting', waitUntilMs: wait.untilMs ?? null, waitKind }
    if (usesStaticData(held.live.plan)) await this.deps.saveStaticData(held.live)
    const taken = await held.log.commit(standing)
    if (taken && this.pausing === undefined && this.resting.keep(held, wait, Date.now())) {
      this.deps.events.executionChanged(held.log.head, standing)
      held.accepted.resolve(true)
    } else this.release(held, taken, standing)
  }

  private async restInDoubt(held: Held): Promise<void> {
    const standing: Standing = { ...running, status: 'waiting', waitKind: 'decision', inDoubt: 1 }
    try {
      this.release(held, await held.log.commit(standing), standing)
    } finally {
      this.held.delete(held.live.id)
    }
  }

  private async stop(held: Held, reason: unknown): Promise<void> {
    if (reason instanceof TimedOut)
      return this.end(held, { ...running, status: 'failed', endedMs: Date.now(), error: reason.message })
    if (reason instanceof Draining) {
      // Left as queued: whoever starts next takes it from there, and nothing claims to be running meanwhile.
      // Somebody who waits here for the answer goes on waiting, for the process that takes it.
      const { followers } = this.deps
      const waiting = held.answerable && held.passAnswer === undefined ? followers : undefined
      const answerTo = waiting === undefined ? {} : { answerTo: waiting.id }
      const taken = await held.log.commit({ ...running, status: 'queued' }, { release: true, ...answerTo })
      held.accepted.resolve(taken)
      const followed = taken ? waiting?.follow(held.live.id, true) : undefined
      if (followed !== undefined) held.answer.resolve(followed.answer)
      held.ended.resolve(followed?.ended ?? { status: 'lost', items: [], error: reason.message })
      return
    }
    if (reason instanceof Cancelled) {
      // Where another process has cancelled it, its row says so already and this changes nothing.
      const standing: Standing = { ...running, status: 'cancelled', endedMs: Date.now() }
      const taken = await held.log.commit(standing)
      held.ended.resolve({ status: 'cancelled', items: [], error: null })
      return this.release(held, taken, standing)
    }
    if (reason instanceof LeaseLost) {
      held.accepted.resolve(held.log.isStored)
      held.ended.resolve({ status: 'lost', items: [], error: reason.message })
      return
    }
    const message = reason instanceof Error ? reason.message : String(reason)
    return this.end(held, { ...running, status: 'failed', endedMs: Date.now(), error: message })
  }

  private release(held: Held, taken: boolean, standing: Standing): void {
    const { live, log } = held
    held.accepted.resolve(taken)
    if (taken) this.deps.events.executionChanged(log.head, standing)
    const status = taken ? (standing.status as Ended['status']) : 'lost'
    held.ended.resolve({ status, items: lastItems(live), error: standing.error })
  }

  /** Stores that the execution has begun, without anybody waiting for it but those who asked to be told. */
  private accept(held: Held): void {
    if (held.log.isStored) return
    held.log.commit(running).then(
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

  private async intend(live: LiveExecution, node: PlanNode, intent: Intent): Promise<void> {
    // Looking is harmless to repeat, so it needs no word before it.
    if (intent.effect === 'read') return
    const held = this.of(live)
    held.log.append({
      k: 'intent',
      n: node.node.id,
      r: intent.runIndex,
      e: intent.effect,
      t: intent.startedMs,
      rep: intent.repeatable,
    })
    const taken = await held.log.commit(running)
    if (!taken) throw this.lost(held)
  }

  private recorded(live: LiveExecution, record: NodeRecord): void {
    const held = this.of(live)
    held.at = undefined
    held.log.append(encodeRecord(live.plan, record))
    if (record.effect !== 'pure') held.log.commitSoon(running, () => this.lost(held))
    this.deps.events.nodeFinished(live, record)
  }

  private lost(held: Held): LeaseLost {
    const error = new LeaseLost('Another worker has taken the execution over.')
    held.live.abort.abort(error)
    return error
  }

  private io(live: LiveExecution, node: PlanNode): Omit<NodeIo, 'runCode'> {
    const held = this.of(live)
    if (held.at !== undefined) held.at.tries += 1
    return heldIo({
      deps: this.deps,
      held,
      node,
      accept: () => this.accept(held),
      start: (request) => this.start(request),
      pausing: () => this.pausing,
    })
  }
}

const startedOf = ({ live, accepted, ended, answer }: Held): Started => ({
  id: live.id,
  accepted: accepted.promise,
  ended: ended.promise,
  answer: answer.promise,
})

const mayRepeat = (intent: IntentEntry) => intent.rep || intent.e === 'pure' || intent.e === 'read'
