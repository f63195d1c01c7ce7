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

export type NodeFailure = ItemError & { readonly itemIndex?: number; readonly details?: JsonObject }

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
}

/** Inputs that have arrived at a node with several, while others are missing. */
export type Gathering = { inputs: (Items | null)[]; sources: (SourceRef | null)[] }

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
  failure: { readonly node: number; readonly error: NodeFailure } | undefined
}

/** An execution that begins at a node with these items. */
export function startState(nodeCount: number, node: number, items: Items): ExecutionState {
  return {
    stack: [{ node, inputs: [items], sources: [null] }],
    gathering: new Map(),
    records: [],
    runs: Array.from({ length: nodeCount }, () => []),
    memory: new Map(),
    failure: undefined,
  }
}
