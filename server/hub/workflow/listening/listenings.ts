import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import type { JsonObject, Listen, NodeDefinition, NodeView } from '@steward/sdk/node'
import type { NodeCatalog } from '#engine/core'
import { AppError } from '#base/error'
import { workflowError } from '../errors.ts'

/** One thing that a workflow waits for on behalf of a trigger node. */
export type Listening = { readonly node: WorkflowNode; readonly listen: Listen }

/** What the document would listen to, node by node. Throws the refusal of `cannot_listen` for a node that makes no sense. */
export function listeningsOf(document: WorkflowDocument, catalog: NodeCatalog): Listening[] {
  return triggersOf(document, catalog).flatMap(({ node, definition }) =>
    listensOf(node, definition).map((listen) => ({ node, listen })),
  )
}

/** The same for showing, where one senseless node must not hide the others. */
export function showListenings(document: WorkflowDocument, catalog: NodeCatalog): Listening[] {
  return triggersOf(document, catalog).flatMap(({ node, definition }) => {
    try {
      return listensOf(node, definition).map((listen) => ({ node, listen }))
    } catch (error) {
      if (error instanceof AppError) return []
      throw error
    }
  })
}

/** Whether anything but a person could start it. */
export function hasLiveTrigger(document: WorkflowDocument, catalog: NodeCatalog): boolean {
  return triggersOf(document, catalog).some(({ definition }) => definition.trigger !== 'manual')
}

/** `users/:id` and `users/:name` answer the same calls, so they have the same shape. */
export const shapeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (part.startsWith(':') ? ':' : part))
    .join('/')

/** Tells things to listen to apart: what has the same key answers the same calls, or ticks at the same times. */
export function listenKey(listen: Listen): string {
  if (listen.kind === 'webhook') return `webhook ${shapeOf(listen.path)} ${listen.method}`
  if ('at' in listen) return `schedule at ${listen.at} ${listen.timezone ?? ''}`
  const { cron, every } = listen
  return every === undefined ? `schedule ${cron}` : `schedule ${cron} every ${every.count} ${every.unit}`
}

function triggersOf(document: WorkflowDocument, catalog: NodeCatalog) {
  return document.nodes.flatMap((node) => {
    const definition = node.settings.disabled === true ? undefined : catalog.get(node.type)
    return definition?.trigger === undefined ? [] : [{ node, definition }]
  })
}

function listensOf(node: WorkflowNode, definition: NodeDefinition): readonly Listen[] {
  try {
    return definition.listens?.(viewOf(node)) ?? []
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw workflowError.cannot_listen({ node: node.name, reason }, error)
  }
}

function viewOf(node: WorkflowNode): NodeView {
  const { id, name, type, version, webhookId } = node
  const onError = node.settings.onError ?? 'stopWorkflow'
  return {
    id,
    name,
    type,
    version,
    parameters: node.parameters as JsonObject,
    onError,
    ...(webhookId === undefined ? {} : { webhookId }),
  }
}
