import type { FastifyReply, FastifyRequest } from 'fastify'
import { Counter, type Registry } from 'prom-client'
import { networkOf } from '#base/address-list'
import { clientOf } from '../client.ts'
import { httpError } from '../errors.ts'
import type { RateClass, RateLimits } from './rate-class.ts'
import { memoryRateStore, type RateStore, type Taken } from './rate-store.ts'

export type RateLimiter = {
  /** Counts a request of whoever `key` names, and refuses what is too much. The answer says how much is left. */
  count(reply: FastifyReply, what: { readonly rateClass: RateClass; readonly key: string }): Promise<void>
  /** Counts by where the request came from. */
  countAddress(request: FastifyRequest, reply: FastifyReply, rateClass: RateClass): Promise<void>
  /** Counts a call of a webhook. Callers are machines that read no headers of ours, and each microsecond counts. */
  countCall(request: FastifyRequest, done: (refusal?: Error) => void): void
}

type Parts = {
  /** Asked for each request, so that a change counts from the next one on. */
  readonly limits: () => RateLimits
  readonly metrics: Registry
  /** Without one each process counts for itself. */
  readonly store?: RateStore
}

export function createRateLimiter({ limits, metrics, store = memoryRateStore() }: Parts): RateLimiter {
  const refused = new Counter({
    name: 'steward_http_rate_limited_total',
    help: 'Requests that were refused because there were too many, by class.',
    labelNames: ['class'],
    registers: [metrics],
  })

  function check(rateClass: RateClass, { allowed, retrySeconds }: Taken): void {
    if (allowed) return
    refused.inc({ class: rateClass })
    throw httpError.too_many_requests({ retryAfterSeconds: retrySeconds })
  }

  const limiter: RateLimiter = {
    async count(reply, { rateClass, key }) {
      const perMinute = limits()[rateClass]
      if (perMinute === 0) return
      const taken = await store.take(`${rateClass} ${key}`, perMinute, Date.now())
      reply.header('ratelimit-policy', `"${rateClass}";q=${perMinute};w=60`)
      reply.header('ratelimit', `"${rateClass}";r=${taken.remaining};t=${taken.resetSeconds}`)
      check(rateClass, taken)
    },
    countAddress: (request, reply, rateClass) => limiter.count(reply, { rateClass, key: networkOf(clientOf(request).address) }),
    countCall(request, done) {
      const perMinute = limits().webhook
      if (perMinute === 0) return done()
      const settle = (taken: Taken) => {
        try {
          check('webhook', taken)
          done()
        } catch (error) {
          done(error as Error)
        }
      }
      const taken = store.take(`webhook ${endpointOf(request.raw.url ?? '')}`, perMinute, Date.now())
      if (taken instanceof Promise) taken.then(settle, done)
      else settle(taken)
    },
  }
  return limiter
}

/** The first two parts of a path: what follows in the path of a webhook may differ with every call. */
export function endpointOf(url: string): string {
  const end = [2, 3].reduce((at) => (at < 0 ? at : url.indexOf('/', at + 1)), 0)
  return (end < 0 ? url : url.slice(0, end)).split('?', 1)[0]?.slice(0, 200) ?? ''
}
