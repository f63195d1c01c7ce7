import type { WorkflowDocument } from '@steward/contract/workflow'
import { ancestors, compilePlan, type NodeCatalog } from '#engine/core'
import type { LoadedWorkflow } from './durable-deps.ts'
import type { PartialRun } from './journal.ts'

type Part = Pick<PartialRun, 'until' | 'only'>

/**
 * A workflow as it is walked up to one node: what does not lead there is never come to, and nothing follows from the node.
 * The document keeps its edges, for who looks at it. The whole workflow where the node is not in it.
 */
export function partialWorkflow(loaded: LoadedWorkflow, catalog: NodeCatalog, { until, only }: Part): LoadedWorkflow {
  const { document } = loaded.plan
  if (!loaded.plan.byId.has(until)) return loaded
  const edges = only === true ? [] : edgesTo(document, catalog, until)
  return { ...loaded, plan: { ...compilePlan({ ...document, edges }, catalog), document } }
}

function edgesTo(document: WorkflowDocument, catalog: NodeCatalog, until: string): WorkflowDocument['edges'] {
  const edges = document.edges.filter(({ from }) => from.node !== until)
  const plan = compilePlan({ ...document, edges }, catalog)
  const target = plan.byId.get(until)?.index ?? -1
  const before = ancestors(plan, target)
  const leadsThere = (id: string) => {
    const index = plan.byId.get(id)?.index
    return index !== undefined && (index === target || before.has(index))
  }
  return edges.filter(({ from, to }) => leadsThere(from.node) && leadsThere(to.node))
}
