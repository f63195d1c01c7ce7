import type { NodeIo } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { type Draining, LeaseLost } from './abort-reason.ts'
import { sentPart } from './answer-parts.ts'
import { callWorkflow } from './callee.ts'
import type { DurableDeps } from './durable-deps.ts'
import { type Held, onlyAttends } from './held.ts'
import { hide, hideIn, textsIn } from './hide.ts'
import type { NodeTry } from './node-try.ts'
import { keepToPlaces } from './other-places.ts'
import type { Started, StartRequest } from './started.ts'

type Parts = {
  readonly deps: DurableDeps
  readonly held: Held
  readonly node: PlanNode
  readonly one: NodeTry
  /** Stores that the execution has begun. */
  readonly accept: () => void
  readonly start: (request: StartRequest) => Started
  readonly pausing: () => Draining | undefined
}

/** What a node of a held execution may use. */
export function heldIo(parts: Parts): Omit<NodeIo, 'runCode'> {
  const { deps, held, node, one } = parts
  const io = deps.io(held.live, node, one.abort)
  held.log.effects.hide(held.live.variables.hidden)
  return {
    ...io,
    connection: async (kind) => {
      const values = await io.connection(kind)
      held.log.effects.hide(textsIn(values))
      return values
    },
    http: async (call) => {
      await ensureEntitled(parts)
      return io.http(await keepToPlaces(deps.gate, held.granted.get(node.index), call))
    },
    queryDatabase: async (call) => {
      await ensureEntitled(parts)
      return io.queryDatabase(call)
    },
    log: (level, message, data) =>
      held.log.append({
        k: 'log',
        t: Date.now(),
        n: node.node.id,
        l: level,
        msg: hide(message, held.live.variables.hidden),
        ...(data === undefined ? {} : { data: hideIn(data, held.live.variables.hidden) }),
      }),
    respond: async (answer) => {
      if (!held.answerable) return false
      held.answerable = false
      parts.accept()
      if (!(await held.accepted.promise)) return false
      await held.passAnswer?.(answer)
      held.answer.resolve(answer)
      return true
    },
    stream: async (part) => {
      const { parts: sink } = held
      if (sink === undefined) return false
      parts.accept()
      if (!(await held.accepted.promise)) return false
      return sink(sentPart(part, { node, runIndex: held.going.get(node.index)?.runIndex ?? 0, nowMs: Date.now() }))
    },
    callWorkflow: (call) => attend(parts, call),
  }
}

/** Whoever took the execution over while this process stood still decides now what is called. */
async function ensureEntitled({ deps, held: { live } }: Parts): Promise<void> {
  if (!(await (deps.isEntitled?.() ?? true))) live.abort.abort(new LeaseLost('The lease of this process has run out.'))
  if (live.abort.aborted) throw live.abort.reason
}

async function attend(
  { deps, held, node, one, start, pausing }: Parts,
  call: Parameters<NodeIo['callWorkflow']>[0],
): ReturnType<NodeIo['callWorkflow']> {
  const { live, restored } = held
  const current = held.going.get(node.index)
  if (current !== undefined) current.attending += 1
  try {
    const halt = pausing()
    if (halt !== undefined && onlyAttends(held)) live.abort.abort(halt)
    return await callWorkflow({ deps, live, node, restored, one, start }, call)
  } finally {
    if (current !== undefined) current.attending -= 1
  }
}
