import type { JsonObject } from '@steward/contract/item'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PlanNode } from '#engine/core'

/** Lets the pages that the webhook names read its answer. */
export function allowOrigin(node: PlanNode, request: FastifyRequest, reply: FastifyReply): void {
  const { origin } = request.headers
  if (origin === undefined) return
  const { allowedOrigins } = (node.view.parameters['options'] ?? {}) as JsonObject
  const list = (typeof allowedOrigins === 'string' && allowedOrigins.trim() !== '' ? allowedOrigins : '*')
    .split(',')
    .map((one) => one.trim().replace(/\/$/, ''))
  reply.header('vary', 'origin')
  if (list.includes('*') || list.includes(origin))
    reply.headers({ 'access-control-allow-origin': list.includes('*') ? '*' : origin })
}

/** Answers what a browser asks before it calls from a page of another origin. */
export function answerPreflight(
  node: PlanNode,
  methods: readonly string[],
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): FastifyReply {
  allowOrigin(node, request, reply)
  return reply
    .status(204)
    .headers({
      'access-control-allow-methods': methods.join(', '),
      // A star would not cover Authorization.
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '300',
    })
    .send()
}
