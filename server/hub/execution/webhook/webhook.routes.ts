import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { PlanNode } from '#engine/core'
import { checkWebhookAccess, webhookItem } from '#engine/webhook'
import { connectionValues } from '#hub/connector'
import { watchWorkflows } from '#hub/workflow'
import { executionError } from '../errors.ts'
import type { Executions } from '../executions.ts'
import { idempotencyKey } from '../queue/idempotency-key.ts'
import type { Accepted } from '../queue/intake.ts'
import { acceptExecution } from '../start-execution.ts'
import { answerPreflight, allowOrigin } from './cross-origin.ts'
import { EndpointUse } from './endpoint-use.jobs.ts'
import { LiveWebhooks, type Webhook } from './live-webhooks.ts'
import { type ReceivedFiles, readCall, registerBodyParsers } from './received-call.ts'
import { registerResume } from './resume.routes.ts'
import { answerOf, sendAnswer } from './webhook-answer.ts'
import type { WebhookMatch } from './webhook-table.ts'

export type WebhookParts = {
  readonly executions: Executions
  readonly databases: Databases
  readonly box: SecretBox
  readonly blobs: ReceivedFiles
  readonly publicUrl: string
}

/** The largest body a webhook takes. */
const maxBodyBytes = 16 * 1024 * 1024

/**
 * `/webhook/<path>` for active workflows, `/webhook-test/<path>` while a person
 * listens, `/webhook-waiting/…` for executions that wait for a call.
 */
export async function registerWebhooks(app: FastifyInstance, parts: WebhookParts): Promise<void> {
  const live = new LiveWebhooks(parts.databases)
  await live.reload()
  const unwatch = watchWorkflows(() => live.reload())
  const uses = new EndpointUse(parts.databases)
  app.addHook('onClose', async () => {
    unwatch()
    await uses.close()
  })

  registerBodyParsers(app, maxBodyBytes)
  registerResume(app, parts)
  const door = { parts, live, uses }
  app.all('/webhook/*', { bodyLimit: maxBodyBytes }, (request, reply) => receiveLive(door, request, reply))
  app.all('/webhook-test/*', { bodyLimit: maxBodyBytes }, (request, reply) => receiveTest(parts, request, reply))
}

const pathOf = (request: FastifyRequest) => (request.params as { '*': string })['*'].replace(/^\/+|\/+$/g, '')

type Door = { readonly parts: WebhookParts; readonly live: LiveWebhooks; readonly uses: EndpointUse }

async function receiveLive({ parts, live, uses }: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(request)
  const methods = () => live.methodsAt(path)
  const asked = request.method === 'OPTIONS' ? (request.headers['access-control-request-method'] ?? methods()[0] ?? '') : ''
  const match = live.find(request.method, path) ?? live.find(asked, path)
  if (match === undefined) throw nobodyListens(request.method, path, methods())
  const { to: hook, params } = match
  const node = await nodeOf(parts, hook)
  if (node === undefined) throw nobodyListens(request.method, path, [])
  if (request.method === 'OPTIONS' && hook.listen.method !== 'OPTIONS')
    return answerPreflight(node.node, methods(), { request, reply })

  uses.note(hook.endpointId)
  return receive(parts, { request, reply, ...node, hook, params, mode: 'production' })
}

function nobodyListens(method: string, path: string, methods: readonly string[]) {
  if (methods.length === 0) return executionError.no_webhook({ method, path })
  return executionError.no_webhook_method({ method, path, methods: methods.join(', ') })
}

async function nodeOf({ executions }: WebhookParts, hook: Webhook) {
  const loaded = await executions.loader.version(hook.workflowId, hook.version)
  const node = loaded?.plan.byId.get(hook.nodeId)
  return loaded === undefined || node === undefined ? undefined : { loaded, node }
}

