import type { PlanNode } from './plan.ts'

/** A node where branches meet. It waits until nothing that is still to come can reach it. */
export type Join = {
  /** Nodes from which edges lead to it, however far back; it is among them when it stands in a circle. */
  readonly before: ReadonlySet<number>
  readonly inCircle: boolean
  /** The nodes of its circle. */
  readonly circle: ReadonlySet<number>
}

/** What a walk of side-by-side branches needs to know of a plan. */
export type ParallelPlan = {
  /** How many nodes may be executed at once. */
  readonly limit: number
  /** By node: those with several edges into them, or several inputs. */
  readonly joins: ReadonlyMap<number, Join>
}

type Graph = { readonly nodes: readonly Pick<PlanNode, 'targets' | 'origins'>[] }

export function planParallel(graph: Graph, limit: number): ParallelPlan {
  const before = graph.nodes.map((_, node) => ancestors(graph, node))
  const joins = new Map<number, Join>()
  for (const [node, { origins }] of graph.nodes.entries()) {
    if (origins.length <= 1 && (origins[0]?.length ?? 0) <= 1) continue
    const own = before[node] as Set<number>
    const circle = new Set([...own].filter((other) => before[other]?.has(node) === true))
    joins.set(node, { before: own, inCircle: own.has(node), circle })
  }
  return { limit, joins }
}

/** Every node from which edges lead to this one, however far back. */
export function ancestors({ nodes }: Graph, index: number): Set<number> {
  const found = new Set<number>()
  const open = [index]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const origin of nodes[at]?.origins.flat() ?? []) {
      if (found.has(origin)) continue
      found.add(origin)
      open.push(origin)
    }
  }
  return found
}

/** By node: how many edges away from this one it is; infinite where no edges lead to it. */
export function distances({ nodes }: Graph, from: number): number[] {
  const far = nodes.map(() => Number.POSITIVE_INFINITY)
  far[from] = 0
  const open = [from]
  for (const at of open) {
    for (const { node } of nodes[at]?.targets.flat() ?? []) {
      if (far[node] !== Number.POSITIVE_INFINITY) continue
      far[node] = (far[at] ?? 0) + 1
      open.push(node)
    }
  }
  return far
}
