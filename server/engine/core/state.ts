import type { Item, ItemError, JsonObject } from '@steward/contract/item'
import type { EffectClass } from '@steward/contract/effect'
import type { SourceRef } from '#engine/expression'

export type Items = readonly Item[]

/** A node execution that is due: the node, what arrived at each input, and from where. */
export type Task = {
  readonly node: number
  /** By input; null where nothing arrived. */
  readonly inputs: readonly (Items | null)[]
  readonly sources: readonly (SourceRef | null)[]
}

export type NodeFailure = ItemError & { readonly itemIndex?: number; readonly parameter?: string; readonly details?: JsonObject }

/** A finished node execution. What the walk needs of it, and what people see of it. */
export type NodeRecord = {
  /** Order in the execution, from 0. */
  readonly index: number
  readonly node: number
  readonly runIndex: number
  readonly status: 'completed' | 'failed'
  readonly inputs: readonly (Items | null)[]
  readonly sources: readonly (SourceRef | null)[]
  readonly outputs: readonly Items[]
  readonly error: NodeFailure | null
  readonly effect: EffectClass
  readonly tries: number
  readonly startedMs: number
  readonly durationMs: number
  /** The node's memory after it, where it has any. */
  readonly memory: JsonObject | undefined
  /** Status of the last answer over HTTP, where there was one. */
  readonly httpStatus?: number | undefined
  /** Set where the node was not executed: what stands in for what it would have given. */
  readonly standIn?: StandIn | undefined
}

/** `earlier`: what the same node gave in an earlier execution. */
export type StandIn = 'pin' | 'disabled' | 'earlier'

/** What a node gave in an earlier execution, and gives in this one without being executed. */
export type Given = Pick<NodeRecord, 'status' | 'outputs' | 'error' | 'memory'>

/** Inputs that have arrived at a node with several, while others are missing. */
export type Gathering = { inputs: (Items | null)[]; sources: (SourceRef | null)[] }

/** Items that have come to an input of a node where branches meet. */
export type Arrival = {
  readonly input: number
  readonly items: Items
  readonly source: SourceRef
  /** Place of the edge in the document. */
  readonly edge: number
  /** The node they come from. */
  readonly from: number
}

/**
 * Where a walk of side-by-side branches stands.
 *
 * Nothing in it depends on how long nodes take: a node executes one task at a
 * time and its tasks in order, and a node where branches meet takes what has
 * arrived only when nothing that is still to come can reach it, ordered by edge
 * and by run. So every timing gives the same node executions with the same
 * items, and any order of completion rebuilds the same state.
 */
export type Parallel = {
  readonly start: Task
  /** By node: its tasks, oldest first. The first one is under way where the node is busy. */
  readonly due: Map<number, Task[]>
  /** Nodes whose first task is under way: it is executed, waits, or is in doubt. */
  readonly busy: Set<number>
  /** The nodes with tasks, those to be executed first in front. */
  readonly urgent: number[]
  /** By node where branches meet: what has arrived and is not taken yet. */
  readonly arrived: Map<number, Arrival[]>
  /** By node, by run, by node: how many executions of it an execution follows from, itself among them. */
  readonly past: Uint32Array[][]
  /** By node: how many edges it is away from the start. */
  readonly distance: readonly number[]
}

/**
 * Where an execution stands. Changed in place by the walk, which is
 * deterministic: the same plan, start and records give the same state, so an
 * execution is rebuilt after a crash by walking over its records again.
 */
export type ExecutionState = {
  readonly stack: Task[]
  /** By node: what it has gathered, oldest first. */
  readonly gathering: Map<number, Gathering[]>
  readonly records: NodeRecord[]
  /** By node: its records in order. */
  readonly runs: NodeRecord[][]
  readonly memory: Map<number, JsonObject>
  /** By node, by run: what is taken from an earlier execution instead of executing the node. */
  readonly given: Map<number, readonly Given[]>
  failure: { readonly node: number; readonly error: NodeFailure } | undefined
  /** Set where branches go side by side, in place of stack and gathering. */
  readonly parallel: Parallel | undefined
}
