import type { FastifyRequest } from 'fastify'
import type { SecretBox } from '#base/secret-box'
import type { Databases } from '#db'
import type { PlanNode } from '#engine/core'
import { type Access, checkWebhookAccess } from '#engine/webhook'
import { connectionValues, type SecretSources } from '#hub/connector'
import type { Webhook } from './live-webhooks.ts'

type Call = {
  readonly request: FastifyRequest
  readonly node: PlanNode
  readonly hook: Pick<Webhook, 'listen' | 'workspaceId'>
  /** The body as it came, unpacked. */
  readonly bytes: Buffer
  readonly nowMs: number
}

type Parts = { readonly databases: Databases; readonly box: SecretBox; readonly sources: SecretSources }

/** Kinds of connections by what a webhook asks for. */
const connectionKinds = {
  basicAuth: 'httpBasicAuth',
  headerAuth: 'httpHeaderAuth',
  jwtAuth: 'jwtAuth',
  signature: 'webhookSignature',
} as const

/** Whether a call may start the workflow, by its address and the secret that the webhook asks for. */
export async function accessOf({ databases, box, sources }: Parts, { request, node, hook, bytes, nowMs }: Call): Promise<Access> {
  const { authentication } = hook.listen
  const caller = { headers: request.headers as Record<string, string>, address: request.ip, body: bytes }
  if (authentication === 'none') return checkWebhookAccess(node.view, caller, undefined, nowMs)
  const kind = connectionKinds[authentication]
  const reference = node.node.connections?.[kind]
  const scope = { db: databases, workspaceId: hook.workspaceId, actorId: null, now: new Date(nowMs), box, sources }
  const found = reference === undefined ? undefined : await connectionValues(scope, { ...reference, kind })
  return checkWebhookAccess(node.view, caller, found?.values, nowMs)
}
