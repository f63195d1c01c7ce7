import type { Item } from '@steward/contract/item'
import {
  type DoubtfulEffect,
  type HttpAnswer,
  type NodeCall,
  type NodeDefinition,
  NodeError,
  type ProbeAnswer,
} from '@steward/sdk/node'
import { probeLimits, probeOverHttp } from '@steward/sdk/probe'
import { advance, type ExecutionState, type NodeRecord, type Plan, type PlanNode, type Task } from '#engine/core'
import type { DriveHost, Resumption } from './drive.ts'
import { effectKey } from './effect-key.ts'
import { summariseRequest } from './effect-summary.ts'
import type { Held } from './held.ts'
import { hide } from './hide.ts'
import { type DecisionEntry, encodeRecord, type IntentEntry } from './journal.ts'
import { createNodeCall, type EngineCall } from './node-call.ts'
import { withinLimit } from './node-try.ts'

/** An effect of which nobody knows whether it happened, and the task that it is part of. */
export type Doubt = { readonly intent: IntentEntry; readonly task: Task }

type ProbeHost = Pick<DriveHost, 'nowMs' | 'sleep' | 'io' | 'runCode'>

/** A call may reach its service a while after the process that made it is gone, so an early "no" is asked for again. */
const landingMs = 5_000

/** What a node can be asked with: the address that a person has set, else its own way. */
function probeOf({ definition, node }: PlanNode): NodeDefinition['probe'] {
  if (definition === undefined || node.settings.probe === undefined) return definition?.probe
  return (call, effect) => probeOverHttp(call, effect, (url) => (definition.probeGet ?? getPlainly)(call, url))
}

function getPlainly(call: NodeCall, url: string): Promise<HttpAnswer> {
  return call.io.http({ method: 'GET', url, headers: { accept: 'application/json' }, ...probeLimits })
}

/** Whether there is a way to ask what became of the effects of this node. */
export function canProbe(plan: Plan, nodeId: string): boolean {
  const node = plan.byId.get(nodeId)
  return node !== undefined && probeOf(node) !== undefined
}

/**
 * Tries to clear a doubt by a probe. Resolves to how the execution goes on: with
 * the node again, or behind it; undefined where the doubt stays, which is then
 * told with what a person needs to decide. `by` is who asked for the probe.
 */
export async function clearDoubt(
  host: ProbeHost,
  held: Held,
  task: Task,
  by: string | null,
): Promise<{ readonly resumption: Resumption | undefined } | undefined> {
  const { live, log } = held
  const intent = log.effects.intentOf(live.plan.nodes[task.node]?.node.id ?? '', live.state.runs[task.node]?.length ?? 0)
  if (intent === undefined) return undefined
  const doubt = { intent, task }
  const node = live.plan.nodes[task.node] as PlanNode
  const answer = await askProbe(host, held, doubt)
  if (live.abort.aborted) throw live.abort.reason
  const decided = (said: 'happened' | 'repeat'): DecisionEntry => {
    const at = { t: host.nowMs(), n: intent.n, r: intent.r }
    return { k: 'decision', ...at, answer: said, by, reason: null, how: 'probe' }
  }
  if (answer.happened === true) {
    const record = happenedRecord(live.state, doubt, answer.outputs)
    log.append(decided('happened'))
    log.append(encodeRecord(live.plan, record))
    advance(live.plan, live.state, record)
    return { resumption: undefined }
  }
  if (answer.happened === false) {
    log.append(decided('repeat'))
    return { resumption: { task, startedMs: intent.t } }
  }
  log.effects.doubt(intent, summariseRequest(callOf(host, held, doubt), live.variables.hidden))
  if (probeOf(node) !== undefined) note(held, node, `The probe of "${node.node.name}" could not tell whether it happened.`)
  return undefined
}

/** The record of a node execution of which somebody says that it happened: with these outputs, else its input is passed on. */
export function happenedRecord(
  state: ExecutionState,
  { intent, task }: Doubt,
  outputs: readonly (readonly Item[])[] | undefined,
): NodeRecord {
  return {
    index: state.records.length,
    node: task.node,
    runIndex: intent.r,
    status: 'completed',
    inputs: task.inputs,
    sources: task.sources,
    outputs: outputs ?? [task.inputs[0] ?? []],
    error: null,
    effect: intent.e,
    tries: 1,
    startedMs: intent.t,
    durationMs: 0,
    memory: undefined,
  }
}

async function askProbe(host: ProbeHost, held: Held, doubt: Doubt): Promise<ProbeAnswer> {
  const { live } = held
  const { intent } = doubt
  const node = live.plan.nodes[doubt.task.node] as PlanNode
  const probe = probeOf(node)
  if (probe === undefined) return { happened: 'unknown' }
  const key = intent.key ?? effectKey(live.id, intent.n, intent.r)
  const effect: DoubtfulEffect = { key, class: intent.e, intendedMs: intent.t }
  const ask = () =>
    withinLimit(live.abort, probeLimits.timeoutMs / 1000, (abort) =>
      abort.race(Promise.resolve(probe(callOf(host, held, doubt, abort), effect))),
    )
  try {
    const answer = await ask()
    const earlyMs = intent.t + landingMs - host.nowMs()
    if (answer.happened !== false || earlyMs <= 0) return answer
    await host.sleep(earlyMs, live.abort.signal)
    return await ask()
  } catch (error) {
    if (live.abort.aborted) throw live.abort.reason
    const reason = error instanceof NodeError ? error.message : 'it broke.'
    note(held, node, `The probe of "${node.node.name}" failed: ${reason}`)
    return { happened: 'unknown' }
  }
}

function callOf(host: ProbeHost, held: Held, { task, intent }: Doubt, abort = held.live.abort): EngineCall {
  const { live } = held
  const node = live.plan.nodes[task.node] as PlanNode
  return createNodeCall({
    live,
    node,
    task,
    memory: {},
    nowMs: intent.t,
    clockMs: intent.t,
    abort,
    io: () => host.io(live, node, { number: 1, abort }),
    runCode: host.runCode,
  })
}

function note({ live, log }: Held, { node }: PlanNode, msg: string): void {
  log.append({ k: 'log', t: Date.now(), n: node.id, l: 'warn', msg: hide(msg, live.variables.hidden) })
}
