import { Graph, layout } from '@dagrejs/dagre'
import type { Laid, LayoutTask } from './layout.ts'

const columnGap = 64
const rowGap = 44

export function laidOut({ boxes, edges }: LayoutTask): Laid {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: columnGap, nodesep: rowGap, edgesep: 20 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height })
  for (const [from, to] of edges) graph.setEdge(from, to)
  layout(graph)
  return boxes.map(([id, { width, height }]) => {
    const { x, y } = graph.node(id) as { x: number; y: number }
    // The library says where the middle lies.
    return [id, { x: x - width / 2, y: y - height / 2 }]
  })
}

if (typeof self !== 'undefined' && 'WorkerGlobalScope' in self)
  self.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker answers nobody but the page that made it.
    self.postMessage(laidOut(data))
  })
