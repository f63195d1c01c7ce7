import type { Money } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { NodeError, NodeIo, Resume } from '@steward/sdk/node'
import { advance, type NodeRecord, nextTask, type PlanNode, type Settled, type Task } from '#engine/core'
import type { CodeRunner } from '#engine/worker'
import { executeTask, type NodeRest } from './attempt.ts'
import type { TryEntry } from './journal.ts'
import type { EffectRequest } from './effect-request.ts'
import type { EffectAction, EffectText } from './gate.ts'
import type { LiveExecution } from './live.ts'
import type { NodeTry } from './node-try.ts'

/** What the walk needs from the process it happens in. The only door to time and to the outside. */
export type DriveHost = {
  nowMs(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Lets everything else that waits for the loop have its turn. */
  yield(): Promise<void>
  io(live: LiveExecution, node: PlanNode, one: NodeTry): Omit<NodeIo, 'runCode'>
  runCode: CodeRunner['run']
  /** A node execution begins. */
  started(live: LiveExecution, node: PlanNode, runIndex: number): void
  /**
   * Called before a node reaches outside, which lingers; the node is executed when this resolves, unless its outcome is
   * known already, it is refused, or somebody has to be asked first.
   */
  intend(live: LiveExecution, node: PlanNode, intent: Intent): Promise<Settled | NodeError | ApprovalWait | undefined>
  /** A try has failed and its node execution is not over. `blind` when it is repeated although it may have happened. */
  tried(live: LiveExecution, node: PlanNode, entry: TryEntry, blind?: boolean): void
  /** A node execution is over and taken into the state. */
  recorded(live: LiveExecution, record: NodeRecord): void
  /** The execution will not be over within this turn of the loop, so whoever waits to hear that it is accepted must be told by other means. */
  lingers(live: LiveExecution): void
  /** A reason to rest before the next node, such as a process that is going down. */
  pausing(live: LiveExecution): Error | undefined
}

/** The node rests before it does anything, until this approval is decided or its time is up (milliseconds since 1970). */
export type ApprovalWait = { readonly approvalId: string; readonly untilMs: number }

export type Intent = {
  readonly runIndex: number
  readonly effect: EffectClass
  readonly repeatable: boolean
  readonly startedMs: number
  readonly itemCount: number
  readonly amount: Money | null
  readonly cost: Money | null
  /** False where its effects are asked for where they happen, as of a called workflow. */
  readonly gated: boolean
  /** What exactly is about to be asked for; worked out for whoever wants it. */
  describe(): Promise<EffectRequest>
  /** The same for who has to decide about it. */
  text(action: Omit<EffectAction, 'hash'>): EffectText
}

/** Why the walk came to rest. */
export type Verdict =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed' }
  | ({ readonly kind: 'waiting'; readonly task: Task } & Extract<NodeRest, { wait: unknown }>)
  /** `doubt` is what went wrong, where the process lived to see it. */
  | { readonly kind: 'doubtful'; readonly task: Task; readonly doubt?: unknown }
  /** All that is left of several branches waits or is in doubt. */
  | { readonly kind: 'resting'; readonly rests: readonly NodeRest[] }
  | { readonly kind: 'aborted'; readonly reason: unknown }

/** A task that has a past: it was waiting and something happened, or its outcome is already known. */
export type Resumption = {
  readonly task: Task
  readonly startedMs: number
  readonly resume?: Resume
  /** The tries that have failed so far. */
  readonly tried?: readonly TryEntry[]
  /** Its time was up while it waited. */
  readonly overdue?: true
  /** A clock other than that of this process says that it is at least so late, in milliseconds since 1970. */
  readonly atMs?: number
}

/** How long a walk may keep the loop to itself; nodes that settle at once would otherwise never let anybody else in. */
export const sliceMs = 10
/** Beyond it a workflow goes round in a circle that nothing ends. */
export const nodeExecutionsMax = 250_000

/** Walks an execution until it is over or has to rest. */
export async function drive(host: DriveHost, live: LiveExecution, resumption?: Resumption): Promise<Verdict> {
  const { plan, state, abort } = live
  let resumed = resumption
  let sliceEndMs = host.nowMs() + sliceMs
  for (;;) {
    if (host.nowMs() > sliceEndMs) {
      host.lingers(live)
      await host.yield()
      sliceEndMs = host.nowMs() + sliceMs
    }
    const halt = abort.aborted ? abort.reason : host.pausing(live)
    if (halt !== undefined) return { kind: 'aborted', reason: halt }
    const task = resumed?.task ?? nextTask(plan, state)
    if (task === undefined) return { kind: state.failure === undefined ? 'completed' : 'failed' }

    const step = await executeTask(host, live, task, resumed)
    resumed = undefined
    if (abort.aborted) return { kind: 'aborted', reason: abort.reason }
    if ('wait' in step) return { kind: 'waiting', task, ...step }
    if ('doubt' in step) return { kind: 'doubtful', task, doubt: step.doubt }
    advance(plan, state, step)
    host.recorded(live, step)
    if (state.records.length >= nodeExecutionsMax) return { kind: 'aborted', reason: new Error(tooMany) }
  }
}

export const tooMany = `Stopped after ${nodeExecutionsMax} node executions: the workflow seems to go round in a circle without an end.`
