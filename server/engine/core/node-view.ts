import type { WorkflowNode } from '@steward/contract/workflow'
import type { JsonObject, NodeView } from '@steward/sdk/node'

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
    ...(node.settings.idempotencyHeader === undefined ? {} : { idempotencyHeader: node.settings.idempotencyHeader }),
    ...(node.settings.probe === undefined ? {} : { probe: node.settings.probe }),
  }
}
