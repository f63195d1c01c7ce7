import { createHash } from 'node:crypto'
import type { Item } from '@steward/contract/item'
import { NodeError, type NodeIo } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { Cancelled } from './abort-reason.ts'
import type { DurableDeps } from './durable-deps.ts'
import type { LiveExecution } from './live.ts'
import type { Started, StartRequest } from './started.ts'

type WorkflowCall = Parameters<NodeIo['callWorkflow']>[0]

type Caller = {
  readonly deps: DurableDeps
  readonly live: LiveExecution
  readonly node: PlanNode
  /** True when the caller was taken over: it may have made this call before. */
  readonly restored: boolean
  readonly start: (request: StartRequest) => Started
  readonly cancel: (executionId: string, reason: Cancelled) => void
}

/** Starts the called workflow as an execution of its own, or attaches to the one this call has already started. */
export async function callWorkflow(caller: Caller, call: WorkflowCall): Promise<readonly Item[]> {
  const { deps, live, node } = caller
  const { signal } = live.abort
  const id = calleeId(live.id, `${node.node.id}:${live.state.runs[node.index]?.length ?? 0}:${call.key}`)
  const loaded = await deps.findCallee(live, call.workflow)
  const trigger = loaded.plan.nodes.find(
    (one) => one.definition?.trigger === 'subworkflow' && one.node.settings.disabled !== true,
  )
  if (trigger === undefined) {
    throw new NodeError(`The workflow "${loaded.workflow.name}" has no trigger for being called by another one.`, {
      retryable: false,
    })
  }

  let ended = caller.restored ? await deps.awaitEnd(id, signal) : undefined
  if (ended === undefined) {
    const child = caller.start({ ...loaded, trigger, items: call.items, mode: 'subworkflow', id, parentId: live.id })
    if (!call.wait) {
      await child.accepted
      return call.items
    }
    signal.addEventListener('abort', () => caller.cancel(id, new Cancelled('The calling execution ended.')), { once: true })
    ended = await child.ended
  }
  if (ended.status === 'waiting' || ended.status === 'lost') ended = await deps.awaitEnd(id, signal)
  if (ended?.status === 'completed') return ended.items
  throw new NodeError(
    `The called workflow "${loaded.workflow.name}" ended as ${ended?.status ?? 'unknown'}: ${ended?.error ?? 'no reason given'}`,
  )
}

/**
 * The same id for the same call of the same execution, so that a caller that
 * was killed finds the execution it has started instead of starting another.
 * Its time is the caller's, because ids decide the month they are stored in.
 */
export function calleeId(callerId: string, key: string): string {
  const hash = createHash('sha256').update(`${callerId}:${key}`).digest('hex')
  const time = callerId.replaceAll('-', '').slice(0, 12)
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
