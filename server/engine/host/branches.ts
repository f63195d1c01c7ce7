import { advance, hasNext, nextTask, oneByOne, type NodeRecord, type Task } from '#engine/core'
import { executeTask, type NodeRest } from './attempt.ts'
import { type DriveHost, nodeExecutionsMax, type Resumption, sliceMs, tooMany, type Verdict } from './drive.ts'
import type { LiveExecution } from './live.ts'
import { atTime } from './time-limit.ts'

/** What branches that go side by side need of the host besides what one branch needs. */
export type BranchHost = DriveHost & {
  /** A node execution rests while others may go on. */
  rests(live: LiveExecution, task: Task, rest: NodeRest): void
  /**
   * Asks what became of an effect in doubt: how its node goes on (behind it, without a resumption), undefined where the doubt
   * stays. `why` is what went wrong, where the process lived to see it.
   */
  clear(live: LiveExecution, task: Task, why: unknown): Promise<{ readonly resumption: Resumption | undefined } | undefined>
  /** Waits that end so soon are waited for here; for longer ones the execution rests. */
  readonly patienceMs: number
}

/** A node execution of before that is not over. */
export type Opened =
  | { readonly kind: 'resumed'; readonly resumption: Resumption }
  | { readonly kind: 'waiting'; readonly task: Task; readonly rest: Waiting }
  | { readonly kind: 'doubtful'; readonly task: Task; readonly startedMs: number }

type Waiting = Extract<NodeRest, { wait: unknown }>
type Doubtful = Extract<NodeRest, { doubt: unknown }>
type Rested = { readonly task: Task; readonly rest: NodeRest; readonly callOff: () => void }
type Step =
  | { readonly task: Task; readonly made: NodeRecord | NodeRest }
  | { readonly task: Task; readonly rest: Doubtful; readonly cleared: Awaited<ReturnType<BranchHost['clear']>> }

/** The branches of one execution, walked side by side. */
export class Branches {
  /** By node: the task that is executed, or whose doubt is being cleared. */
  private readonly going = new Map<number, Task>()
  private readonly resting = new Map<number, Rested>()
  private readonly resumed: Resumption[] = []
  private readonly steps: Step[] = []
  private woken = Promise.withResolvers<void>()
  /** It has come to rest as a whole: nothing can be told to it any more. */
  private isOver = false
  private readonly host: BranchHost
  private readonly live: LiveExecution

  constructor(host: BranchHost, live: LiveExecution) {
    this.host = host
    this.live = live
  }

  /** How many effects are in doubt. */
  get doubts(): number {
    let count = 0
    for (const { rest } of this.resting.values()) if ('doubt' in rest) count += 1
    return count
  }

  /** What rests while others go on. */
  get rests(): readonly { readonly task: Task; readonly rest: NodeRest }[] {
    return [...this.resting.values()]
  }

  /** Walks until everything is over, or what is left has to rest. */
  async walk(opened: readonly Opened[] = []): Promise<Verdict> {
    const { host, live } = this
    const { signal } = live.abort
    const wake = () => this.woken.resolve()
    signal.addEventListener('abort', wake, { once: true })
    try {
      for (const one of opened) this.reopen(one)
      let sliceEndMs = host.nowMs() + sliceMs
      for (;;) {
        this.takeSteps()
        this.beginDue()
        const verdict = this.verdict()
        if (verdict !== undefined) return verdict
        await this.woken.promise
        this.woken = Promise.withResolvers()
        if (host.nowMs() <= sliceEndMs) continue
        host.lingers(live)
        await host.yield()
        sliceEndMs = host.nowMs() + sliceMs
      }
    } finally {
      this.isOver = true
      signal.removeEventListener('abort', wake)
      for (const { callOff } of this.resting.values()) callOff()
    }
  }

  /** Takes a node execution out of its rest, so that nobody else does; undefined when it does not rest for that. */
  claim(node: number, by: 'call' | 'decision'): { readonly task: Task; readonly rest: NodeRest } | undefined {
    const rested = this.resting.get(node)
    if (this.isOver || rested === undefined || endedBy(rested.rest) !== by) return undefined
    rested.callOff()
    this.resting.delete(node)
    // Until it goes on it counts as going, so that the execution does not come to rest meanwhile.
    this.going.set(node, rested.task)
    return rested
  }

  /** An approval is decided: whoever waits for it begins anew. False when nobody here does. */
  decided(approvalId: string): boolean {
    if (this.isOver) return false
    for (const [node, { task, rest, callOff }] of this.resting) {
      if (!('wait' in rest) || rest.approval?.id !== approvalId) continue
      callOff()
      this.resting.delete(node)
      this.resumed.push(anew(task, rest))
      this.woken.resolve()
      return true
    }
    return false
  }

  /** Looks again: what kept it from beginning more may be over. */
  look(): void {
    this.woken.resolve()
  }

  /** Goes on with a node execution that was claimed. */
  resume(resumption: Resumption): void {
    this.going.delete(resumption.task.node)
    this.resumed.push(resumption)
    this.woken.resolve()
  }

  /** A node execution that was claimed is over; its record has been taken into the state. */
  pass({ node }: Task): void {
    this.going.delete(node)
    this.woken.resolve()
  }

