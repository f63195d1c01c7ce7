import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { madeOnce } from '#base/made-once'
import type { Databases } from '#db'
import { actorOf, admit } from './admission.ts'
import type { Authenticate } from './authentication.ts'
import { clientOf } from './client.ts'
import { isPermission } from './permission.ts'
import type { RateLimiter } from './rate-limit/rate-limiter.ts'
import type { Call, PublicCall, Route } from './route.ts'
import { validatorOf } from './validate.ts'

export type ApiParts = {
  readonly databases: Databases
  readonly authenticate: Authenticate
  readonly limiter: RateLimiter
  readonly routes: readonly Route[]
  /** Compares every answer with the contract; on in tests, too dear for production. */
  readonly checkAnswers: boolean
}

/** Registers the endpoints, below the prefix of `app`. */
export function registerApi(app: FastifyInstance, parts: ApiParts): void {
  for (const one of parts.routes) register(app, one, parts)
}

function register(app: FastifyInstance, one: Route, parts: ApiParts): void {
  const { endpoint } = one
  if (!isPermission(endpoint.permission)) throw new Error(`The endpoint ${endpoint.operationId} names no permission.`)
  const validate = validatorOf(endpoint)
  const check = parts.checkAnswers ? answerCheck(one) : undefined

  app.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(one.options.maxBodyBytes === undefined ? {} : { bodyLimit: one.options.maxBodyBytes }),
    onRequest: async (request, reply) => admit(request, reply, { route: one, ...parts }),
    handler: async (request, reply) => {
      const answer = await one.handle(callOf(request, reply, { validate, databases: parts.databases }))
      if (reply.sent || reply.raw.headersSent) return reply
      check?.(answer)
      reply.status(endpoint.status ?? 200)
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      if (endpoint.status === 204) return reply.send()
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer))
    },
  })
}

function callOf(
  request: FastifyRequest,
  reply: FastifyReply,
  from: { validate: ReturnType<typeof validatorOf>; databases: Databases },
): PublicCall | Call {
  const { params, query, body } = from.validate({ params: request.params, query: request.query, body: request.body })
  const now = new Date()
  const client = clientOf(request)
  const call = { params, query, body, db: from.databases, now, client, request, reply } as PublicCall
  const actor = actorOf(request)
  if (actor === undefined) return call
  return {
    ...call,
    actor,
    // `db` stays outside of the wall: for people, who belong to no workspace, and for what makes workspaces.
    scope: {
      db: from.databases.within(actor.workspaceId),
      workspaceId: actor.workspaceId,
      actorId: actor.userId,
      now,
      from: client,
      means: actor.kind === 'session' ? 'web' : 'api',
    },
  }
}

function answerCheck(one: Route): (answer: unknown) => void {
  if (one.endpoint.status === 204) return () => {}
  const compile = madeOnce(() => Compile(one.endpoint.response))
  return (answer) => {
    const compiled = compile()
    const sent: unknown = JSON.parse(JSON.stringify(answer))
    if (compiled.Check(sent)) return
    const fault = compiled.Errors(sent)[0]
    throw new Error(`The answer of ${one.endpoint.operationId} breaks the contract at ${fault?.instancePath}: ${fault?.message}`)
  }
}
