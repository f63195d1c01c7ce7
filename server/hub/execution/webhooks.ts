import type { JsonObject } from '@steward/contract/item'
import type { WebhookAnswer } from '@steward/sdk/node'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { PlanNode } from '#engine/core'
import type { Started } from '#engine/host'
import { checkWebhookAccess, immediateReply, lastNodeReply, webhookItem } from '#engine/webhook'
import { connectionValues } from '#hub/connector'
import { listLiveTriggers, type LiveTrigger, noteEndpointUse, watchWorkflows } from '#hub/workflow'
import { executionError } from './errors.ts'
import type { Executions } from './executions.ts'
import { type ReceivedFiles, readCall, registerBodyParsers } from './received-call.ts'
import { registerResume } from './resume.routes.ts'
import { startExecution } from './start-execution.ts'
import { type WebhookMatch, WebhookTable } from './webhook-table.ts'

export type WebhookParts = {
  readonly executions: Executions
  readonly databases: Databases
  readonly box: SecretBox
  readonly blobs: ReceivedFiles
  readonly publicUrl: string
}

type Webhook = LiveTrigger & { readonly listen: Extract<LiveTrigger['listen'], { kind: 'webhook' }> }

/** The largest body a webhook takes. */
const maxBodyBytes = 16 * 1024 * 1024
/** How often the uses of webhooks are written down. */
const noteEveryMs = 5_000

/** `/webhook/<path>` for active workflows, `/webhook-waiting/…` for executions that wait for a call. */
export async function registerWebhooks(app: FastifyInstance, parts: WebhookParts): Promise<void> {
  const { databases } = parts
  let table = new WebhookTable<Webhook>([])
  const reload = async () => {
    const triggers = await listLiveTriggers(databases)
    const hooks = triggers.filter((trigger): trigger is Webhook => trigger.listen.kind === 'webhook')
    table = new WebhookTable(hooks.map((hook) => ({ method: hook.listen.method, path: hook.listen.path, to: hook })))
  }
  await reload()
  const unwatch = watchWorkflows(reload)
  const uses = new UseNotes(databases)
  app.addHook('onClose', async () => {
    unwatch()
    await uses.close()
  })

  registerBodyParsers(app, maxBodyBytes)
  registerResume(app, parts)
  app.all('/webhook/*', { bodyLimit: maxBodyBytes }, async (request, reply) => {
    const path = pathOf(request)
    const match = table.find(request.method, path)
    if (match === undefined) {
      if (request.method === 'OPTIONS') return answerPreflight(table, path, reply)
      throw executionError.no_webhook({ method: request.method, path })
    }
    uses.note(match.to.endpointId)
    return receive(parts, match, request, reply)
  })
}

const pathOf = (request: FastifyRequest) => (request.params as { '*': string })['*'].replace(/^\/+|\/+$/g, '')

async function receive(
  parts: WebhookParts,
  { to: hook, params }: WebhookMatch<Webhook>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { executions } = parts
  const loaded = await executions.loader.version(hook.workflowId, hook.version)
  const node = loaded?.plan.byId.get(hook.nodeId)
  if (loaded === undefined || node === undefined)
    throw executionError.no_webhook({ method: request.method, path: hook.listen.path })
  const refusal = await refusalOf(parts, hook, node, request)
  if (refusal !== undefined) return reply.status(refusal.status).headers(refusal.headers).send({ message: refusal.reason })
  allowOrigin(node, request, reply)

  const call = await readCall(request, {
    params,
    url: `${parts.publicUrl}/webhook/${hook.listen.path}`,
    node: node.view,
    files: parts.blobs,
  })
  const started = startExecution(executions.host, {
    loaded,
    trigger: node.node.name,
    items: [webhookItem(call)],
    mode: 'webhook',
  })
  const answer = await answerOf(hook, node, started)
  return sendAnswer(parts, reply, started.id, answer)
}