  private reopen(opened: Opened): void {
    if (opened.kind === 'resumed') this.resumed.push(opened.resumption)
    else if (opened.kind === 'waiting') this.rest(opened.task, opened.rest)
    else this.clear(opened.task, { doubt: undefined, startedMs: opened.startedMs })
  }

  private takeSteps(): void {
    for (const step of this.steps.splice(0)) {
      this.going.delete(step.task.node)
      if (this.live.abort.aborted) continue
      if ('made' in step) this.take(step.task, step.made)
      else this.takeCleared(step)
    }
  }

  private take(task: Task, made: NodeRecord | NodeRest): void {
    const { host, live } = this
    const { plan, state } = live
    if ('doubt' in made) return this.clear(task, made)
    if ('wait' in made) {
      host.rests(live, task, made)
      return this.rest(task, made)
    }
    // Others may have been completed since it began.
    const index = state.records.length
    const record = made.index === index ? made : { ...made, index }
    advance(plan, state, record)
    host.recorded(live, record)
    if (state.records.length >= nodeExecutionsMax) live.abort.abort(new Error(tooMany))
  }

  private takeCleared({ task, rest, cleared }: Extract<Step, { cleared: unknown }>): void {
    const { host, live } = this
    if (cleared !== undefined) {
      if (cleared.resumption !== undefined) this.resumed.push(cleared.resumption)
      return
    }
    host.rests(live, task, rest)
    this.resting.set(task.node, { task, rest, callOff: () => {} })
  }

  private rest(task: Task, rest: Waiting): void {
    const { untilMs } = rest.wait
    this.resting.set(task.node, { task, rest, callOff: () => {} })
    if (untilMs === undefined) return
    const callOff = atTime(untilMs, () => this.awake(task, rest))
    if (this.resting.has(task.node)) this.resting.set(task.node, { task, rest, callOff })
  }

  /** The time of a wait has come. */
  private awake(task: Task, rest: Waiting): void {
    const { startedMs, overdue, tried } = rest
    this.resting.delete(task.node)
    const base = { task, startedMs }
    if (rest.approval !== undefined) this.resumed.push(anew(task, rest))
    else if (tried !== undefined) this.resumed.push({ ...base, tried: [tried] })
    else if (overdue === true) this.resumed.push({ ...base, overdue })
    else this.resumed.push({ ...base, resume: { kind: 'timer' } })
    this.woken.resolve()
  }

  private clear(task: Task, rest: Doubtful): void {
    this.going.set(task.node, task)
    this.host.clear(this.live, task, rest.doubt).then(
      (cleared) => this.finish({ task, rest, cleared }),
      (error: unknown) => this.fail(task, error),
    )
  }

  private beginDue(): void {
    const { host, live } = this
    const limit = live.plan.parallel?.limit ?? 1
    const mayBegin = () => this.going.size < limit && !live.abort.aborted && live.state.failure === undefined
    while (mayBegin() && host.pausing(live) === undefined) {
      const resumption = this.resumed.shift()
      const task = resumption?.task ?? nextTask(live.plan, live.state)
      if (task === undefined) return
      this.begin(task, resumption)
    }
  }

  private begin(task: Task, resumption: Resumption | undefined): void {
    this.going.set(task.node, task)
    executeTask(this.host, this.live, task, resumption).then(
      (made) => this.finish({ task, made }),
      (error: unknown) => this.fail(task, error),
    )
  }

  private finish(step: Step): void {
    this.steps.push(step)
    this.woken.resolve()
  }

  private fail({ node }: Task, error: unknown): void {
    this.going.delete(node)
    this.live.abort.abort(error)
    this.woken.resolve()
  }

  /** What the walk has come to; undefined while something goes on. */
  private verdict(): Verdict | undefined {
    const { host, live } = this
    if (this.going.size > 0) return undefined
    if (live.abort.aborted) return { kind: 'aborted', reason: live.abort.reason }
    if (live.state.failure !== undefined) return this.failed()
    const halt = host.pausing(live)
    if (halt !== undefined && (this.resumed.length > 0 || hasNext(live.state))) return { kind: 'aborted', reason: halt }
    if (this.resting.size === 0) return { kind: 'completed' }
    const rests = [...this.resting.values()].map(({ rest }) => rest)
    const restMs = Math.min(...rests.map((rest) => untilMs(rest))) - host.nowMs()
    return halt === undefined && restMs <= host.patienceMs ? undefined : { kind: 'resting', rests }
  }

  /** Which failure counts does not depend on the clock. What is in doubt is cleared before the execution ends. */
  private failed(): Verdict {
    const { plan, state } = this.live
    state.failure = oneByOne(plan, state).failure ?? state.failure
    const rests = [...this.resting.values()].flatMap(({ rest }) => ('doubt' in rest ? [rest] : []))
    return rests.length === 0 ? { kind: 'failed' } : { kind: 'resting', rests }
  }
}

/** The node begins anew, after the tries that it has behind it. */
function anew(task: Task, { startedMs, approval }: Waiting): Resumption {
  return { task, startedMs, ...(approval?.after === undefined ? {} : { tried: [approval.after] }) }
}

/** Who outside can end a rest; undefined for one that only time ends. */
function endedBy(rest: NodeRest): 'call' | 'decision' | undefined {
  if ('doubt' in rest) return 'decision'
  return rest.wait.webhook === undefined ? undefined : 'call'
}

const untilMs = (rest: NodeRest) => ('wait' in rest ? (rest.wait.untilMs ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY)
