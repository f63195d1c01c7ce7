import type { NodeKind } from '@steward/contract/api/workflow'
import type { WorkflowNode } from '@steward/contract/workflow'

type More = {
  /** What the entry of the palette sets in advance. */
  readonly parameters?: WorkflowNode['parameters']
  readonly position: readonly [number, number]
  readonly makeId?: () => string
}

/** A node of a kind as it comes onto the canvas. A webhook gets an address that nobody else has. */
export function newNode(kind: NodeKind, { parameters = {}, position, makeId = () => crypto.randomUUID() }: More): WorkflowNode {
  const webhookId = kind.trigger === 'webhook' ? makeId() : undefined
  return {
    id: makeId(),
    name: kind.title,
    type: kind.type,
    version: kind.versions.at(-1) ?? 1,
    position: [position[0], position[1]],
    parameters: webhookId === undefined ? parameters : { path: webhookId, ...parameters },
    settings: {},
    ...(webhookId === undefined ? {} : { webhookId }),
  }
}
