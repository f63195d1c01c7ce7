import type { FastifyInstance } from 'fastify'
import { webhookItem } from '#engine/webhook'
import { claimWaiting } from './claim.store.ts'
import { executionError } from './errors.ts'
import { findAnyExecution } from './execution.store.ts'
import { readCall } from './received-call.ts'
import { takeOverWithCall } from './take-over.ts'
import type { WebhookParts } from './webhooks.ts'

/**
 * `/webhook-waiting/<execution>/<token>`: the call an execution waits for. It
 * is stored before it is answered, and of two calls at once one counts.
 */
export function registerResume(app: FastifyInstance, { executions, blobs, publicUrl }: WebhookParts): void {
  app.all('/webhook-waiting/:id/:token', async (request, reply) => {
    const { id, token } = request.params as { id: string; token: string }
    if (!executions.tokens.fits(id, token)) throw executionError.bad_resume_token()
    const row = await findAnyExecution(executions.pool, id)
    const loaded = row === undefined ? undefined : await executions.load(row.workflow_id, row.workflow_version)
    const trigger = loaded?.plan.nodes[0]
    if (row === undefined || trigger === undefined) throw executionError.not_found()

    const call = await readCall(request, {
      params: {},
      url: `${publicUrl}/webhook-waiting/${id}`,
      node: trigger.view,
      files: blobs,
    })
    const items = [webhookItem(call)]
    const claimed = await executions.worker.claim((client, workerId) => claimWaiting(client, workerId, id, 'webhook'))
    if (claimed === undefined) throw executionError.not_waiting()

    const wait = claimed.entries.findLast((entry) => entry.k === 'wait')
    const entry = { k: 'call' as const, t: Date.now(), n: wait?.n ?? '', items }
    await executions.storeEntries(claimed, [entry])
    const stored = { ...claimed, entries: [...claimed.entries, entry], nextSeq: claimed.nextSeq + 1 }
    await takeOverWithCall(executions, stored, items)
    return reply.send({ message: 'Workflow was resumed' })
  })
}
