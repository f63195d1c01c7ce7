import type { Item } from '@steward/contract/item'
import { newId } from '#base/id'
import { type Change, type ExecutionHead, type LoadedWorkflow, running, type Standing } from '#engine/host'

import { termsOf } from './queue/terms.ts'

type Failed = {
  readonly head: ExecutionHead
  readonly end: Standing
  readonly publicUrl: string
  /** The workflow as it was executed; undefined where that cannot be found any more, and the newest version says what to start. */
  readonly loaded: LoadedWorkflow | undefined
  readonly description?: string | undefined
}

type FindNewest = (workflowId: string) => Promise<LoadedWorkflow | undefined>

/**
 * The start of the error workflow of a failed execution: stored with its end
 * or not at all, and only once. Whoever tries a workflow out sees the failure.
 */
export async function errorStart(failed: Failed, newest: FindNewest): Promise<Change | undefined> {
  const { head, end } = failed
  if (head.mode === 'manual' || head.mode === 'error') return undefined
  const own = failed.loaded ?? (await newest(head.workflowId))
  const loaded = own === undefined ? undefined : await errorWorkflowOf(own, newest)
  const trigger = loaded === undefined ? undefined : errorTriggerOf(loaded)
  if (loaded === undefined || trigger === undefined || loaded.workflow.workspaceId !== head.workspaceId) return undefined
  const items: Item[] = [{ json: describeFailure(failed) }]
  const { priority, concurrency } = termsOf({ ...loaded, mode: 'error', trigger, items }, end.endedMs ?? head.startedMs)
  return {
    place: { priority, ...(concurrency === undefined ? {} : { limit: { key: concurrency.key, max: concurrency.limit } }) },
    head: {
      id: newId(),
      workspaceId: loaded.workflow.workspaceId,
      workflowId: loaded.workflow.id,
      workflowName: loaded.workflow.name,
      workflowVersion: loaded.workflow.version,
      mode: 'error',
      startedMs: end.endedMs ?? head.startedMs,
      trigger: { node: trigger.node.id, items },
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
async function errorWorkflowOf(own: LoadedWorkflow, newest: FindNewest): Promise<LoadedWorkflow | undefined> {
  const named = own.plan.document.settings.errorWorkflow
  if (named !== undefined && named !== '') return isUuid(named) ? newest(named) : undefined
  return own
}

const errorTriggerOf = ({ plan }: LoadedWorkflow) =>
  plan.nodes.find(({ definition, node }) => definition?.trigger === 'error' && node.settings.disabled !== true)

function describeFailure({ head, end, publicUrl, description }: Failed): Item['json'] {
  return {
    execution: {
      id: head.id,
      url: `${publicUrl}/executions/${head.id}`,
      error: { message: end.error ?? 'The execution failed.', ...(description === undefined ? {} : { description }) },
      lastNodeExecuted: end.errorNode,
      mode: head.mode,
      retryOf: head.retryOf,
    },
    workflow: { id: head.workflowId, name: head.workflowName },
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
