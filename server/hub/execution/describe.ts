import type { NodeExecution } from '@steward/contract/api/execution'
import type { Items, NodeRecord, Plan, PlanNode, Task } from '#engine/core'
import { type Current, type Restored, triesOf } from '#engine/host'

/** Items of a node execution travel with the detail of an execution up to this size; larger ones are asked for one by one. */
const smallItems = 20
const smallChars = 16_000

export function describeRecord(plan: Plan, record: NodeRecord, whole: boolean): NodeExecution {
  const node = plan.nodes[record.node] as PlanNode
  const inputs = record.inputs.map((items) => items ?? [])
  const { error } = record
  return {
    ...identify(node, record.index, record.runIndex),
    status: record.status,
    effect: record.effect,
    startedAt: new Date(record.startedMs).toISOString(),
    durationMs: record.durationMs,
    tries: record.tries,
    ...(record.standIn === undefined ? {} : { standIn: record.standIn }),
    error:
      error === null
        ? null
        : {
            message: error.message,
            description: error.description ?? null,
            itemIndex: error.itemIndex ?? null,
            ...(error.parameter === undefined ? {} : { parameter: error.parameter }),
          },
    sources: [...record.sources],
    itemCounts: { inputs: counts(inputs), outputs: counts(record.outputs) },
    ...(whole || isSmall([...inputs, ...record.outputs]) ? { inputs: copy(inputs), outputs: copy(record.outputs) } : {}),
  }
}

/** A node execution that is going on, waits, or is in doubt: it has inputs and no outputs yet. */
export function describeOpen(
  plan: Plan,
  open: Pick<Current, 'runIndex' | 'startedMs'> & {
    task: Task
    index: number
    status: NodeExecution['status']
    effect?: NodeExecution['effect']
    approvalId?: string
  },
): NodeExecution {
  const node = plan.nodes[open.task.node] as PlanNode
  const inputs = open.task.inputs.map((items) => items ?? [])
  return {
    ...identify(node, open.index, open.runIndex),
    status: open.status,
    effect: open.effect ?? fixedEffect(node),
    startedAt: new Date(open.startedMs).toISOString(),
    durationMs: null,
    tries: 1,
    ...(open.approvalId === undefined ? {} : { approvalId: open.approvalId }),
    error: null,
    sources: [...open.task.sources],
    itemCounts: { inputs: counts(inputs), outputs: [] },
    ...(isSmall(inputs) ? { inputs: copy(inputs), outputs: [] } : {}),
  }
}

/** Adds the tries that failed before the last one. */
export function withTries(node: NodeExecution, restored: Restored): NodeExecution {
  const tries = triesOf(restored, node.nodeId, node.runIndex)
  if (tries.length === 0) return node
  const failedTries = tries.map(({ x, at, err, u }) => ({
    number: x,
    failedAt: new Date(at).toISOString(),
    message: err.message,
    description: err.description ?? null,
    nextAt: u === undefined ? null : new Date(u).toISOString(),
  }))
  return { ...node, tries: Math.max(node.tries, failedTries.at(-1)?.number ?? 1), failedTries }
}

const identify = (node: PlanNode, index: number, runIndex: number) => ({
  index,
  nodeId: node.node.id,
  nodeName: node.node.name,
  nodeType: node.node.type,
  runIndex,
})

function fixedEffect(node: PlanNode): NodeExecution['effect'] {
  const effect = node.definition?.effect
  return effect === undefined || typeof effect === 'function' ? 'pure' : effect
}

const counts = (lists: readonly Items[]) => lists.map((items) => items.length)
const copy = (lists: readonly Items[]) => lists.map((items) => [...items])

function isSmall(lists: readonly Items[]): boolean {
  if (lists.reduce((sum, items) => sum + items.length, 0) > smallItems) return false
  return JSON.stringify(lists).length <= smallChars
}
