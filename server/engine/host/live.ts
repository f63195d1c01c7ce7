import type { Item, JsonObject } from '@steward/contract/item'
import type { ExecutionMode } from '@steward/sdk/node'
import type { ExecutionState, Plan } from '#engine/core'
import type { LoadedWorkflow } from './durable-deps.ts'
import type { ExecutionHead } from './execution-log.ts'

/** Which workflow an execution belongs to, in which version. */
export type WorkflowRef = {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly version: number
  readonly active: boolean
}

/** An execution in the memory of a process that holds its lease. */
export type LiveExecution = {
  readonly id: string
  readonly plan: Plan
  readonly state: ExecutionState
  readonly workflow: WorkflowRef
  readonly mode: ExecutionMode
  /** Items pinned to nodes; only manual executions have them. */
  readonly pins: Readonly<Record<string, readonly Item[]>> | undefined
  readonly timezone: string
  readonly resumeUrl: string
  readonly variables: JsonObject
  readonly environment: Readonly<Record<string, string>>
  /** Shown with the execution and readable as `$execution.customData`. */
  readonly customData: JsonObject
  readonly staticData: { readonly workflow: JsonObject; readonly nodes: Record<string, JsonObject> }
  /** Ends the execution from outside: cancelled, timed out, or its lease lost. */
  readonly abort: AbortController
}

type Parts = {
  readonly head: ExecutionHead
  readonly loaded: LoadedWorkflow
  readonly state: ExecutionState
  readonly resumeUrl: (executionId: string) => string
  readonly environment: Readonly<Record<string, string>>
}

export function createLive({ head, loaded, state, resumeUrl, environment }: Parts): LiveExecution {
  return {
    id: head.id,
    plan: loaded.plan,
    state,
    workflow: loaded.workflow,
    mode: head.mode as ExecutionMode,
    pins: head.trigger.pins === true ? (loaded.plan.document.pins as LiveExecution['pins']) : undefined,
    timezone: loaded.timezone,
    // Few executions ask for it, and signing it is not free.
    get resumeUrl() {
      return resumeUrl(head.id)
    },
    variables: {},
    environment,
    customData: {},
    staticData: { workflow: {}, nodes: {} },
    abort: new AbortController(),
  }
}

const withStaticData = new WeakMap<Plan, boolean>()

/** Whether any node of the workflow keeps something across executions. */
export function usesStaticData(plan: Plan): boolean {
  let uses = withStaticData.get(plan)
  if (uses === undefined) {
    uses = plan.nodes.some((node) => node.definition?.usesStaticData?.(node.view) === true)
    withStaticData.set(plan, uses)
  }
  return uses
}
