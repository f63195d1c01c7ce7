import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'
import type { NodeDefinition, NodeView } from '@steward/sdk/node'
import { invariant } from '#base/invariant'
import type { NodeCatalog } from './catalog.ts'
import { type ParallelPlan, planParallel } from './joins.ts'
import { nodeViewOf } from './node-view.ts'

/** Where an output leads: a node by its index in the plan, and one of its inputs. `edge` is the place of the edge in the document. */
export type Target = { readonly node: number; readonly input: number; readonly edge: number }

/** A node ready to be walked. */
export type PlanNode = {
  readonly index: number
  readonly node: WorkflowNode
  /** Undefined for a placeholder: a type this installation does not know. */
  readonly definition: NodeDefinition | undefined
  readonly view: NodeView
  /** By output: what it leads to, in the order the edges were drawn. */
  readonly targets: readonly (readonly Target[])[]
  /** By input: the nodes whose edges end there. */
  readonly origins: readonly (readonly number[])[]
  readonly outputCount: number
  /** How many inputs need data, or which; undefined when any will do. */
  readonly required: number | readonly number[] | undefined
  readonly inputCount: number
}

/** A document compiled for the walk. Holds no state; one serves any number of executions. */
export type Plan = {
  readonly document: WorkflowDocument
  /** v1 walks branch by branch, top-left first; v0 breadth-first in the order of the edges. */
  readonly order: 'v0' | 'v1'
  /** Set where branches that do not depend on each other are walked side by side; the order is then v1. */
  readonly parallel: ParallelPlan | undefined
  readonly nodes: readonly PlanNode[]
  readonly byName: ReadonlyMap<string, PlanNode>
  readonly byId: ReadonlyMap<string, PlanNode>
}

/** Compiles a document. Never refuses: what cannot be executed fails when it is reached, and says why. */
export function compilePlan(document: WorkflowDocument, catalog: NodeCatalog): Plan {
  const drawn = document.nodes.filter((node) => node.type !== stickyNoteType)
  const indexById = new Map(drawn.map((node, index) => [node.id, index]))
  const targets = drawn.map((): Target[][] => [])
  const origins = drawn.map((): number[][] => [])

  for (const [place, edge] of document.edges.entries()) {
    if (edge.kind !== 'main') continue
    const from = indexById.get(edge.from.node)
    const to = indexById.get(edge.to.node)
    if (from === undefined || to === undefined) continue
    slot(targets[from], edge.from.output).push({ node: to, input: edge.to.input, edge: place })
    slot(origins[to], edge.to.input).push(from)
  }

  const nodes = drawn.map((node, index) =>
    planNode({ node, index, definition: catalog.get(node.type), targets: targets[index] ?? [], origins: origins[index] ?? [] }),
  )
  const { executionOrder, parallel } = document.settings
  return {
    document,
    order: parallel === undefined ? executionOrder : 'v1',
    parallel: parallel === undefined ? undefined : planParallel({ nodes }, parallel.limit),
    nodes,
    byName: new Map(nodes.map((node) => [node.node.name, node])),
    byId: new Map(nodes.map((node) => [node.node.id, node])),
  }
}

type Parts = Pick<PlanNode, 'index' | 'node' | 'definition' | 'targets' | 'origins'>

function planNode({ node, index, definition, targets, origins }: Parts): PlanNode {
  const view = nodeViewOf(node)
  const named = definition?.names?.(view)
  const ports = (of: NodeDefinition['inputs']) => (typeof of === 'function' ? of(view).length : (of?.length ?? 1))
  return {
    index,
    node: named === undefined ? node : { ...node, connections: { ...node.connections, ...named } },
    definition,
    view,
    targets,
    origins,
    outputCount: ports(definition?.outputs),
    inputCount: ports(definition?.inputs),
    required: definition?.requiredInputs?.(view),
  }
}

function slot<T>(lists: T[][] | undefined, at: number): T[] {
  invariant(lists !== undefined, 'every node has a list of edges')
  while (lists.length <= at) lists.push([])
  return lists[at] as T[]
}

/**
 * The node an execution starts at when nobody names one: the manual trigger,
 * else the first trigger, else the first node that nothing leads to and that does not only take others back.
 */
export function startNode(plan: Plan): PlanNode | undefined {
  const undos = new Set(plan.nodes.map(({ node }) => node.settings.undo?.node))
  const enabled = plan.nodes.filter(
    ({ node, origins }) => node.settings.disabled !== true && !(undos.has(node.id) && origins.length === 0),
  )
  return (
    enabled.find((node) => node.definition?.trigger === 'manual') ??
    enabled.find((node) => node.definition?.trigger !== undefined) ??
    enabled.find((node) => node.origins.length === 0 && node.targets.length > 0) ??
    enabled[0]
  )
}
