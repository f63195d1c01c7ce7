import { defineNode, type Listen, NodeError, type NodeView, type Port } from '@steward/sdk/node'
import { Type } from 'typebox'
import { parseAddressList } from '#base/address-list'
import { toText } from '#engine/data'
import { readSignatureScheme } from '#engine/webhook'
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
  outputs: (node) => outputsOf(wantedMethods(node)),
  listens,
})

type WebhookListen = Extract<Listen, { kind: 'webhook' }>

function listens(node: NodeView): Listen[] {
  const { parameters } = node
  const path = pathOf(node)
  const responseMode = modes[toText(parameters['responseMode'] ?? 'onReceived')] ?? 'immediately'
  const authentication = authentications.find((one) => one === parameters['authentication']) ?? 'none'
  checkAccess(node, authentication)
  const wanted = wantedMethods(node)
  const outputs = Array.isArray(wanted) ? wanted : undefined
  return methodsOf(node, wanted).map((method): WebhookListen => {
    const output = outputs?.findIndex((one) => nameOf(one) === method) ?? 0
    return { kind: 'webhook', method, path, responseMode, authentication, ...(output > 0 ? { output } : {}) }
  })
}

const modes: Readonly<Record<string, WebhookListen['responseMode']>> = {
  onReceived: 'immediately',
  lastNode: 'lastNode',
  responseNode: 'respondNode',
  streaming: 'streaming',
}
const authentications = ['none', 'basicAuth', 'headerAuth', 'jwtAuth', 'signature'] as const

/** What is named as method, one or a list; a list gives an output for each of its methods. */
function wantedMethods({ parameters }: NodeView): unknown {
  return parameters['httpMethod'] ?? (parameters['multipleMethods'] === true ? ['GET', 'POST'] : 'GET')
}

const nameOf = (method: unknown) => toText(method).toUpperCase()

function outputsOf(wanted: unknown): Port[] {
  if (!Array.isArray(wanted) || wanted.length < 2) return [{ name: 'main' }]
  return wanted.map((method) => ({ name: nameOf(method).toLowerCase(), label: nameOf(method) }))
}

function methodsOf({ name }: NodeView, wanted: unknown): string[] {
  const list = (Array.isArray(wanted) ? wanted : [wanted]).map(nameOf)
  const strange = list.find((one) => !methods.some((method) => method === one))
  if (strange !== undefined)
    throw new NodeError(`The webhook "${name}" cannot listen for the method "${strange}".`, { retryable: false })
  return [...new Set(list)]
}

/** Refuses what would keep everybody out, or let in whom it was not meant for, before the first call does. */
function checkAccess({ name, parameters }: NodeView, authentication: WebhookListen['authentication']): void {
  const refuse = (why: string) => new NodeError(`The webhook "${name}" cannot tell who may call it: ${why}`, { retryable: false })
  const { ipWhitelist } = (parameters['options'] ?? {}) as { ipWhitelist?: unknown }
  if (typeof ipWhitelist === 'string') {
    const [strange] = parseAddressList(ipWhitelist).strange
    if (strange !== undefined) throw refuse(`"${strange}" is neither an address nor a range such as 10.0.0.0/8 or 2001:db8::/32.`)
  }
  if (authentication !== 'signature') return
  try {
    readSignatureScheme(parameters['signature'])
  } catch (cause) {
    throw refuse(cause instanceof Error ? cause.message : String(cause))
  }
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
