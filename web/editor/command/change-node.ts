import type { WorkflowNode } from '@steward/contract/workflow'
import { withNode } from '../model/rename.ts'
import type { Command } from './command.ts'

/**
 * Puts a changed node in the place of the one with its id; expressions and pins follow a changed name. `field` names what
 * was changed, so that what is typed into one field is one step.
 */
export function changeNode(node: WorkflowNode, before: WorkflowNode, field?: string): Command {
  const isRenamed = node.name !== before.name
  return {
    name: isRenamed ? 'renameNode' : 'changeNode',
    values: { node: before.name },
    ...(field === undefined || isRenamed ? {} : { mergeKey: `${node.id} ${field}` }),
    apply: (document) => withNode(document, node),
  }
}
