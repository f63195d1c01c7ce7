import type { EffectClass } from '@steward/contract/effect'
import type { JsonObject } from '@steward/contract/item'
import { type NodeDefinition, NodeError, type NodeResult, type NodeWait, type Resume } from '@steward/sdk/node'
import {
  describeFailure,
  type NodeRecord,
  type PlanNode,
  type Settled,
  settleFailure,
  settleOutputs,
  shortcut,
  standInOf,
  type Task,
} from '#engine/core'
import type { AbortSwitch } from './abort-switch.ts'
import { asSaid } from './as-said.ts'
import type { ApprovalWait, DriveHost, Intent, Resumption } from './drive.ts'
import { intentOf } from './effect-intent.ts'
import { effectOf, isRead } from './effect-terms.ts'
import { hideInError, hideInErrors } from './hide.ts'
import type { TryEntry } from './journal.ts'
import type { LiveExecution } from './live.ts'
import { createNodeCall, type EngineCall } from './node-call.ts'
import { errorIn, isWait, plainOutputs } from './node-result.ts'
import { timeLimitError, withinLimit } from './node-try.ts'
import { OutsideCalls } from './outside-calls.ts'
import { drawOf, type FailedTries, nextTryMs, type Retrying, retryingOf, sleptMaxMs } from './retry-policy.ts'

/** The node is not over, and the execution rests. */
export type NodeRest =
  /** Until something happens outside, or until the next try after the failed one that `tried` tells of. */
  | {
      readonly wait: NodeWait
      readonly startedMs: number
      readonly overdue?: true
      readonly tried?: TryEntry
      /** Until an approval is decided; then it is executed from its beginning. `after` is the try that failed before. */
      readonly approval?: { readonly id: string; readonly after: TryEntry | undefined }
    }
  /** Its effect may have happened, and must not be repeated before somebody knows. */
  | { readonly doubt: unknown; readonly startedMs: number }

/** Executes one node with its tries. */
export async function executeTask(
  host: DriveHost,
  live: LiveExecution,
  task: Task,
  resumed: Resumption | undefined,
): Promise<NodeRecord | NodeRest> {
  const node = live.plan.nodes[task.node] as PlanNode
  const runIndex = live.state.runs[node.index]?.length ?? 0
  host.started(live, node, runIndex)
  const startedMs = resumed?.startedMs ?? host.nowMs()
  const base = {
    index: live.state.records.length,
    node: node.index,
    runIndex,
    inputs: task.inputs,
    sources: task.sources,
    startedMs,
  }

  const untouched = { ...base, effect: 'pure', tries: 1, durationMs: 0 } as const
  const short = resumed === undefined ? shortcut(node, task, live.pins) : undefined
  if (short !== undefined) {
    const settled = settleOutputs(node, task, short)
    return { ...untouched, ...settled, memory: undefined, standIn: standInOf(node, live.pins) }
  }
  const given = live.state.given.get(node.index)?.[runIndex]
  if (given !== undefined) return { ...untouched, ...given, standIn: 'earlier' }

  const attempt = new Attempt(host, live, node, task)
  try {
    const result = await attempt.run(resumed, runIndex, startedMs)
    if (isRest(result)) return result
    if (isWait(result)) return withinTimeOfNode(node, result, startedMs)
    const settled = settleOutputs(node, task, hideInErrors(plainOutputs(node, result), live.variables.hidden))
    return attempt.record(base, settled)
  } catch (error) {
    return attempt.record(base, error instanceof KnownOutcome ? error.settled : settleFailure(node, task, error))
  }
}

