import { createHmac } from 'node:crypto'
import type { EffectAction, EffectGate, EffectPlaces } from '#engine/host'
import type { Action, Gate } from '#hub/effect'
import type { Approvals } from './approvals.ts'

type Parts = {
  readonly gate: Gate
  readonly places: EffectPlaces
  readonly approvals: Pick<Approvals, 'awaited' | 'abandoned'>
  /** Kept by the installation, the same in each of its processes. */
  readonly secret: Uint8Array
  readonly nowMs: () => number
}

/** The gate as the engine asks it. */
export function effectGate({ gate, places, approvals, secret, nowMs }: Parts): EffectGate {
  const key = createHmac('sha256', secret).update('exact actions').digest()
  return {
    ...places,
    ask: (action, describe) => gate.ask(asAction(action, new Date(nowMs())), describe),
    preview: (action) => gate.preview(asAction(action, new Date(nowMs()))),
    seal: (text) => createHmac('sha256', key).update(text).digest('hex'),
    awaited: (executionId, approvalId) => approvals.awaited(executionId, approvalId),
    abandoned: (workspaceId, executionId) => approvals.abandoned(workspaceId, executionId),
  }
}

/** As policies see it. */
export function asAction(
  { key, executionId, nodeId, nodeName, nodeType, runIndex, workflow, undoes, ...action }: EffectAction,
  at: Date,
): Action {
  return {
    ...action,
    workspaceId: workflow.workspaceId,
    subject: { kind: undoes === null ? 'node' : 'undo', id: key, executionId, nodeId, nodeName, runIndex },
    connector: nodeType,
    workflow: { id: workflow.id, name: workflow.name, version: workflow.version },
    // Workflows belong to a workspace, not to a pod.
    podId: null,
    at,
  }
}
