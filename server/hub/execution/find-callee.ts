import { NodeError } from '@steward/sdk/node'
import type { JsonObject } from '@steward/contract/item'
import { compilePlan, type NodeCatalog } from '#engine/core'
import { readInlineWorkflow } from '#engine/document'
import type { LiveExecution, LoadedWorkflow } from '#engine/host'
import type { WorkflowLoader } from './workflow-loader.ts'

/** The workflow that a node calls: one of its workspace, or one that is written into the node. */
export async function findCallee(
  loader: WorkflowLoader,
  catalog: NodeCatalog,
  call: { readonly caller: LiveExecution; readonly workflow: { readonly id: string } | { readonly document: JsonObject } },
): Promise<LoadedWorkflow> {
  const { caller, workflow } = call
  if ('document' in workflow) {
    const { id, workspaceId, version, active, savedBy = null } = caller.workflow
    return inlineWorkflow(
      { workflow: { id, workspaceId, version, active, savedBy }, timezone: caller.timezone },
      catalog,
      workflow.document,
    )
  }
  const loaded = isUuid(workflow.id) ? await loader.newest(workflow.id) : undefined
  if (loaded !== undefined && loaded.workflow.workspaceId === caller.workflow.workspaceId) return loaded
  throw new NodeError(
    `There is no workflow with the id "${workflow.id}" in this workspace. Choose the workflow to call in the node.`,
    { retryable: false },
  )
}

/** A document that is stored nowhere but with the executions of it. They count as executions of the workflow that holds it. */
export function inlineWorkflow(
  holder: { readonly workflow: Omit<LoadedWorkflow['workflow'], 'name'>; readonly timezone: string },
  catalog: NodeCatalog,
  document: JsonObject,
): LoadedWorkflow {
  const read = readInlineWorkflow(document, catalog)
  if ('problem' in read) throw new NodeError(read.problem, { retryable: false })
  return {
    workflow: { ...holder.workflow, name: read.document.name },
    plan: compilePlan(read.document, catalog),
    timezone: read.document.settings.timezone ?? holder.timezone,
    // As it was read: what a node is called there must stay the same when it is read again.
    document: read.document as unknown as JsonObject,
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
