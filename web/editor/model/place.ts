import { type WorkflowDocument, type WorkflowNode, stickyNoteType } from '@steward/contract/workflow'

export const nodeWidth = 196
export const nodeHeight = 56
/** From the left edge of a node to that of the next in its row. */
const columnWidth = nodeWidth + 40
const rowHeight = 92
/** Nodes further apart than this in height are not in one row, so their distance in width says nothing. */
const sameRow = 70
const stretchMax = 2

export type Placement = {
  readonly positions: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  /** By how much widths were stretched; a dragged node's place is divided by it before it is stored. */
  readonly stretch: number
  /** The document has no places of its own, so that whoever moves one node has to say where the others are. */
  readonly isInOrder: boolean
}

/**
 * Where nodes are drawn. Imported workflows stand in a grid made for narrower
 * nodes, so widths are stretched until neighbours in a row have room for their
 * edge; where a file has no places at all, nodes stand in the order of the edges.
 * Whoever edits gives the stretch that was found when it was opened: nothing moves because something else was moved.
 */
export function place(document: WorkflowDocument, fixed?: number): Placement {
  const drawn = document.nodes.filter((node) => node.type !== stickyNoteType)
  const places = new Set(drawn.map(({ position: [x, y] }) => `${x} ${y}`))
  if (drawn.length > 2 && places.size < drawn.length / 2) return { positions: inOrder(document), stretch: 1, isInOrder: true }
  const stretch = fixed ?? Math.min(stretchMax, Math.max(1, columnWidth / usualInRow(document)))
  return {
    positions: new Map(document.nodes.map((node) => [node.id, { x: node.position[0] * stretch, y: node.position[1] }])),
    stretch,
    isInOrder: false,
  }
}

/** The lower quartile: a file is made for narrow nodes or it is not, and two that a person put close together say nothing of it. */
function usualInRow(document: WorkflowDocument): number {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const distances = document.edges.flatMap(({ from, to }) => {
    const [a, b] = [byId.get(from.node), byId.get(to.node)]
    if (a === undefined || b === undefined) return []
    const dx = b.position[0] - a.position[0]
    return Math.abs(b.position[1] - a.position[1]) < sameRow && dx > columnWidth / 3 ? [dx] : []
  })
  const sorted = distances.toSorted((a, b) => a - b)
  return Math.min(columnWidth, sorted[Math.floor((sorted.length - 1) / 4)] ?? columnWidth)
}

function inOrder(document: WorkflowDocument): Map<string, { x: number; y: number }> {
  const column = new Map<string, number>()
  const visit = (node: WorkflowNode, at: number, path: ReadonlySet<string>) => {
    // A loop leads back to where it was; and a column only ever moves to the right.
    if (path.has(node.id) || (column.get(node.id) ?? -1) >= at) return
    column.set(node.id, at)
    const next = new Set(path).add(node.id)
    for (const { to } of document.edges.filter((edge) => edge.from.node === node.id)) {
      const target = document.nodes.find((one) => one.id === to.node)
      if (target !== undefined) visit(target, at + 1, next)
    }
  }
  const targets = new Set(document.edges.map((edge) => edge.to.node))
  for (const node of document.nodes) if (!targets.has(node.id)) visit(node, 0, new Set())
  const filled = new Map<number, number>()
  return new Map(
    document.nodes.map((node) => {
      const x = column.get(node.id) ?? 0
      const y = filled.get(x) ?? 0
      filled.set(x, y + 1)
      return [node.id, { x: x * columnWidth, y: y * rowHeight }]
    }),
  )
}