/** What the caller is told, once the call is stored and whatever the webhook waits for has happened. */
async function answerOf(hook: Webhook, node: PlanNode, started: Started): Promise<WebhookAnswer> {
  switch (hook.listen.responseMode) {
    case 'immediately':
      if (!(await started.accepted)) throw executionError.not_accepted()
      return immediateReply(node.view)
    case 'lastNode': {
      const ended = await started.ended
      if (ended.status === 'completed') return lastNodeReply(node.view, ended.items)
      return problemAnswer(ended.status, ended.error)
    }
    default: {
      const ended = started.ended.then((end): WebhookAnswer => {
        if (end.status === 'completed')
          return { status: 200, headers: {}, body: { message: 'The workflow ended without an answer.' } }
        return problemAnswer(end.status, end.error)
      })
      return Promise.race([started.answer, ended])
    }
  }
}

function problemAnswer(status: string, error: string | null): WebhookAnswer {
  if (status === 'waiting') return { status: 202, headers: {}, body: { message: 'The workflow waits and will go on.' } }
  if (status === 'lost')
    return {
      status: 503,
      headers: { 'retry-after': '5' },
      body: { message: 'The server is going down. The call is stored and will be worked on.' },
    }
  // What went wrong inside is for those who may see the execution, not for every caller.
  return { status: 500, headers: {}, body: { message: error === null ? 'The workflow was cancelled.' : 'Error in workflow' } }
}

async function sendAnswer(
  parts: WebhookParts,
  reply: FastifyReply,
  executionId: string,
  answer: WebhookAnswer,
): Promise<FastifyReply> {
  reply.status(answer.status).headers({ ...answer.headers, 'x-execution-id': executionId })
  if (answer.binary !== undefined) {
    const { mimeType, fileName } = answer.binary
    if (!reply.hasHeader('content-type')) reply.type(mimeType)
    if (fileName !== undefined && !reply.hasHeader('content-disposition'))
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return reply.send(await parts.blobs.read(answer.binary))
  }
  if (answer.body === undefined) return reply.send()
  if (typeof answer.body === 'string') {
    if (!reply.hasHeader('content-type')) reply.type('text/html; charset=utf-8')
    return reply.send(answer.body)
  }
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8')
  return reply.send(JSON.stringify(answer.body))
}

async function refusalOf({ databases, box }: WebhookParts, hook: Webhook, node: PlanNode, request: FastifyRequest) {
  const { authentication } = hook.listen
  const kind = authentication === 'none' ? undefined : (connectionKinds[authentication] ?? authentication)
  const reference = kind === undefined ? undefined : node.node.connections?.[kind]
  const scope = { db: databases, workspaceId: hook.workspaceId, actorId: null, now: new Date(), box }
  const found = kind === undefined || reference === undefined ? undefined : await connectionValues(scope, { ...reference, kind })
  const headers = request.headers as Record<string, string>
  return checkWebhookAccess(node.view, { headers, address: request.ip }, found?.values, Date.now())
}

const connectionKinds: Readonly<Record<string, string>> = {
  basicAuth: 'httpBasicAuth',
  headerAuth: 'httpHeaderAuth',
  jwtAuth: 'jwtAuth',
}

function answerPreflight(table: WebhookTable<Webhook>, path: string, reply: FastifyReply): FastifyReply {
  const methods = table.methodsAt(path)
  if (methods.length === 0) throw executionError.no_webhook({ method: 'OPTIONS', path })
  return reply
    .status(204)
    .headers({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': '*',
      'access-control-max-age': '300',
    })
    .send()
}

function allowOrigin(node: PlanNode, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const allowed = (((node.view.parameters['options'] ?? {}) as JsonObject)['allowedOrigins'] ?? '*') as string
  const list = allowed.split(',').map((one) => one.trim())
  if (list.includes('*') || list.includes(origin))
    reply.headers({ 'access-control-allow-origin': list.includes('*') ? '*' : origin, vary: 'origin' })
}

/** Notes which webhooks were called, many at a time. */
class UseNotes {
  private readonly used = new Set<string>()
  private readonly timer: NodeJS.Timeout
  private readonly databases: Databases

  constructor(databases: Databases) {
    this.databases = databases
    this.timer = setInterval(() => void this.write(), noteEveryMs).unref()
  }

  note(endpointId: string | undefined): void {
    if (endpointId !== undefined) this.used.add(endpointId)
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.write()
  }

  private async write(): Promise<void> {
    if (this.used.size === 0) return
    const ids = [...this.used]
    this.used.clear()
    // For people to look at; a use that is not noted harms nobody.
    await noteEndpointUse(this.databases, ids, new Date()).catch(() => {})
  }
}
