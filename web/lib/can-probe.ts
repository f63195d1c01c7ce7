import type { NodeExecution } from '@steward/contract/api/execution'
import type { WorkflowDocument } from '@steward/contract/workflow'

/** Whether the node has been told how to find out what has happened. */
export const canProbe = (document: WorkflowDocument, { nodeId }: NodeExecution): boolean =>
  document.nodes.some((node) => node.id === nodeId && node.settings.probe !== undefined)
