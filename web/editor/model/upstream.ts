import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'

export type Upstream = {
  readonly node: WorkflowNode
  /** How many edges back; 1 leads straight here. */
  readonly distance: number
  /** Of its outputs, the one by which its items come here. */
  readonly output: number
  /** The input it leads to, where it leads straight here. */
  readonly input: number
}

/** All nodes whose items can have come to a node, the nearest first. */
export function upstreamOf(document: WorkflowDocument, nodeId: string): readonly Upstream[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const into = new Map<string, typeof document.edges>()
  for (const edge of document.edges) {
    if (edge.kind === 'main') into.set(edge.to.node, [...(into.get(edge.to.node) ?? []), edge])
  }
  const found = new Map<string, Upstream>()
  let level: readonly string[] = [nodeId]
  for (let distance = 1; level.length > 0; distance++) {
    const next: string[] = []
    for (const { from, to } of level.flatMap((id) => into.get(id) ?? [])) {
      const node = byId.get(from.node)
      // A loop leads back to where it was.
      if (node === undefined || found.has(from.node) || (from.node === nodeId && distance === 1)) continue
      found.set(from.node, { node, distance, output: from.output, input: to.input })
      next.push(from.node)
    }
    level = next
  }
  found.delete(nodeId)
  return [...found.values()]
}
