import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlanNode } from '#engine/core'
import type { JournalEntry } from '#engine/host'
import { webhookItem } from '#engine/webhook'
import { claimWaiting, type Claimed, readJournals } from '../claim.store.ts'
import { executionError } from '../errors.ts'
import { findAnyExecution, readTrigger } from '../execution.store.ts'
import { takeOverWithCall } from '../take-over.ts'
import { maxBodyBytes, readBytes } from './call-body.ts'
import { readCall } from './received-call.ts'
import type { WebhookParts } from './receive-call.ts'
import { answerOf, sendAnswer } from './webhook-answer.ts'

/**
 * `/webhook-waiting/<execution>/<token>`: the call an execution waits for. It
 * is stored before it is answered, and of two calls at once one counts.
 */
export function registerResume(app: FastifyInstance, parts: WebhookParts): void {
  const options = { bodyLimit: maxBodyBytes }
  app.all('/webhook-waiting/:id/:token', options, (request, reply) => receive(parts, request, reply))
  app.all('/webhook-waiting/:id/:token/*', options, (request, reply) => receive(parts, request, reply))
}

type WaitEntry = Extract<JournalEntry, { k: 'wait' }>

async function receive(parts: WebhookParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { executions, blobs, publicUrl } = parts
  const { id, token, '*': suffix = '' } = request.params as { id: string; token: string; '*'?: string }
  if (!executions.tokens.fits(id, token)) throw executionError.bad_resume_token()
  const { node, wait } = await findWait(parts, id)
  checkCall(wait, request.method, suffix)

  const call = await readCall(request, {
    bytes: await readBytes(request),
    params: {},
    url: `${publicUrl}/webhook-waiting/${id}`,
    node: node.view,
    files: blobs,
    mode: 'production',
  })
  const items = [webhookItem(call)]
  const claimed = await executions.worker.claim((client, workerId) => claimWaiting(client, workerId, id, 'webhook'))
  if (claimed === undefined) throw executionError.not_waiting()
  const stored = await executions.storeEntries(claimed, [{ k: 'call', t: executions.nowMs(), n: wait.n, items }])
  const mode = wait.w.webhook?.responseMode ?? 'immediately'
  const started = await takeOverWithCall(executions, stored, { answerable: mode !== 'immediately' })
  if (started === undefined) throw executionError.not_waiting()
  if (mode === 'immediately') return reply.send({ message: 'Workflow was resumed' })
  return sendAnswer({ reply, executionId: id, files: blobs }, await answerOf(mode, node, started))
}

/** The node whose wait a call may end. */
async function findWait({ executions }: WebhookParts, id: string): Promise<{ node: PlanNode; wait: WaitEntry }> {
  const { pool } = executions
  const row = await findAnyExecution(pool, id)
  if (row === undefined) throw executionError.not_found()
  const loaded = await executions.load(row.workflow_id, row.workflow_version, await readTrigger(pool, id))
  const entries: Claimed['entries'] = ((await readJournals(pool, [id])).get(id) ?? []).flatMap((segment) => segment.entries)
  const wait = entries.findLast((entry) => entry.k === 'wait')
  const node = wait === undefined ? undefined : loaded?.plan.byId.get(wait.n)
  if (row.status !== 'waiting' || wait === undefined || node === undefined) throw executionError.not_waiting()
  return { node, wait }
}

function checkCall({ w: { webhook } }: WaitEntry, method: string, suffix: string): void {
  const wanted = webhook?.suffix?.replace(/^\/+|\/+$/g, '') ?? ''
  if (wanted !== suffix.replace(/^\/+|\/+$/g, '')) throw executionError.resume_suffix({ suffix: wanted })
  if (webhook !== undefined && webhook.method !== method) throw executionError.resume_method({ method, wanted: webhook.method })
}
