import { defineNode, type Listen, NodeError, type NodeView } from '@steward/sdk/node'
import { Type } from 'typebox'
import { toText } from '#engine/data'
import { webhookParameters } from './schema.ts'

/** Methods by which a webhook may be called. */
const methods = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'] as const

export default defineNode({
  type: 'webhook',
  title: 'Webhook',
  description: 'Starts the workflow when its address is called.',
  category: 'trigger',
  icon: 'webhook',
  trigger: 'webhook',
  n8n: [{ type: 'n8n-nodes-base.webhook', versions: [1, 1.1, 2, 2.1] }],
  parameters: Type.Object(webhookParameters),
  effect: 'pure',
  inputs: [],
  listens,
})

function listens(node: NodeView): Listen[] {
  const { parameters } = node
  const path = pathOf(node)
  const responseMode = modes[toText(parameters['responseMode'] ?? 'onReceived')] ?? 'immediately'
  const authentication = authentications.find((one) => one === parameters['authentication']) ?? 'none'
  return methodsOf(node).map((method) => ({ kind: 'webhook', method, path, responseMode, authentication }))
}

const modes: Readonly<Record<string, Extract<Listen, { kind: 'webhook' }>['responseMode']>> = {
  onReceived: 'immediately',
  lastNode: 'lastNode',
  responseNode: 'respondNode',
  streaming: 'streaming',
}
const authentications = ['none', 'basicAuth', 'headerAuth', 'jwtAuth'] as const

function methodsOf({ name, parameters }: NodeView): string[] {
  const wanted = parameters['httpMethod'] ?? (parameters['multipleMethods'] === true ? ['GET', 'POST'] : 'GET')
  const list = (Array.isArray(wanted) ? wanted : [wanted]).map((one) => toText(one).toUpperCase())
  const strange = list.find((one) => !methods.some((method) => method === one))
  if (strange !== undefined)
    throw new NodeError(`The webhook "${name}" cannot listen for the method "${strange}".`, { retryable: false })
  return [...new Set(list)]
}

function pathOf({ name, parameters, webhookId }: NodeView): string {
  const written = typeof parameters['path'] === 'string' ? parameters['path'] : ''
  if (written.startsWith('=')) {
    throw new NodeError(
      `The path of the webhook "${name}" is an expression. An address must stand before anybody calls it, so write it out.`,
      { retryable: false },
    )
  }
  const path = (written === '' ? (webhookId ?? '') : written).replace(/^\/+|\/+$/g, '')
  if (path === '') throw new NodeError(`The webhook "${name}" has no path.`, { retryable: false })
  // A path with parameters is unique only together with the id of its node, as where it came from.
  const full =
    path.split('/').some((segment) => segment.startsWith(':')) && webhookId !== undefined ? `${webhookId}/${path}` : path
  if (full.length > 255)
    throw new NodeError(`The path of the webhook "${name}" has more than 255 characters.`, { retryable: false })
  if (/[?#\s\\]|(^|\/)\.\.?(\/|$)/.test(full)) {
    throw new NodeError(`The path of the webhook "${name}" may not hold "?", "#", spaces, backslashes or "..": "${full}".`, {
      retryable: false,
    })
  }
  return full
}
