import type { PlannedEffect, WorkflowPlan } from '@steward/contract/api/plan'
import type { WorkflowDocument } from '@steward/contract/workflow'

/** Whether an effect is one of this workflow, and not of one that it calls. */
export const isOfWorkflow = ({ workflowName, nodeId }: PlannedEffect, { name, nodes }: WorkflowDocument): boolean =>
  workflowName === name && nodes.some(({ id }) => id === nodeId)

/** By the id of each node that would do something outside: the policy that asks first, for any of its effects, or nothing. */
export function plannedNodes({ effects }: WorkflowPlan, document: WorkflowDocument): ReadonlyMap<string, string> {
  const planned = new Map<string, string>()
  for (const effect of effects) {
    if (!isOfWorkflow(effect, document)) continue
    const { nodeId, answer, policies } = effect
    const asks = answer === 'ask' ? (policies[0]?.name ?? '') : ''
    planned.set(nodeId, (planned.get(nodeId) ?? '') || asks)
  }
  return planned
}
