import type { Item, JsonObject } from '@steward/contract/item'
import type { ExecutionMode } from '@steward/sdk/node'
import type { ExecutionState, Plan } from '#engine/core'
import { AbortSwitch } from './abort-switch.ts'
import type { LoadedWorkflow } from './durable-deps.ts'
import type { ExecutionHead } from './execution-log.ts'
import { noVariables, type Variables } from './hide.ts'
import type { Trigger } from './journal.ts'

/** Which workflow an execution belongs to, in which version. */
export type WorkflowRef = {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly version: number
  readonly active: boolean
  /** Who saved the version. */
  readonly savedBy?: string | null
}

/** An execution in the memory of a process that holds its lease. */
export type LiveExecution = {
  readonly id: string
  readonly plan: Plan
  readonly state: ExecutionState
  readonly workflow: WorkflowRef
  readonly trigger: Trigger
  /** The execution that called it and waits for it. */
  readonly parentId: string | null
  /** The person whom it is done for: who started it, else who saved its workflow. Null where nobody can be named. */
  readonly requesterId: string | null
  readonly mode: ExecutionMode
  /** Items pinned to nodes; only manual executions have them. */
  readonly pins: Readonly<Record<string, readonly Item[]>> | undefined
  readonly timezone: string
  /** What nodes and expressions see of workflow and execution. */
  readonly about: About
  /** What it reads as `$vars`; one set for everything that this process carries out of it until it rests. */
  variables: Variables
  readonly environment: Readonly<Record<string, string>>
  readonly staticData: { readonly workflow: JsonObject; readonly nodes: Record<string, JsonObject> }
  /** Ends the execution from outside: cancelled, timed out, or its lease lost. */
  readonly abort: AbortSwitch
}

type About = {
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean; readonly timezone: string }
  readonly execution: AboutExecution
}

/** The address to resume an execution is signed when somebody asks for it; few do. */
export class AboutExecution {
  readonly id: string
  /** Shown with the execution and readable as `$execution.customData`. */
  readonly customData: JsonObject = {}
  private readonly makeUrl: (executionId: string) => string

  constructor(id: string, makeUrl: (executionId: string) => string) {
    this.id = id
    this.makeUrl = makeUrl
  }

  get resumeUrl(): string {
    return this.makeUrl(this.id)
  }

  get resumeFormUrl(): string {
    return this.makeUrl(this.id)
  }
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
    trigger: head.trigger,
    parentId: head.parentId,
    requesterId: head.createdBy ?? loaded.workflow.savedBy ?? null,
    mode: head.mode as ExecutionMode,
    pins: head.trigger.pins === true ? (loaded.plan.document.pins as LiveExecution['pins']) : undefined,
    timezone: loaded.timezone,
    about: {
      workflow: { id: loaded.workflow.id, name: loaded.workflow.name, active: loaded.workflow.active, timezone: loaded.timezone },
      execution: new AboutExecution(head.id, resumeUrl),
    },
    variables: noVariables,
    environment,
    staticData: { workflow: {}, nodes: {} },
    abort: new AbortSwitch(),
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
