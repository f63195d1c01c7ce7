import { type Environment, environments, type Money } from '@steward/contract/api/policy'
import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import type { EffectSettings } from '@steward/contract/workflow'
import { type NodeCall, NodeError } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'

/**
 * The strongest class over all items: one DELETE among the calls makes the node a deleting one. What a person says of the
 * node can make it stronger, never weaker.
 */
export function effectOf({ definition, node }: PlanNode, call: Pick<NodeCall, 'items' | 'param' | 'node'>): EffectClass {
  const { effect } = definition ?? { effect: 'pure' as const }
  const own = typeof effect === 'function' ? strongestEffect(call.items.map((_, index) => effect(call, index))) : effect
  const said = node.settings.effect?.class
  return said === undefined ? own : strongestEffect([own, said])
}

/** Whether it changes nothing outside, so that doing it once more does no harm. */
export const isRead = (effect: EffectClass): boolean => effect === 'pure' || effect === 'read'

type Evaluating = Pick<NodeCall, 'items' | 'evaluate'>

/** The sum over all items, in minor units. Throws `NodeError` for what is no amount, and for several currencies. */
export function sumOf(given: EffectSettings['amount'], call: Evaluating, name: 'amount' | 'cost'): Money | null {
  if (given === undefined) return null
  let sum = 0n
  let currency: string | undefined
  for (let index = 0; index < call.items.length; index++) {
    const one = resolved(given.currency, call, index)
    if (typeof one !== 'string' || !/^[A-Z]{3}$/.test(one))
      throw wrong(name, `has the currency ${shown(one)}, which is no code of three capital letters`, index)
    if (currency !== undefined && currency !== one)
      throw wrong(name, `is in ${currency} for some items and in ${one} for others, and cannot be summed`, index)
    currency = one
    const minor = minorOf(resolved(given.minor, call, index), name, index)
    // What comes in and what goes out would cancel each other out, and no limit would see either.
    if (sum !== 0n && minor !== 0n && sum < 0n !== minor < 0n)
      throw wrong(name, 'is positive for some items and negative for others, and cannot be summed', index)
    sum += minor
  }
  if (currency === undefined) return null
  const minor = sum.toString()
  if (minor.replace('-', '').length > digitsMax) throw wrong(name, `is larger than ${digitsMax} digits of minor units`)
  return { minor, currency }
}

const digitsMax = 18

function minorOf(value: unknown, name: string, index: number): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  if (typeof value === 'string' && /^-?\d{1,18}$/.test(value.trim())) return BigInt(value.trim())
  throw wrong(name, `is ${shown(value)}, which is no whole number of minor units such as cents`, index)
}

function resolved(text: string, call: Evaluating, index: number): unknown {
  const value = text.startsWith('=') ? call.evaluate(text, index) : text
  return typeof value === 'string' ? value.trim() : value
}

const shown = (value: unknown) =>
  value === undefined ? 'nothing' : `"${(typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60)}"`

function wrong(name: string, what: string, itemIndex?: number): NodeError {
  return new NodeError(`The ${name} of the effect ${what}.`, {
    description: 'It is set with the effect of this node, and the gate is asked with it.',
    retryable: false,
    ...(itemIndex === undefined ? {} : { itemIndex }),
  })
}

/** Of several places the one that asks for most care. */
export function mostCareful(places: readonly (Environment | null | undefined)[]): Environment | undefined {
  return environments.findLast((one) => places.includes(one))
}
