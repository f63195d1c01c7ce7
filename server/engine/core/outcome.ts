import type { Item } from '@steward/contract/item'
import { NodeError, type NodeOutputs } from '@steward/sdk/node'
import type { PlanNode } from './plan.ts'
import type { Items, NodeFailure, Task } from './state.ts'

/** What a node made of its inputs, ready to be recorded. */
export type Settled = {
  readonly status: 'completed' | 'failed'
  readonly outputs: readonly Items[]
  readonly error: NodeFailure | null
}

/** Completes what a node returned: pairing, error output, an empty item where the node asks for one. */
export function settleOutputs(node: PlanNode, task: Task, outputs: NodeOutputs): Settled {
  const paired = pair(task, outputs)
  const { onError } = node.view
  const routed = onError === 'continueErrorOutput' ? splitErrors(node, task, paired) : showErrors(paired)
  return { status: 'completed', outputs: fillEmpty(node, task, routed), error: null }
}

/** What follows from a node that threw: the execution stops, or goes on with the input or the error. */
export function settleFailure(node: PlanNode, task: Task, thrown: unknown): Settled {
  const error = describeFailure(thrown)
  const first = task.inputs.find((items) => items !== null) ?? []
  if (node.view.onError === 'stopWorkflow') return { status: 'failed', outputs: [], error }
  if (node.view.onError === 'continueRegularOutput') {
    // The node failed as a whole: its input goes on as it came, and the record says why.
    return {
      status: 'failed',
      outputs: fillEmpty(node, task, [first.length > 0 ? first : [{ json: { error: error.message } }]]),
      error,
    }
  }
  const outputs: Items[] = Array.from({ length: node.outputCount }, () => [])
  outputs.push(
    first.map((item, index) => ({ ...item, json: { ...item.json, error: error.message }, pairedItem: { item: index } })),
  )
  return { status: 'failed', outputs, error }
}

/** An error as it is stored and shown. Anything but a `NodeError` is told by its message alone. */
export function describeFailure(thrown: unknown): NodeFailure {
  if (!(thrown instanceof Error)) return describeValue(thrown)
  if (!(thrown instanceof NodeError)) return { message: thrown.message || thrown.name }
  return {
    message: thrown.message,
    ...(thrown.description === undefined ? {} : { description: thrown.description }),
    ...(thrown.itemIndex === undefined ? {} : { itemIndex: thrown.itemIndex }),
    ...(thrown.parameter === undefined ? {} : { parameter: thrown.parameter }),
    ...(Object.keys(thrown.details).length === 0 ? {} : { details: thrown.details }),
  }
}

/** What a node gave as an error where it threw none: often what a service answered, with a message in it. */
function describeValue(value: unknown): NodeFailure {
  if (typeof value !== 'object' || value === null) return { message: String(value) }
  const { message, description } = value as { readonly message?: unknown; readonly description?: unknown }
  if (typeof message !== 'string' || message === '')
    return { message: JSON.stringify(value)?.slice(0, valueLengthMax) ?? 'An error without a message.' }
  return { message, ...(typeof description === 'string' ? { description } : {}) }
}

const valueLengthMax = 1_000

type Pins = Readonly<Record<string, readonly Item[]>> | undefined

/** What stands in for the execution of a node by what its workflow says: a disabled one passes on, a pinned one gives its pin. */
export function standInOf({ node }: PlanNode, pins: Pins): 'disabled' | 'pin' | undefined {
  if (node.settings.disabled === true) return 'disabled'
  return pins?.[node.name] === undefined ? undefined : 'pin'
}

/** A disabled node passes its first input on; a pinned one gives what is pinned. */
export function shortcut(node: PlanNode, task: Task, pins: Pins): NodeOutputs | undefined {
  const standIn = standInOf(node, pins)
  if (standIn === undefined) return undefined
  return [(standIn === 'disabled' ? task.inputs[0] : pins?.[node.node.name]) ?? []]
}

/** The inputs a node sees: none is null, and `executeOnce` leaves one item each. */
export function visibleInputs(node: PlanNode, task: Task): Items[] {
  const inputs = task.inputs.map((items) => items ?? [])
  return node.node.settings.executeOnce === true ? inputs.map((items) => items.slice(0, 1)) : inputs
}

/**
 * Pairs items that a node left unpaired where there is no doubt: one item in,
 * all out belong to it; as many out as in, they belong to each other.
 */
function pair(task: Task, outputs: NodeOutputs): readonly Items[] {
  const only = task.inputs.length === 1 ? task.inputs[0] : undefined
  if (only === undefined || only === null) return outputs
  const byIndex = outputs.length === 1 && outputs[0]?.length === only.length
  if (only.length !== 1 && !byIndex) return outputs
  return outputs.map((items) => {
    if (items === undefined || items.every((item) => item.pairedItem !== undefined)) return items ?? []
    return items.map((item, index) =>
      item.pairedItem === undefined ? { ...item, pairedItem: { item: only.length === 1 ? 0 : index } } : item,
    )
  })
}

function showErrors(outputs: readonly Items[]): readonly Items[] {
  return outputs.map((items) =>
    items.some((item) => item.error !== undefined)
      ? items.map((item) => (item.error === undefined ? item : { ...item, json: { error: item.error.message } }))
      : items,
  )
}

const errorKeys = new Set(['error', 'message', 'details'])

/** Moves items that stand for a failure to one more output, with the data of the item they came from. */
function splitErrors(node: PlanNode, task: Task, outputs: readonly Items[]): Items[] {
  const failed: Item[] = []
  const kept = outputs.map((items) =>
    items.filter((item) => {
      if (!standsForError(item)) return true
      const origin = originOf(task, item)
      // Down the error output it is an item like any other; what went wrong is part of its data.
      const { error, ...rest } = item
      failed.push({ ...rest, json: { ...origin?.json, ...(error === undefined ? item.json : { error: error.message }) } })
      return false
    }),
  )
  while (kept.length < node.outputCount) kept.push([])
  return [...kept, failed]
}

function standsForError(item: Item): boolean {
  if (item.error !== undefined) return true
  const keys = Object.keys(item.json)
  return keys.includes('error') && keys.every((key) => errorKeys.has(key))
}

function originOf(task: Task, item: Item): Item | undefined {
  const paired = Array.isArray(item.pairedItem) ? (item.pairedItem as readonly unknown[])[0] : item.pairedItem
  if (typeof paired === 'number') return task.inputs[0]?.[paired]
  const reference = paired as { item: number; input?: number } | undefined
  return reference === undefined ? undefined : task.inputs[reference.input ?? 0]?.[reference.item]
}

function fillEmpty(node: PlanNode, task: Task, outputs: readonly Items[]): readonly Items[] {
  if (node.node.settings.alwaysOutputData !== true || (outputs[0]?.length ?? 0) > 0) return outputs
  const all = (task.inputs[0] ?? []).map((_, item) => ({ item }))
  return [[{ json: {}, pairedItem: all }], ...outputs.slice(1)]
}
