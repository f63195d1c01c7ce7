import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'

export const boxWidth = 176
export const boxHeight = 48
const margin = 12

export type Placed = {
  readonly width: number
  readonly height: number
  readonly boxes: readonly { readonly node: WorkflowNode; readonly x: number; readonly y: number }[]
  /** As the `d` of a path. */
  readonly lines: readonly { readonly id: string; readonly path: string }[]
}

/** The nodes of a document, without notes, on a sheet that holds them all. */
export function placeNodes({ nodes, edges }: Pick<WorkflowDocument, 'nodes' | 'edges'>): Placed {
  const steps = nodes.filter(({ type }) => type !== 'note')
  const least = (at: 0 | 1) => Math.min(0, ...steps.map(({ position }) => position[at]))
  const [left, top] = [least(0), least(1)]
  const boxes = steps.map((node) => ({
    node,
    x: node.position[0] - left + margin,
    // Nodes are drawn lower here than on the canvas, so they may stand closer.
    y: (node.position[1] - top) * 0.6 + margin,
  }))
  const at = new Map(boxes.map((box) => [box.node.id, box]))
  const lines = edges.flatMap(({ from, to }) => {
    const [a, b] = [at.get(from.node), at.get(to.node)]
    if (a === undefined || b === undefined) return []
    const start = { x: a.x + boxWidth, y: a.y + boxHeight / 2 }
    const end = { x: b.x, y: b.y + boxHeight / 2 }
    const bend = Math.max(24, Math.abs(end.x - start.x) / 2)
    return [
      {
        id: `${from.node} ${from.output} ${to.node} ${to.input}`,
        path: `M ${start.x} ${start.y} C ${start.x + bend} ${start.y}, ${end.x - bend} ${end.y}, ${end.x} ${end.y}`,
      },
    ]
  })
  return {
    width: Math.max(0, ...boxes.map(({ x }) => x)) + boxWidth + margin,
    height: Math.max(0, ...boxes.map(({ y }) => y)) + boxHeight + margin,
    boxes,
    lines,
  }
}