/** The time limit of a node holds for its wait too: whichever comes first ends it. */
function withinTimeOfNode({ node }: PlanNode, wait: NodeWait, startedMs: number): NodeRest {
  const limitMs = startedMs + (node.settings.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000
  if (limitMs >= (wait.untilMs ?? Number.POSITIVE_INFINITY)) return { wait, startedMs }
  return { wait: { ...wait, untilMs: Math.ceil(limitMs) }, startedMs, overdue: true }
}

type RecordBase = Pick<NodeRecord, 'index' | 'node' | 'runIndex' | 'inputs' | 'sources' | 'startedMs'>

type Carrying = {
  readonly resume: Resume | undefined
  readonly runIndex: number
  readonly startedMs: number
  readonly abort: AbortSwitch
}

/** One node execution with its tries. */
class Attempt {
  private tries = 0
  private effect: EffectClass = 'pure'
  /** True when a repeat is provably safe although the effect is none that only reads. */
  private repeatable = false
  private calls: OutsideCalls | undefined
  private memory: JsonObject | undefined
  private call: EngineCall | undefined
  private readonly host: DriveHost
  private readonly live: LiveExecution
  private readonly node: PlanNode
  private readonly task: Task
  private readonly retrying: Retrying | undefined
  private lastTried: TryEntry | undefined

  constructor(host: DriveHost, live: LiveExecution, node: PlanNode, task: Task) {
    this.host = host
    this.live = live
    this.node = node
    this.task = task
    this.retrying = retryingOf(node.node.settings)
  }

  async run(resumed: Resumption | undefined, runIndex: number, startedMs: number): Promise<NodeResult | NodeRest> {
    const last = resumed?.tried?.at(-1)
    this.tries = last?.x ?? 0
    this.lastTried = last
    const rest = last === undefined ? undefined : await this.untilNext(last, startedMs, resumed?.atMs)
    if (rest !== undefined) return rest
    if (resumed?.overdue === true) throw timeLimitError(this.node.node.settings.timeoutSeconds ?? 0)
    for (;;) {
      this.tries += 1
      let result: NodeResult | undefined
      let failure: unknown
      try {
        result = await this.once(resumed?.resume, runIndex, startedMs)
        failure = isWait(result) || this.retrying === undefined ? undefined : errorIn(result)
        if (failure === undefined) return result
      } catch (error) {
        if (error instanceof KnownOutcome) throw error
        if (error instanceof AwaitsApproval) return this.untilDecided(error.wait, startedMs)
        failure = hideInError(error, this.live.variables.hidden)
      }
      const next = await this.afterFailure(failure, runIndex, startedMs)
      if (next === 'again') continue
      if (next !== 'over') return next
      if (result !== undefined) return result
      throw mayHaveHappened(failure, this.calls)
    }
  }

  /** What follows from a failed try: another one, a rest, or nothing. */
  private async afterFailure(failure: unknown, runIndex: number, startedMs: number): Promise<'again' | 'over' | NodeRest> {
    const { host, live, node, retrying, tries } = this
    if (retrying === undefined || live.abort.aborted) return 'over'
    const entry = { k: 'try', n: node.node.id, r: runIndex, t: startedMs, x: tries, err: describeFailure(failure) } as const
    const safe = this.repeatable || !retrying.careful
    // Items are called for side by side: what became of the other calls decides whether they may be made again.
    if (!safe) await this.calls?.settled()
    if (live.abort.aborted) return 'over'
    const nowMs = host.nowMs()
    if (!safe && (this.calls?.unsure ?? 0) > 0) {
      host.tried(live, node, { ...entry, at: nowMs, ...(isRead(this.effect) ? {} : { e: this.effect }) })
      return { doubt: failure, startedMs }
    }
    const hopeless = (failure instanceof NodeError && !failure.retryable) || (!safe && (this.calls?.made ?? 0) > 0)
    const untilMs = hopeless ? undefined : nextTryMs(retrying, this.triesUntil(failure, { nowMs, runIndex, startedMs }))
    if (untilMs === undefined) return 'over'

    const tried: TryEntry = { ...entry, at: nowMs, u: untilMs, ...(isRead(this.effect) ? {} : { e: this.effect }) }
    this.lastTried = tried
    host.tried(live, node, tried, !retrying.careful && (this.calls?.unsure ?? 0) > 0)
    return (await this.untilNext(tried, startedMs)) ?? 'again'
  }

  /** A short wait for the next try is slept through; in a longer one the execution rests. */
  private async untilNext(tried: TryEntry, startedMs: number, atMs = 0): Promise<NodeRest | undefined> {
    const untilMs = tried.u ?? 0
    const leftMs = untilMs - Math.max(this.host.nowMs(), atMs)
    if (leftMs > sleptMaxMs) return { wait: { kind: 'wait', untilMs }, startedMs, tried }
    if (leftMs > 0) await this.host.sleep(leftMs, this.live.abort.signal)
    return undefined
  }

  /** Nothing has been done so far. The time that people take to decide is none of the node's own. */
  private untilDecided({ approvalId, untilMs }: ApprovalWait, startedMs: number): NodeRest {
    return { wait: { kind: 'wait', untilMs }, startedMs, approval: { id: approvalId, after: this.lastTried } }
  }

  private triesUntil(failure: unknown, at: { nowMs: number; runIndex: number; startedMs: number }): FailedTries {
    const told = failure instanceof NodeError ? failure.details['retryAfterMs'] : undefined
    const seed = `${this.live.id}:${this.node.node.id}:${at.runIndex}:${this.tries}`
    return {
      count: this.tries,
      firstMs: at.startedMs,
      nowMs: at.nowMs,
      retryAfterMs: this.calls?.retryAfterMs ?? (typeof told === 'number' ? told : undefined),
      draw: drawOf(seed),
    }
  }

  private async once(resume: Resume | undefined, runIndex: number, startedMs: number): Promise<NodeResult> {
    const { definition, node } = this.node
    if (definition === undefined) throw placeholderError(this.node)
    const before = this.live.state.memory.get(this.node.index)
    this.memory = before === undefined ? {} : structuredClone(before)
    this.calls = undefined
    const { timeoutSeconds } = node.settings
    if (timeoutSeconds === undefined) return this.carryOut(definition, { resume, runIndex, startedMs, abort: this.live.abort })
    return withinLimit(this.live.abort, timeoutSeconds, (abort) =>
      this.carryOut(definition, { resume, runIndex, startedMs, abort }),
    )
  }

  private async carryOut(definition: NodeDefinition, { resume, runIndex, startedMs, abort }: Carrying): Promise<NodeResult> {
    const { live, host } = this
    const call = this.createCall(abort, startedMs)
    if (resume !== undefined) {
      const result = definition.resume?.(call, resume) ?? (resume.kind === 'webhook' ? [resume.items] : [call.items])
      return isThenable(result) ? abort.race(result) : result
    }
    if (definition.execute === undefined) return call.inputs
    // In both orders a node without a single item has nothing to do.
    if (call.items.length === 0 && definition.trigger === undefined) return []

    this.effect = effectOf(this.node, call)
    if (this.effect !== 'pure') {
      this.repeatable = definition.repeatable?.(call) ?? false
      this.calls = isRead(this.effect) && this.retrying === undefined ? undefined : this.outsideCalls()
      const known = await host.intend(live, this.node, this.intentOf(call, { runIndex, startedMs }))
      if (known instanceof NodeError) throw known
      if (known !== undefined) throw 'approvalId' in known ? new AwaitsApproval(known) : new KnownOutcome(known)
    }
    const result = definition.execute(call)
    return isThenable(result) ? abort.race(result) : result
  }

  private intentOf(call: EngineCall, at: { readonly runIndex: number; readonly startedMs: number }): Intent {
    const { live, node, host, effect, repeatable } = this
    return intentOf({ live, node, call, yield: () => host.yield() }, { ...at, effect, repeatable })
  }

  /** What a person says changes something does so whatever its method. */
  private outsideCalls(): OutsideCalls {
    const saidToChange = this.node.node.settings.effect?.class !== undefined && !isRead(this.effect)
    return new OutsideCalls(() => this.host.nowMs(), saidToChange)
  }

  private createCall(abort: AbortSwitch, startedMs: number): EngineCall {
    const { live, node, task, host, memory = {}, tries } = this
    this.call = createNodeCall({
      live,
      node,
      task,
      memory,
      nowMs: host.nowMs(),
      clockMs: startedMs,
      abort,
      io: () => asSaid(host.io(live, node, { number: tries, abort }), this.effect, this.calls),
      runCode: host.runCode,
    })
    return this.call
  }

  record(base: RecordBase, settled: Settled): NodeRecord {
    const before = this.live.state.memory.get(this.node.index)
    const changed = this.memory !== undefined && !isSame(before, this.memory)
    return {
      ...base,
      ...settled,
      effect: this.effect,
      tries: this.tries,
      durationMs: Math.max(0, this.host.nowMs() - base.startedMs),
      memory: changed ? this.memory : undefined,
      ...(this.call?.httpStatus === undefined ? {} : { httpStatus: this.call.httpStatus }),
    }
  }
}

/** Thrown in place of an effect whose outcome is known already. */
class KnownOutcome extends Error {
  readonly settled: Settled

  constructor(settled: Settled) {
    super('The outcome is known.')
    this.settled = settled
  }
}

/** Thrown in place of an effect about which somebody has to decide. */
class AwaitsApproval extends Error {
  readonly wait: ApprovalWait

  constructor(wait: ApprovalWait) {
    super('Somebody has to decide.')
    this.wait = wait
  }
}

function placeholderError(node: PlanNode): NodeError {
  return new NodeError(
    `The node "${node.node.name}" is of the type "${node.node.type}", which this installation does not know yet.`,
    {
      description: 'Its parameters are kept. Replace the node, or disable it to let the items pass.',
      retryable: false,
    },
  )
}

/** A write that was cut off is a failure where nothing else is asked for, but it says so. */
function mayHaveHappened(failure: unknown, calls: OutsideCalls | undefined): unknown {
  if (!(failure instanceof NodeError) || calls === undefined || calls.unsure === 0) return failure
  const hint = 'The call may have happened all the same: it was sent and no answer came.'
  const { description, itemIndex, parameter, details, retryable, cause } = failure
  return new NodeError(failure.message, {
    description: description === undefined ? hint : `${description} ${hint}`,
    details: { ...details, mayHaveHappened: true },
    retryable,
    cause,
    ...(itemIndex === undefined ? {} : { itemIndex }),
    ...(parameter === undefined ? {} : { parameter }),
  })
}

/** Most nodes keep nothing, which is told without making texts of it. */
function isSame(before: JsonObject | undefined, after: JsonObject): boolean {
  if (before === undefined) return Object.keys(after).length === 0
  return JSON.stringify(before) === JSON.stringify(after)
}

const isRest = (result: NodeResult | NodeRest): result is NodeRest => 'startedMs' in result
const isThenable = <T>(value: T | Promise<T>): value is Promise<T> => typeof (value as { then?: unknown }).then === 'function'
