import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'
import { newestVersion, newNodeParameters } from './new-parameters.ts'

type More = {
  /** What the entry of the palette sets in advance. */
  readonly parameters?: WorkflowNode['parameters']
  readonly position: readonly [number, number]
  readonly makeId?: () => string
}

/** A node of a kind as it comes onto the canvas. A webhook gets an address that nobody else has. */
export function newNode(kind: NodeKind, { parameters = {}, position, makeId = () => crypto.randomUUID() }: More): WorkflowNode {
  const set = { ...newNodeParameters(kind), ...parameters }
  const webhookId = kind.trigger === 'webhook' ? makeId() : undefined
  return {
    id: makeId(),
    name: kind.title,
    type: kind.type,
    version: newestVersion(kind),
    position: [position[0], position[1]],
    parameters: webhookId === undefined ? set : { path: webhookId, ...set },
    settings: {},
    ...(webhookId === undefined ? {} : { webhookId }),
  }
}
