import type { WorkflowNode } from '@steward/contract/workflow'
import type { NodeCatalog } from '#engine/core'

/** What keeps nodes from being taken back by those that are named for it, in sentences. */
export function undoProblems(nodes: readonly WorkflowNode[], catalog: NodeCatalog): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return nodes.flatMap((node) => {
    const undo = node.settings.undo?.node
    if (undo === undefined || node.settings.disabled === true) return []
    const by = byId.get(undo)
    if (by === undefined) return [`"${node.name}" is taken back by a node that is not in the workflow.`]
    if (by === node) return [`"${node.name}" cannot take itself back.`]
    const name = `"${node.name}" is taken back by "${by.name}"`
    if (catalog.get(by.type)?.trigger !== undefined) return [`${name}, which is a trigger and takes nothing back.`]
    if (by.settings.disabled === true) return [`${name}, which is disabled and takes nothing back.`]
    return isInCircle(node, byId) ? [`${name}, which is taken back by it in turn.`] : []
  })
}

/** Whether following from undo to undo leads back to where it began. */
function isInCircle(start: WorkflowNode, byId: ReadonlyMap<string, WorkflowNode>): boolean {
  const seen = new Set<string>()
  for (let id = start.settings.undo?.node; id !== undefined && !seen.has(id); id = byId.get(id)?.settings.undo?.node) {
    if (id === start.id) return true
    seen.add(id)
  }
  return false
}
