import type { JsonObject, NodeView } from '@steward/sdk/node'
import type { WorkflowNode } from '@steward/contract/workflow'

/** A node of a document as a definition sees it: raw parameters, nothing resolved. */
export function nodeViewOf(node: WorkflowNode): NodeView {
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    version: node.version,
    // What a document holds came out of JSON.
    parameters: node.parameters as JsonObject,
    onError: node.settings.onError ?? 'stopWorkflow',
    ...(node.webhookId === undefined ? {} : { webhookId: node.webhookId }),
  }
}

/** True for a parameter whose value is only known when the node runs. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=') && value.includes('{{')
}

/** The raw value at a dotted path, or undefined. */
export function rawAt(parameters: unknown, path: string): unknown {
  let value = parameters
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