/** While a person listens: one call starts the newest saved version, as if they had started it by hand. */
async function receiveTest(parts: WebhookParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(request)
  const { tests } = parts.executions
  const { method, headers } = request
  const asked = method === 'OPTIONS' ? (headers['access-control-request-method'] ?? '') : method
  const match = await tests.find(asked, path)
  if (match === undefined) throw executionError.no_test_webhook({ method: asked, path })
  if (method === 'OPTIONS') return answerPreflight(match.to.node, [asked], { request, reply })
  const { loaded, node, hook, createdBy } = match.to
  const receiving = { request, reply, loaded, node, hook, params: match.params, mode: 'test' as const, createdBy }
  return receive(parts, receiving, async () => {
    if (!(await tests.take(loaded.workflow.id))) throw executionError.no_test_webhook({ method, path })
  })
}

type Receiving = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly loaded: NonNullable<Awaited<ReturnType<typeof nodeOf>>>['loaded']
  readonly node: PlanNode
  readonly hook: Pick<Webhook, 'listen' | 'workspaceId'>
  readonly params: WebhookMatch<unknown>['params']
  readonly mode: 'production' | 'test'
  readonly createdBy?: string | null
}

async function receive(parts: WebhookParts, receiving: Receiving, onStart: () => void | Promise<void> = () => {}): Promise<FastifyReply> {
  const { request, reply, node, hook } = receiving
  const refusal = await refusalOf(parts, hook, node, request)
  allowOrigin(node, request, reply)
  if (refusal !== undefined) return reply.status(refusal.status).headers(refusal.headers).send({ message: refusal.reason })

  const { started, repeated } = await startByCall(parts, receiving, onStart)
  if (repeated) reply.header('idempotency-replayed', 'true')
  const answer = await answerOf(hook.listen.responseMode, node, started)
  return sendAnswer({ reply, executionId: started.id, files: parts.blobs }, answer)
}

async function startByCall(parts: WebhookParts, receiving: Receiving, onStart: () => void | Promise<void>): Promise<Accepted> {
  const { request, loaded, node, hook, params, mode, createdBy } = receiving
  const call = await readCall(request, {
    params,
    url: `${parts.publicUrl}/${mode === 'test' ? 'webhook-test' : 'webhook'}/${hook.listen.path}`,
    node: node.view,
    files: parts.blobs,
    maxBytes: maxBodyBytes,
    mode,
  })
  await onStart()
  const header = request.headers['idempotency-key']
  return acceptExecution(parts.executions.queue.intake, {
    loaded,
    startKey: idempotencyKey({ header, loaded, way: mode, content: () => contentOf(request, call) }),
    trigger: node.node.name,
    items: [webhookItem(call)],
    mode: mode === 'test' ? 'manual' : 'webhook',
    usePins: mode === 'test',
    createdBy: createdBy ?? null,
    answerable: hook.listen.responseMode !== 'immediately',
  })
}

/** What tells one call from another: all of it but its headers, and of files what they are called. */
function contentOf({ body: raw }: FastifyRequest, call: Awaited<ReturnType<typeof readCall>>): string[] {
  const content = raw instanceof Buffer ? raw.toString('base64') : JSON.stringify(call.body)
  const files = call.files.map(({ name, binary }) => `${name} ${binary.fileName ?? ''} ${binary.fileSize ?? ''}`)
  return [call.method, JSON.stringify(call.query), content, ...files]
}

async function refusalOf({ databases, box }: WebhookParts, hook: Receiving['hook'], node: PlanNode, request: FastifyRequest) {
  const { authentication } = hook.listen
  const kind = authentication === 'none' ? undefined : (connectionKinds[authentication] ?? authentication)
  const reference = kind === undefined ? undefined : node.node.connections?.[kind]
  const now = new Date()
  const scope = { db: databases, workspaceId: hook.workspaceId, actorId: null, now, box }
  const found = kind === undefined || reference === undefined ? undefined : await connectionValues(scope, { ...reference, kind })
  const headers = request.headers as Record<string, string>
  return checkWebhookAccess(node.view, { headers, address: request.ip }, found?.values, now.getTime())
}

const connectionKinds: Readonly<Record<string, string>> = {
  basicAuth: 'httpBasicAuth',
  headerAuth: 'httpHeaderAuth',
  jwtAuth: 'jwtAuth',
}
