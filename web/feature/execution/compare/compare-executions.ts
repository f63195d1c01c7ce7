import type { Execution, NodeExecution } from '@steward/contract/api/execution'

export type Side = Pick<NodeExecution, 'index' | 'status' | 'durationMs'> & { readonly items: number }
export type Difference = { readonly path: string; readonly left: string; readonly right: string }
export type ComparedNode = {
  readonly key: string
  readonly name: string
  readonly runIndex: number
  readonly left: Side | undefined
  readonly right: Side | undefined
  readonly isSame: boolean
  /** Where the outputs differ first; `unknown` where they are too large to be sent along. */
  readonly difference: Difference | 'unknown' | undefined
}

/** Two executions node by node, in the order of the second one; what only the first one has done stands at the end. */
export function compareExecutions(left: Execution, right: Execution): ComparedNode[] {
  const place = ({ nodeId, runIndex }: NodeExecution) => `${runIndex} ${nodeId}`
  const before = new Map(left.nodes.map((node) => [place(node), node]))
  const now = right.nodes.map((node) => compared(place(node), before.get(place(node)), node))
  const seen = new Set(right.nodes.map(place))
  const gone = left.nodes.filter((node) => !seen.has(place(node))).map((node) => compared(place(node), node, undefined))
  return [...now, ...gone]
}

function compared(key: string, left: NodeExecution | undefined, right: NodeExecution | undefined): ComparedNode {
  const { nodeName = '', runIndex = 0 } = right ?? left ?? {}
  const difference = left === undefined || right === undefined ? undefined : differenceOf(left, right)
  const isSame = left !== undefined && right !== undefined && left.status === right.status && difference === undefined
  return { key, name: nodeName, runIndex, left: sideOf(left), right: sideOf(right), isSame, difference }
}

function sideOf(node: NodeExecution | undefined): Side | undefined {
  if (node === undefined) return undefined
  const { index, status, durationMs, itemCounts } = node
  return { index, status, durationMs, items: itemCounts.outputs.reduce((sum, count) => sum + count, 0) }
}

function differenceOf(left: NodeExecution, right: NodeExecution): Difference | 'unknown' | undefined {
  const [was, is] = [left.error?.message, right.error?.message]
  if (was !== is) return { path: 'error', left: was ?? '–', right: is ?? '–' }
  const counts = firstDifference(left.itemCounts.outputs, right.itemCounts.outputs, 'items')
  if (left.outputs === undefined || right.outputs === undefined) return counts ?? 'unknown'
  return firstDifference(left.outputs.map(plain), right.outputs.map(plain), 'outputs')
}

/** Where an item comes from is not what it says. */
const plain = (items: readonly unknown[]) => items.map((item) => (item as { json?: unknown }).json)

/** The first place at which two values out of JSON differ. */
export function firstDifference(left: unknown, right: unknown, path: string): Difference | undefined {
  if (Object.is(left, right)) return undefined
  if (!isTree(left) || !isTree(right) || Array.isArray(left) !== Array.isArray(right))
    return { path, left: short(left), right: short(right) }
  const at = (name: string) => (Array.isArray(left) ? `${path}[${name}]` : `${path}.${name}`)
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = firstDifference(left[name], right[name], at(name))
    if (found !== undefined) return found
  }
  return undefined
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
const shortMax = 120

function short(value: unknown): string {
  const text = value === undefined ? '–' : JSON.stringify(value)
  return text.length > shortMax ? `${text.slice(0, shortMax)}…` : text
}
