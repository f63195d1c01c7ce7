import { hash } from 'node:crypto'
import { canonicalJson } from '#base/canonical-json'
import type { PlanNode } from '#engine/core'
import type { EffectAction } from './gate.ts'
import type { EffectRequest } from './effect-request.ts'

type Bound = Omit<EffectAction, 'hash'>

/**
 * What an approval is bound to: SHA-256 (hex) over everything that makes the action what it is. That is the type and
 * version of the node, its connections, the resolved parameters of every item (and the items where they are handed over
 * as they are), the class, environment, amount and cost that policies looked at, the limits of time and of tries, and the
 * version of the workflow; of a governed database also all that its instance says of it. Where secret values take part the
 * digest is keyed, so that who reads it cannot try values out.
 * The values of a connection are not in it: they may be renewed while somebody thinks.
 */
export function exactHash({ node }: PlanNode, action: Bound, request: EffectRequest, seal: (text: string) => string): string {
  const { class: effect, environment, amount, cost, workflow, terms: place } = action
  const { timeoutSeconds, retry, retryOnFail, maxTries, waitBetweenTriesMs, idempotencyHeader } = node.settings
  const terms = canonicalJson({
    effect,
    environment,
    amount,
    cost,
    workflow: [workflow.id, workflow.version],
    limits: { timeoutSeconds, retry, retryOnFail, maxTries, waitBetweenTriesMs },
    idempotencyHeader,
    ...(place === undefined ? {} : { place }),
  })
  const whole = `${terms}\n${request.exact.text}`
  return request.exact.isSecret ? seal(whole) : hash('sha256', whole, 'hex')
}
