import { newId } from '#base/id'
import type { ExecutionHead } from './execution-log.ts'
import type { Trigger } from './journal.ts'
import type { StartRequest } from './started.ts'

/** What never changes about the execution of a start. */
export function headOfStart(request: StartRequest): ExecutionHead {
  const trigger: Trigger = request.kept?.trigger ?? {
    node: request.trigger.node.id,
    items: request.items,
    ...(request.output === undefined || request.output === 0 ? {} : { output: request.output }),
    ...(request.usePins === true ? { pins: true } : {}),
    ...(request.document === undefined ? {} : { document: request.document }),
  }
  const { workflow } = request
  return {
    id: request.id ?? newId(),
    workspaceId: workflow.workspaceId,
    workflowId: workflow.id,
    workflowName: workflow.name,
    workflowVersion: workflow.version,
    mode: request.mode,
    startedMs: Date.now(),
    trigger,
    createdBy: request.createdBy ?? null,
    retryOf: request.kept?.of ?? null,
    parentId: request.parentId ?? null,
  }
}
