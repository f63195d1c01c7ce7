import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { SecretBox } from '#base/secret-box'
import type { SecretSources } from '#hub/connector'
import type { Databases } from '#db'
import type { PlanNode } from '#engine/core'
import type { LoadedWorkflow, PartSink } from '#engine/host'
import { type Access, type ReceivedCall, webhookItem } from '#engine/webhook'
import { executionError } from '../errors.ts'
import type { Executions } from '../executions.ts'
import { idempotencyKey } from '../queue/idempotency-key.ts'
import type { Accepted } from '../queue/intake.ts'
import { acceptExecution } from '../start-execution.ts'
import { AnswerStream } from './answer-stream.ts'
import { readBytes } from './call-body.ts'
import { allowOrigin } from './cross-origin.ts'
import type { Webhook } from './live-webhooks.ts'
import type { NonceBook } from './nonce-book.jobs.ts'
import { readCall, type ReceivedFiles } from './received-call.ts'
import { accessOf } from './webhook-access.ts'
import { answerOf, sendAnswer } from './webhook-answer.ts'

export type WebhookParts = {
  readonly executions: Executions
  readonly databases: Databases
  readonly box: SecretBox
  /** Secrets that are kept elsewhere. */
  readonly sources: SecretSources
  readonly blobs: ReceivedFiles
  readonly publicUrl: string
  readonly log: Logger
}

export type Receiving = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly loaded: LoadedWorkflow
  readonly node: PlanNode
  readonly hook: Pick<Webhook, 'listen' | 'workspaceId'>
  readonly params: Readonly<Record<string, string>>
  readonly mode: ReceivedCall['mode']
  readonly createdBy?: string | null
  /** Called before the execution starts; what it throws is the answer. */
  readonly onStart?: () => Promise<void>
}

/** Checks a call, starts the execution, and answers as the webhook says. */
export async function receiveCall(
  parts: WebhookParts & { readonly nonces: NonceBook },
  receiving: Receiving,
): Promise<FastifyReply> {
  const { request, reply, node, hook, loaded } = receiving
  const bytes = await readBytes(request)
  const { refusal, nonce, claims } = await accessOf(parts, { request, node, hook, bytes, nowMs: parts.executions.nowMs() })
  allowOrigin(node, request, reply)
  if (refusal !== undefined) return reply.status(refusal.status).headers(refusal.headers).send({ message: refusal.reason })

  const start = (sink?: PartSink) => startByCall(parts, receiving, { bytes, claims, sink })
  if (nonce === undefined) return answer(parts, receiving, start)
  const claim = await parts.nonces.take(`${loaded.workflow.id} ${node.node.id}`, nonce)
  if (claim === undefined) throw executionError.replayed()
  return answer(parts, receiving, async (sink) => {
    try {
      return await start(sink)
    } catch (error) {
      await parts.nonces.giveBack(claim)
      throw error
    }
  })
}

type Start = (sink?: PartSink) => Promise<Accepted>

async function answer(parts: WebhookParts, { reply, node, hook }: Receiving, start: Start): Promise<FastifyReply> {
  const { responseMode } = hook.listen
  const stream = responseMode === 'streaming' ? new AnswerStream(reply) : undefined
  const { started, repeated } = await start(stream?.take)
  if (repeated) reply.header('idempotency-replayed', 'true')
  const whole = answerOf(responseMode, node, started)
  if (stream !== undefined) {
    stream.accept(started.id)
    if ((await Promise.race([whole, stream.begun])) === undefined) {
      const status = await started.ended.then((end) => end.status).catch(() => 'lost' as const)
      await stream.finish(status, parts.executions.nowMs())
      return reply
    }
    stream.close()
  }
  return sendAnswer({ reply, executionId: started.id, files: parts.blobs }, await whole)
}

type Content = { readonly bytes: Buffer; readonly claims: Access['claims']; readonly sink: PartSink | undefined }

async function startByCall(parts: WebhookParts, receiving: Receiving, { bytes, claims, sink }: Content): Promise<Accepted> {
  const { request, loaded, node, hook, params, mode, createdBy } = receiving
  const { path, output, responseMode } = hook.listen
  const call = await readCall(request, {
    bytes,
    claims,
    params,
    url: `${parts.publicUrl}/${mode === 'test' ? 'webhook-test' : 'webhook'}/${path}`,
    node: node.view,
    files: parts.blobs,
    mode,
  })
  await receiving.onStart?.()
  const header = request.headers['idempotency-key']
  return acceptExecution(parts.executions.queue.intake, {
    loaded,
    startKey: idempotencyKey({ header, loaded, way: mode, content: () => contentOf(call, bytes) }),
    trigger: node.node.name,
    items: [webhookItem(call)],
    output,
    mode: mode === 'test' ? 'manual' : 'webhook',
    usePins: mode === 'test',
    createdBy: createdBy ?? null,
    answerable: responseMode !== 'immediately',
    parts: sink,
  })
}

/** What tells one call from another: all of it but its headers. A form is told by its parts; what stands between them is new in each call. */
function contentOf({ method, query, body, files, headers }: ReceivedCall, bytes: Buffer): string[] {
  const isForm = headers['content-type']?.startsWith('multipart/') === true
  const parts = files.map(({ name, binary }) => `${name} ${binary.fileName ?? ''} ${binary.fileSize ?? ''}`)
  return [method, JSON.stringify(query), ...(isForm ? [JSON.stringify(body), ...parts] : [bytes.toString('base64')])]
}
