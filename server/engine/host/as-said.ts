import { type EffectClass, strongestEffect } from '@steward/contract/effect'
import { NodeError, type NodeIo } from '@steward/sdk/node'
import type { OutsideCalls } from './outside-calls.ts'

type Outside = Omit<NodeIo, 'runCode'>

/**
 * The ways to the outside for a node of which the gate was asked as of this class: what it said that it does is the most
 * that it can do.
 */
export function asSaid(io: Outside, effect: EffectClass, calls: OutsideCalls | undefined): Outside {
  // The gate is asked before a node is executed, so one that said that it does nothing outside has no way out.
  if (effect === 'pure') return { ...io, http: refuseUnsaid, queryDatabase: refuseUnsaid }
  const queryDatabase = noStrongerThan(effect, io.queryDatabase)
  if (calls === undefined) return { ...io, queryDatabase }
  return { ...io, http: calls.watch(io.http), queryDatabase: calls.watchQueries(queryDatabase) }
}

function noStrongerThan(effect: EffectClass, query: NodeIo['queryDatabase']): NodeIo['queryDatabase'] {
  return (call) => {
    if (strongestEffect([effect, call.effect]) === effect) return query(call)
    const message = `This node says that it is of the class ${effect}, so its query cannot be of the class ${call.effect}.`
    return Promise.reject(new NodeError(message, { retryable: false }))
  }
}

function refuseUnsaid(): Promise<never> {
  const message = 'This node says that it does nothing outside, so it cannot call out.'
  return Promise.reject(new NodeError(message, { retryable: false }))
}
