import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlanNode } from '#engine/core'
import { type JournalEntry, restore, type Started } from '#engine/host'
import { webhookItem } from '#engine/webhook'
import { claimWaiting, readJournals } from '../claim.store.ts'
import { executionError } from '../errors.ts'
import { findAnyExecution, readTrigger } from '../execution.store.ts'
import type { Executions } from '../executions.ts'
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
  const { node, wait } = await findWait(executions, id, suffix)
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
  const mode = wait.w.webhook?.responseMode ?? 'immediately'
  const entry = { k: 'call', t: executions.nowMs(), n: wait.n, items } as const
  const started = await giveCall(executions, id, { entry, answerable: mode !== 'immediately', suffix })
  if (mode === 'immediately') return reply.send({ message: 'Workflow was resumed' })
  return sendAnswer({ reply, executionId: id, files: blobs }, await answerOf(mode, node, started))
}

/** The node whose wait a call may end: of several that wait the one of this address, else the first. */
async function findWait(executions: Executions, id: string, suffix: string): Promise<{ node: PlanNode; wait: WaitEntry }> {
  const { pool } = executions
  const row = await findAnyExecution(pool, id)
  if (row === undefined) throw executionError.not_found()
  const trigger = await readTrigger(pool, id)
  const loaded = await executions.load(row.workflow_id, row.workflow_version, trigger)
  if (trigger === undefined || loaded === undefined) throw executionError.not_waiting()
  const { plan } = loaded
  // Other branches may be at work while one waits.
  if (row.status !== 'waiting' && (plan.parallel === undefined || row.status !== 'running')) throw executionError.not_waiting()
  const entries = ((await readJournals(pool, [id])).get(id) ?? []).flatMap((segment) => segment.entries)
  const open = restore(plan, trigger, entries).open.flatMap(({ node, wait, call }) =>
    wait === undefined || call !== undefined || (plan.parallel !== undefined && wait.w.webhook === undefined)
      ? []
      : [{ node: plan.nodes[node] as PlanNode, wait }],
  )
  const found = open.find(({ wait }) => suffixOf(wait) === trimmed(suffix)) ?? open[0]
  if (found === undefined) throw executionError.not_waiting()
  return found
}

type Call = { readonly entry: Extract<JournalEntry, { k: 'call' }>; readonly answerable: boolean; readonly suffix: string }

/** How long a call waits for an execution whose other branches are at work in another process. */
const patienceMs = 5_000
const lookMs = 100

/** Hands the call to the execution, where it rests or, while other branches of it go on, where it is walked. */
async function giveCall(executions: Executions, id: string, { entry, answerable, suffix }: Call): Promise<Started> {
  const { worker, host } = executions
  for (const untilMs = performance.now() + patienceMs; ; await sleep(lookMs)) {
    const here = await host.tell(id, { entry, answerable })
    if (here !== undefined) return here
    const claimed = await worker.claim((client, workerId) => claimWaiting(client, workerId, id, 'webhook'))
    if (claimed !== undefined) {
      const started = await takeOverWithCall(executions, await executions.storeEntries(claimed, [entry]), { answerable })
      if (started !== undefined) return started
    }
    const { wait } = await findWait(executions, id, suffix)
    if (wait.n !== entry.n) throw executionError.not_waiting()
    if (performance.now() > untilMs) throw executionError.busy_elsewhere()
  }
}
const trimmed = (suffix: string) => suffix.replace(/^\/+|\/+$/g, '')
const suffixOf = ({ w: { webhook } }: WaitEntry) => trimmed(webhook?.suffix ?? '')

function checkCall(wait: WaitEntry, method: string, suffix: string): void {
  const { webhook } = wait.w
  if (suffixOf(wait) !== trimmed(suffix)) throw executionError.resume_suffix({ suffix: suffixOf(wait) })
  if (webhook !== undefined && webhook.method !== method) throw executionError.resume_method({ method, wanted: webhook.method })
}
