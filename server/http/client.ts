import type { FastifyRequest } from 'fastify'

/** From where a request came, for the audit log and the list of sessions. */
export type Client = { readonly address: string; readonly agent: string | null }

export function clientOf(request: FastifyRequest): Client {
  const agent = request.headers['user-agent']
  return { address: request.ip, agent: agent === undefined ? null : agent.slice(0, 500) }
}
