import type { AuditMeans } from '@steward/contract/api/audit'
import type { Endpoint } from '@steward/contract/api/endpoint'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Databases, Scope } from '#db'
import type { Actor } from './authentication.ts'
import type { Client } from './client.ts'

/** A scope that knows from where it was asked for, and by which means. */
export type RequestScope = Scope & { readonly from: Client; readonly means: AuditMeans }

type Part<E extends Endpoint, Name extends 'params' | 'query' | 'body' | 'answer'> = NonNullable<E['types']>[Name]

/** What the handler of a public endpoint is given. */
export type PublicCall<E extends Endpoint = Endpoint> = {
  readonly params: Part<E, 'params'>
  readonly query: Part<E, 'query'>
  readonly body: Part<E, 'body'>
  readonly db: Databases
  readonly now: Date
  readonly client: Client
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What every other handler is given: also who asks, and a scope in their workspace. */
export type Call<E extends Endpoint = Endpoint> = PublicCall<E> & { readonly actor: Actor; readonly scope: RequestScope }

type CallOf<E extends Endpoint> = E['permission'] extends 'public' ? PublicCall<E> : Call<E>

export type Answer<E extends Endpoint> = E['status'] extends 204 ? null | void : Part<E, 'answer'>

type Handler<E extends Endpoint> = (call: CallOf<E>) => Promise<Answer<E>> | Answer<E>

export type RouteOptions = { readonly maxBodyBytes?: number }

/** An endpoint of the contract bound to what answers it. */
export type Route = {
  readonly endpoint: Endpoint
  readonly options: RouteOptions
  readonly handle: (call: PublicCall | Call) => unknown
}

export function route<E extends Endpoint>(endpoint: E, handle: Handler<E>, options: RouteOptions = {}): Route {
  return { endpoint, options, handle: handle as unknown as Route['handle'] }
}
