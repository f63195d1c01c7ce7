import type { WebhookAnswer } from '@steward/sdk/node'
import type { FastifyReply } from 'fastify'
import type { PlanNode } from '#engine/core'
import type { Started } from '#engine/host'
import { immediateReply, lastNodeReply } from '#engine/webhook'
import { executionError } from '../errors.ts'
import type { ReceivedFiles } from './received-call.ts'

export type ResponseMode = 'immediately' | 'lastNode' | 'respondNode' | 'streaming'

/** What the caller is told, once the call is stored and whatever the webhook waits for has happened. */
export async function answerOf(mode: ResponseMode, node: PlanNode, started: Started): Promise<WebhookAnswer> {
  if (mode === 'immediately') {
    if (!(await started.accepted)) throw executionError.not_accepted()
    return immediateReply(node.view)
  }
  const ended = started.ended.then((end): WebhookAnswer => {
    if (end.status !== 'completed') return problemAnswer(end.status)
    if (mode === 'lastNode') return lastNodeReply(node.view, end.items)
    return plain(200, 'The workflow ended without an answer.')
  })
  return mode === 'lastNode' ? ended : Promise.race([started.answer, ended])
}

const plain = (status: number, message: string): WebhookAnswer => ({ status, headers: {}, body: { message } })

/** What went wrong inside is for those who may see the execution, not for every caller. */
function problemAnswer(status: Awaited<Started['ended']>['status']): WebhookAnswer {
  if (status === 'waiting') return plain(202, 'The workflow waits and will go on.')
  if (status === 'cancelled') return plain(500, 'The workflow was cancelled.')
  if (status !== 'lost') return plain(500, 'Error in workflow')
  const answer = plain(503, 'The server is going down. The call is stored and will be worked on.')
  return { ...answer, headers: { 'retry-after': '5' } }
}

type Sending = { readonly reply: FastifyReply; readonly executionId: string; readonly files: ReceivedFiles }

export async function sendAnswer({ reply, executionId, files }: Sending, answer: WebhookAnswer): Promise<FastifyReply> {
  addHeaders(reply.status(answer.status), answer.headers)
  reply.header('x-execution-id', executionId)
  if (answer.binary !== undefined) {
    const { mimeType, fileName } = answer.binary
    if (!reply.hasHeader('content-type')) reply.type(mimeType)
    if (fileName !== undefined && !reply.hasHeader('content-disposition'))
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return reply.send(Buffer.from(await files.read(answer.binary)))
  }
  if (answer.body === undefined) return reply.send()
  if (typeof answer.body === 'string') {
    if (!reply.hasHeader('content-type')) reply.type('text/html; charset=utf-8')
    return reply.send(answer.body)
  }
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8')
  return reply.send(JSON.stringify(answer.body))
}

/** How the answer is framed is settled here; what a workflow says of it would only break the connection. */
const framing = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade'])

/** Headers that cannot be sent are left out, so that the caller still gets the answer. */
function addHeaders(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    const value = headers[name]
    const isSendable = value !== undefined && headerName.test(name) && headerValue.test(value)
    if (isSendable && !framing.has(name)) reply.header(name, value)
  }
}

const headerName = /^[!#$%&'*+.^_`|~\w-]+$/
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/
