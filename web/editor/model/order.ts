import { stickyNoteType, type WorkflowDocument, type WorkflowNode } from '@steward/contract/workflow'

export type Ordered = {
  readonly node: WorkflowNode
  /** Grows by one with each branch that is taken, not with each node: a chain stays in one column. */
  readonly depth: number
  /** Name of the output that leads here, where the node before it has several. */
  readonly branch: string
}

type NamesOf = (node: WorkflowNode) => readonly string[]

/**
 * The nodes in the order in which they are executed, each once: from every start down its first branch, then the next.
 * What nothing leads to comes in the order of the document.
 */
export function inExecutionOrder(document: WorkflowDocument, outputNames: NamesOf = () => []): readonly Ordered[] {
  const nodes = document.nodes.filter(({ type }) => type !== stickyNoteType)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const leaving = Map.groupBy(document.edges, ({ from }) => from.node)
  const reached = new Set(document.edges.filter(({ from, to }) => from.node !== to.node).map(({ to }) => to.node))
  const ordered = new Map<string, Ordered>()
  const walk = (start: WorkflowNode) => {
    // A stack of its own: a chain may be longer than calls may be nested.
    const waiting: Ordered[] = [{ node: start, depth: 0, branch: '' }]
    while (waiting.length > 0) {
      const next = waiting.pop()!
      if (ordered.has(next.node.id)) continue
      ordered.set(next.node.id, next)
      const out = (leaving.get(next.node.id) ?? []).toSorted((a, b) => a.from.output - b.from.output)
      const names = outputNames(next.node)
      const depth = new Set(out.map(({ to }) => to.node)).size > 1 ? next.depth + 1 : next.depth
      for (const edge of out.toReversed()) {
        const node = byId.get(edge.to.node)
        if (node !== undefined) waiting.push({ node, depth, branch: names[edge.from.output] ?? '' })
      }
    }
  }
  const starts = nodes.filter(({ id }) => !reached.has(id)).toSorted(leftToRight)
  for (const node of [...starts.filter(({ id }) => leaving.has(id)), ...nodes]) walk(node)
  return [...ordered.values()]
}

const leftToRight = (a: WorkflowNode, b: WorkflowNode) => a.position[1] - b.position[1] || a.position[0] - b.position[0]
