import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, type Registry } from 'prom-client'
import type { Databases } from '#db'
import { httpError } from './errors.ts'

/** Longer than any healthy answer of a database, shorter than the patience of a load balancer. */
const readyTimeoutMs = 2_000

export type OperationsParts = {
  readonly databases: Databases
  readonly isDraining: () => boolean
  /** What keeps this process from doing its part, in sentences. */
  readonly obstacles: () => readonly string[]
  readonly version: string
  readonly metrics: Registry
  /** Whoever asks for metrics must know it; anybody may without it. */
  readonly metricsToken?: string | undefined
}

/** `/healthz` (alive), `/readyz` (can work) and `/metrics`; none of them needs a sign-in; metrics may be closed with a token of their own. */
export function registerOperations(app: FastifyInstance, parts: OperationsParts): void {
  app.get('/healthz', () => ({ status: 'ok', version: parts.version }))
  app.get('/readyz', async () => {
    if (parts.isDraining()) throw httpError.draining()
    await withinReach(parts.databases)
    const obstacles = parts.obstacles()
    if (obstacles.length > 0) throw httpError.not_ready({ obstacles: obstacles.join(' ') })
    return { status: 'ready' }
  })

  collectDefaultMetrics({ register: parts.metrics })
  const duration = new Histogram({
    name: 'steward_http_request_duration_seconds',
    help: 'Time from request to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [parts.metrics],
  })
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route, never the address: labels must stay few and hold no secret of a caller.
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request.headers.authorization, parts.metricsToken)) throw httpError.metrics_closed()
    return reply.type(parts.metrics.contentType).send(await parts.metrics.metrics())
  })
}

function mayRead(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return true
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${token}`))
}

async function withinReach(databases: Databases): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), readyTimeoutMs)
  })
  try {
    await Promise.race([databases.pool('identity').query('select 1'), late])
  } catch (error) {
    throw httpError.database_unreachable({}, error)
  } finally {
    clearTimeout(timer)
  }
}
