import type { Item } from '@steward/contract/item'
import { newId } from '#base/id'
import { type Change, type ExecutionHead, type LiveExecution, type LoadedWorkflow, running, type Standing } from '#engine/host'

type Failed = { readonly live: LiveExecution; readonly head: ExecutionHead; readonly end: Standing; readonly publicUrl: string }

/**
 * The start of the error workflow of a failed execution: stored with its end
 * or not at all, and only once. Whoever tries a workflow out sees the failure.
 */
export async function errorStart(
  failed: Failed,
  newest: (workflowId: string) => Promise<LoadedWorkflow | undefined>,
): Promise<Change | undefined> {
  const { live, head, end } = failed
  if (live.mode === 'manual' || live.mode === 'error') return undefined
  const loaded = await errorWorkflowOf(live, newest)
  const trigger = loaded === undefined ? undefined : errorTriggerOf(loaded)
  if (loaded === undefined || trigger === undefined || loaded.workflow.workspaceId !== live.workflow.workspaceId) return undefined
  return {
    head: {
      id: newId(),
      workspaceId: loaded.workflow.workspaceId,
      workflowId: loaded.workflow.id,
      workflowName: loaded.workflow.name,
      workflowVersion: loaded.workflow.version,
      mode: 'error',
      startedMs: end.endedMs ?? head.startedMs,
      trigger: { node: trigger.node.id, items: [{ json: describeFailure(failed) }] },
      createdBy: null,
      retryOf: null,
      parentId: null,
    },
    insert: true,
    workerId: null,
    fence: 1,
    standing: { ...running, status: 'queued' },
    seq: 0,
    entries: null,
    startKey: { key: `error:${head.id}` },
    follows: head.id,
  }
}

/** The one the settings name; without one, the workflow itself where it has an error trigger. */
async function errorWorkflowOf(
  live: LiveExecution,
  newest: (workflowId: string) => Promise<LoadedWorkflow | undefined>,
): Promise<LoadedWorkflow | undefined> {
  const named = live.plan.document.settings.errorWorkflow
  if (named !== undefined && named !== '') return isUuid(named) ? newest(named) : undefined
  const { workflow, plan, timezone } = live
  return { workflow, plan, timezone }
}

const errorTriggerOf = ({ plan }: LoadedWorkflow) =>
  plan.nodes.find(({ definition, node }) => definition?.trigger === 'error' && node.settings.disabled !== true)

function describeFailure({ live, head, end, publicUrl }: Failed): Item['json'] {
  const { failure } = live.state
  const { description } = failure?.error ?? {}
  return {
    execution: {
      id: head.id,
      url: `${publicUrl}/executions/${head.id}`,
      error: {
        message: failure?.error.message ?? end.error ?? 'The execution failed.',
        ...(description === undefined ? {} : { description }),
      },
      lastNodeExecuted: failure === undefined ? null : (live.plan.nodes[failure.node]?.node.name ?? null),
      mode: head.mode,
      retryOf: head.retryOf,
    },
    workflow: { id: live.workflow.id, name: live.workflow.name },
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
