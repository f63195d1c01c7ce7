import { edgeKey } from '@steward/contract/change'
import { stickyNoteType, type WorkflowDocument, type WorkflowEdge, type WorkflowNode } from '@steward/contract/workflow'

/** The nodes and notes that are selected, those of a selected group among them. */
export function selectedNodes(document: WorkflowDocument, selection: ReadonlySet<string>): readonly WorkflowNode[] {
  const ids = new Set(selection)
  for (const group of document.groups ?? []) if (selection.has(group.id)) for (const id of group.nodes) ids.add(id)
  return document.nodes.filter(({ id }) => ids.has(id))
}

export const selectedEdges = (document: WorkflowDocument, selection: ReadonlySet<string>): readonly WorkflowEdge[] =>
  document.edges.filter((edge) => selection.has(edgeKey(edge)))

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * Where an arrow key leads from a node: left to what comes before it, right to what follows, up and down to the one above
 * or below it among those that follow the same nodes; on a canvas without a selection to the first node.
 */
export function neighbourOf(document: WorkflowDocument, id: string | undefined, direction: Direction): string | undefined {
  const nodes = document.nodes.filter(({ type }) => type !== stickyNoteType)
  const node = nodes.find((one) => one.id === id)
  if (node === undefined) return nodes.toSorted(fromTop)[0]?.id
  if (direction === 'left') return nearest(node, adjacent(document, node.id, 'before'))
  if (direction === 'right') return nearest(node, adjacent(document, node.id, 'after'))
  const beside = siblingsOf(document, node)
  // Among what has no siblings the nearest node above or below is what a person means.
  const others = beside.length > 0 ? beside : nodes.filter((one) => one !== node)
  const isBeyond = (one: WorkflowNode) => (direction === 'up' ? fromTop(one, node) < 0 : fromTop(one, node) > 0)
  return nearest(node, others.filter(isBeyond))
}

const fromTop = (a: WorkflowNode, b: WorkflowNode) => a.position[1] - b.position[1] || a.position[0] - b.position[0]

function nearest(to: WorkflowNode, nodes: readonly WorkflowNode[]): string | undefined {
  const distance = ({ position: [x, y] }: WorkflowNode) => Math.hypot(x - to.position[0], y - to.position[1])
  return nodes.toSorted((a, b) => distance(a) - distance(b))[0]?.id
}

function adjacent(document: WorkflowDocument, id: string, where: 'before' | 'after'): readonly WorkflowNode[] {
  const ids = new Set(
    document.edges.flatMap(({ from, to }) => {
      const [here, there] = where === 'after' ? [from.node, to.node] : [to.node, from.node]
      return here === id && there !== id ? [there] : []
    }),
  )
  return document.nodes.filter((node) => ids.has(node.id))
}

function siblingsOf(document: WorkflowDocument, node: WorkflowNode): readonly WorkflowNode[] {
  const parents = adjacent(document, node.id, 'before')
  const ids = new Set(parents.flatMap((parent) => adjacent(document, parent.id, 'after').map(({ id }) => id)))
  return document.nodes.filter(({ id }) => ids.has(id) && id !== node.id)
}

/** Everything that leads to the nodes, or that they lead to, and the nodes themselves. */
export function streamOf(document: WorkflowDocument, ids: ReadonlySet<string>, where: 'before' | 'after'): Set<string> {
  const reached = new Set(ids)
  const next = Map.groupBy(document.edges, ({ from, to }) => (where === 'after' ? from.node : to.node))
  const waiting = [...ids]
  while (waiting.length > 0)
    for (const { from, to } of next.get(waiting.pop()!) ?? []) {
      const id = where === 'after' ? to.node : from.node
      if (reached.has(id)) continue
      reached.add(id)
      waiting.push(id)
    }
  return reached
}
