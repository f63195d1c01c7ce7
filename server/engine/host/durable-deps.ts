import type { JsonObject, NodeIo } from '@steward/sdk/node'
import type { Plan, PlanNode } from '#engine/core'
import type { CodeRunner } from '#engine/worker'
import type { AbortSwitch } from './abort-switch.ts'
import type { ExecutionEvents } from './events.ts'
import type { EffectGate } from './gate.ts'
import type { Change, ExecutionHead, ExecutionLog, Standing } from './execution-log.ts'
import type { GroupCommit } from './group-commit.ts'
import type { Variables } from './hide.ts'
import type { LiveExecution, WorkflowRef } from './live.ts'
import type { Ended, Started, StartRequest } from './started.ts'

/** A workflow compiled and ready to start. */
export type LoadedWorkflow = {
  readonly workflow: WorkflowRef
  readonly plan: Plan
  readonly timezone: string
  /** Set where the workflow is stored nowhere else, so that it is stored with the execution. */
  readonly document?: JsonObject
}

type Followers = {
  readonly id: string
  follow(executionId: string, answerable: boolean): Pick<Started, 'ended' | 'answer'>
}

/** Whose variables an execution reads. */
export type VariablesOf = Pick<ExecutionHead, 'workspaceId' | 'workflowId' | 'mode' | 'createdBy'>

export type DurableDeps = {
  readonly group: GroupCommit<Change>
  readonly workerId: () => string
  /** Whether this process may still act for what it walks; asked before each call. A promise where the database has to be asked. */
  readonly isEntitled?: () => boolean | Promise<boolean>
  readonly events: ExecutionEvents
  /** Asked before every effect; without it nobody is. */
  readonly gate?: EffectGate
  /** Whether what was thrown says no more than that the database cannot be reached now. */
  readonly isOutage?: (thrown: unknown) => boolean
  readonly environment: Readonly<Record<string, string>>
  /** What an execution reads as `$vars`; nothing where this is left out. A promise where the database has to be asked. */
  readonly variables?: (head: VariablesOf) => Variables | Promise<Variables>
  readonly resumeUrl: (executionId: string) => string
  /** What nodes may use, but for the parts the host itself provides. */
  readonly io: (
    live: LiveExecution,
    node: PlanNode,
    abort: AbortSwitch,
    /** Where nothing is executed, and only reads are made. */
    purpose?: 'plan',
  ) => Omit<NodeIo, 'callWorkflow' | 'respond' | 'stream' | 'log' | 'runCode'>
  readonly runCode: CodeRunner['run']
  readonly loadStaticData: (live: LiveExecution) => Promise<void>
  readonly saveStaticData: (live: LiveExecution) => Promise<void>
  readonly findCallee: (
    caller: LiveExecution,
    workflow: Parameters<NodeIo['callWorkflow']>[0]['workflow'],
  ) => Promise<LoadedWorkflow>
  /** Stores the start of a called workflow for the queue, where its limits or the load ask for that; else the host walks it at once. */
  readonly queueCall?: (request: StartRequest) => Started | undefined
  /** How an execution that is not (or no longer) in this process ended; waits for it. */
  readonly awaitEnd: (executionId: string, signal: AbortSignal) => Promise<Ended | undefined>
  /** How to wait for executions that go on in another process; `id` names this one to it. */
  readonly followers?: Followers
  /** Whether an execution with this id is stored. */
  readonly isStored: (executionId: string) => Promise<boolean>
  /** Cancels an execution wherever it is walked. */
  readonly cancel: (executionId: string) => Promise<unknown>
  /** The start of the error workflow of a failed execution, to be stored with its end. */
  readonly errorStart: (live: LiveExecution, head: ExecutionHead, end: Standing) => Promise<Change | undefined>
  /** The start of what takes the effects of a failed execution back, to be stored with its end as well. */
  readonly undoStart?: (live: LiveExecution, log: Pick<ExecutionLog, 'head' | 'effects'>, end: Standing) => Change | undefined
}
