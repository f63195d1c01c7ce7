import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/** From where a request came, for the audit log and the list of sessions. */
export type Client = { readonly address: string; readonly agent: string | null }

export function clientOf(request: FastifyRequest): Client {
  const agent = request.headers['user-agent']
  return { address: addressOf(request), agent: agent === undefined ? null : agent.slice(0, 500) }
}

/** A proxy may forward anything as an address; what is none must not get as far as a column for addresses. */
function addressOf(request: FastifyRequest): string {
  const candidates = [request.ip, request.socket.remoteAddress ?? ''].map((address) => address.replace(/%.*$/, ''))
  return candidates.find((address) => isIP(address) !== 0) ?? '0.0.0.0'
}
