import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { watchWorkflows } from '#hub/workflow'
import { executionError } from '../errors.ts'
import { maxBodyBytes, registerBodyParser } from './call-body.ts'
import { answerPreflight } from './cross-origin.ts'
import { EndpointUse } from './endpoint-use.jobs.ts'
import { LiveWebhooks, type Webhook } from './live-webhooks.ts'
import { NonceBook } from './nonce-book.jobs.ts'
import { receiveCall, type WebhookParts } from './receive-call.ts'
import { registerResume } from './resume.routes.ts'

/**
 * `/webhook/<path>` for active workflows, `/webhook-test/<path>` while a person
 * listens, `/webhook-waiting/…` for executions that wait for a call.
 */
export async function registerWebhooks(app: FastifyInstance, parts: WebhookParts): Promise<void> {
  const { databases, log } = parts
  const live = new LiveWebhooks(databases)
  // First, so that no change falls between the table and the messages.
  const unwatch = watchWorkflows(() => live.reload())
  await live.reload()
  const uses = new EndpointUse(databases)
  const nonces = new NonceBook(databases, log)
  app.addHook('onClose', async () => {
    unwatch()
    nonces.close()
    await uses.close()
  })

  registerBodyParser(app)
  registerResume(app, parts)
  const door: Door = { ...parts, live, uses, nonces }
  app.all('/webhook/*', { bodyLimit: maxBodyBytes }, (request, reply) => receiveLive(door, request, reply))
  app.all('/webhook-test/*', { bodyLimit: maxBodyBytes }, (request, reply) => receiveTest(door, request, reply))
}

const pathOf = (request: FastifyRequest) => (request.params as { '*': string })['*'].replace(/^\/+|\/+$/g, '')

type Door = WebhookParts & { readonly live: LiveWebhooks; readonly uses: EndpointUse; readonly nonces: NonceBook }

async function receiveLive(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { live, uses } = door
  const path = pathOf(request)
  const isQuestion = request.method === 'OPTIONS'
  const asked = isQuestion ? (request.headers['access-control-request-method'] ?? live.methodsAt(path)[0] ?? '') : request.method
  const match = live.find(asked, path) ?? (await live.findOrAsk(asked, path))
  if (match === undefined) throw nobodyListens(request.method, path, live.methodsAt(path))
  const { to: hook, params } = match
  const node = await nodeOf(door, hook)
  if (node === undefined) throw nobodyListens(request.method, path, [])
  if (isQuestion) return answerPreflight(node.node, live.methodsAt(path), { request, reply })

  uses.note(hook.endpointId)
  return receiveCall(door, { request, reply, ...node, hook, params, mode: 'production' })
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
async function receiveTest(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(request)
  const { tests } = door.executions
  const { method, headers } = request
  const asked = method === 'OPTIONS' ? (headers['access-control-request-method'] ?? '') : method
  const match = await tests.find(asked, path)
  if (match === undefined) throw executionError.no_test_webhook({ method: asked, path })
  if (method === 'OPTIONS') return answerPreflight(match.to.node, [asked], { request, reply })
  const { loaded, node, hook, createdBy } = match.to
  const onStart = async () => {
    if (!(await tests.take(loaded.workflow.id))) throw executionError.no_test_webhook({ method, path })
  }
  return receiveCall(door, { request, reply, loaded, node, hook, params: match.params, mode: 'test', createdBy, onStart })
}
