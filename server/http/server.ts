import cookie from '@fastify/cookie'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { Registry } from 'prom-client'
import type { Logger } from 'pino'
import { newId } from '#base/id'
import { madeOnce } from '#base/made-once'
import type { Databases } from '#db'
import { registerApi } from './api.ts'
import type { Authenticate } from './authentication.ts'
import { httpError } from './errors.ts'
import { createEventStreams } from './event-streams.ts'
import { openApiDocument } from './openapi.ts'
import { registerOperations } from './operations.ts'
import { refuseTrickyPath } from './path.ts'
import { toProblem } from './problem.ts'
import { guardForeignAnswers } from './foreign-answers.ts'
import { type RateLimits, unlimited } from './rate-limit/rate-class.ts'
import { createRateLimiter } from './rate-limit/rate-limiter.ts'
import type { Route } from './route.ts'
import { registerSecurityHeaders } from './security-headers.ts'
import { registerWeb } from './web.ts'
import { WebBuild } from './web-build.ts'

export type HttpSettings = {
  readonly host: string
  readonly port: number
  /** How people and services reach this installation, such as `https://steward.example.com`. */
  readonly publicUrl: string
  readonly version: string
  /** Who may say for whom they ask, by `X-Forwarded-For`; a proxy on this machine unless told otherwise. */
  readonly trustProxy?: readonly string[]
  /** Opens `/metrics`; without it they are open. */
  readonly metricsToken?: string | undefined
  /** Folder of the built web app. */
  readonly webRoot?: string
}

export type ServerParts = {
  readonly settings: HttpSettings
  readonly databases: Databases
  readonly log: Logger
  readonly routes: readonly Route[]
  readonly authenticate: Authenticate
  /** Routes outside the API, such as webhooks: a context of their own, without cookies, sign-in and security headers. */
  readonly extend?: (app: FastifyInstance) => void | Promise<void>
  /** Only health, readiness and metrics: the process has no role that answers people or callers. */
  readonly operationsOnly?: boolean
  /** What keeps this process from doing its part, in sentences; for `/readyz`. */
  readonly obstacles?: () => readonly string[]
  readonly metrics?: Registry
  readonly checkAnswers?: boolean
  /** How often anybody may ask; as often as they like without it. Counted by each process for itself. */
  readonly rateLimits?: () => RateLimits
}

export type HttpServer = {
  readonly app: FastifyInstance
  readonly metrics: Registry
  /** Resolves to the address once it is listened on. */
  listen(): Promise<string>
  /** `/readyz` refuses from now on, so that a load balancer looks elsewhere; everything else still works. */
  drain(): void
  /** To be called when somebody may have lost a right: streams whose readers would not be let in any more end. */
  lookAgain(): void
  /** Takes no new connection, ends streams of events, lets requests under way finish. */
  close(): Promise<void>
}

/** Bodies are small unless a route says otherwise. */
const maxBodyBytes = 1_000_000

/** Puts the whole HTTP surface together; nothing listens before `listen`. */
export async function createServer(parts: ServerParts): Promise<HttpServer> {
  const { settings, databases, obstacles = () => [] } = parts
  const metrics = parts.metrics ?? new Registry()
  const state = { draining: false }
  const app = createApp(parts)

  registerErrors(app)
  // Without a promise, because it goes before every request.
  app.addHook('onRequest', (request, _reply, done) => {
    try {
      refuseTrickyPath(request.raw.url ?? '')
      done()
    } catch (error) {
      done(error as Error)
    }
  })
  app.addHook('preClose', async () => {
    state.draining = true
    app.eventStreams.endAll()
  })
  // Whoever keeps a connection open for a next request would keep the server from closing, or ask just when it has closed.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (state.draining) reply.header('connection', 'close')
    done()
  })
  const { version, metricsToken } = settings
  registerOperations(app, { databases, metrics, version, metricsToken, isDraining: () => state.draining, obstacles })
  if (parts.operationsOnly === true) app.setNotFoundHandler(async () => Promise.reject(httpError.not_served_here()))
  else await registerSurface(app, { ...parts, metrics })

  return {
    app,
    metrics,
    listen: () => app.listen({ host: settings.host, port: settings.port }),
    drain: () => {
      state.draining = true
    },
    lookAgain: () => app.eventStreams.lookAgain(),
    close: () => app.close(),
  }
}

/** Everything for people and callers: webhooks, the API, the web app. */
async function registerSurface(app: FastifyInstance, parts: ServerParts & { readonly metrics: Registry }): Promise<void> {
  const { settings, metrics } = parts
  const limiter = createRateLimiter({ metrics, limits: parts.rateLimits ?? (() => unlimited) })
  if (parts.extend !== undefined) {
    const extend = parts.extend
    await app.register(async (own) => {
      own.addHook('onRequest', (request, _reply, done) => limiter.countCall(request, done))
      guardForeignAnswers(own)
      await extend(own)
    })
  }
  const secure = app.secureCookies
  await app.register(async (api) => {
    await registerSecurityHeaders(api, secure)
    await api.register(cookie)
    api.removeContentTypeParser('text/plain')
    registerJsonBodies(api)
    const build = new WebBuild()
    api.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id)
      if (build.name !== undefined) reply.header('x-steward-web', build.name)
    })
    const endpoints = parts.routes.map((one) => one.endpoint)
    const document = madeOnce(() => JSON.stringify(openApiDocument(endpoints, settings.version)))
    api.get('/api/openapi.json', async (_, reply) => reply.type('application/json; charset=utf-8').send(document()))
    await api.register(async (v1) => registerApi(v1, { ...parts, limiter, checkAnswers: parts.checkAnswers ?? false }), {
      prefix: '/api/v1',
    })
    await registerWeb(api, settings.webRoot, build)
  })
}

function createApp({ settings, log }: ServerParts): FastifyInstance {
  const { trustProxy = ['loopback'] } = settings
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    // What is no address at all reaches no route, and is answered like everything else.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
    genReqId: requestIds(),
    // A logger of its own for every request costs more than most requests; lines that need the request name it.
    childLoggerFactory: (logger) => logger,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // A slow sender of headers or body would otherwise hold a connection for ever.
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
  })
  const origin = new URL(settings.publicUrl).origin
  app.decorate('secureCookies', origin.startsWith('https:'))
  app.decorate('ownOrigins', new Set([origin]))
  app.decorate('eventStreams', createEventStreams())
  return app
}

/** Requests are checked by the contract, not by Fastify: its validator and serialiser are a good hundred files that nobody uses. */
const noSchemas = () => () => {
  throw new Error('Routes have no schemas of Fastify; the contract checks requests.')
}

/** Ids of requests: one of this process, and a number. An id of its own for every request costs more than it tells. */
function requestIds(): () => string {
  const own = newId().replaceAll('-', '')
  let count = 0
  return () => `${own}-${(++count).toString(36)}`
}

/**
 * Bodies of the API are JSON. An empty one is no body, whatever its type says:
 * many clients name the type of every request they send. Where an endpoint
 * needs a body, its schema says so.
 */
function registerJsonBodies(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser('error', 'error')
  api.removeContentTypeParser('application/json')
  api.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined)
    else void parse(request, String(body), done)
  })
}

function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => answerProblem(error, request, reply))
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, request.id)
  if (problem.status >= 500)
    request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed')
  else request.log.debug({ code: problem.code, requestId: request.id, route: request.routeOptions.url }, 'request refused')
  const seconds = problem.params?.['retryAfterSeconds']
  if (typeof seconds === 'number') reply.header('retry-after', String(seconds))
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="steward"')
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}
