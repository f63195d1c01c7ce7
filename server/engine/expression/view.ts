import type { Item, JsonObject } from '@steward/contract/item'

/** Where the items of one input came from. */
export type SourceRef = { readonly node: string; readonly output: number; readonly run: number }

/** One finished execution of a node. `sources` is by input. */
export type PastExecution = {
  readonly outputs: readonly (readonly Item[])[]
  readonly sources: readonly (SourceRef | null)[]
}

/** Another node of the workflow as expressions see it. */
export type OtherNode = {
  readonly name: string
  readonly type: string
  readonly parameters: JsonObject
  /** Empty while the node has not been executed. */
  readonly runs: readonly PastExecution[]
  readonly memory: JsonObject
}

/**
 * Everything an expression can see: the node execution it is evaluated for and
 * what has been executed before. The engine builds one per node execution; the
 * item index is given per evaluation.
 */
export type RunView = {
  readonly nodeName: string
  readonly nodeVersion: number
  readonly nodeId: string
  readonly webhookId: string | undefined
  readonly position: readonly [number, number]
  /** Raw parameters of the node, for `$parameter`. */
  readonly parameters: JsonObject
  readonly runIndex: number
  /** Items by input. */
  readonly inputs: readonly (readonly Item[])[]
  readonly sources: readonly (SourceRef | null)[]
  readonly node: (name: string) => OtherNode | undefined
  /** `manual`, `webhook`, … as `$execution.mode`/`$mode` want it. */
  readonly mode: string
  readonly workflow: { readonly id: string; readonly name: string; readonly active: boolean }
  readonly execution: {
    readonly id: string
    readonly resumeUrl: string
    readonly resumeFormUrl: string
    readonly customData: JsonObject
  }
  readonly environment: Readonly<Record<string, string>>
  readonly variables: JsonObject
  readonly timezone: string
  readonly nowMs: number
  /** Where set, the same expression draws the same numbers for the same item each time. */
  readonly seed?: string | undefined
}
