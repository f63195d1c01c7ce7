import { createHash } from 'node:crypto'
import type { Item } from '@steward/contract/item'
import { NodeError, type NodeIo } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import { Draining, LeaseLost } from './abort-reason.ts'
import type { DurableDeps } from './durable-deps.ts'
import type { LiveExecution } from './live.ts'
import type { NodeTry } from './node-try.ts'
import type { Ended, Started, StartRequest } from './started.ts'

type WorkflowCall = Parameters<NodeIo['callWorkflow']>[0]

type Caller = {
  readonly deps: DurableDeps
  readonly live: LiveExecution
  readonly node: PlanNode
  /** The try of the node that makes the call. */
  readonly one: NodeTry
  /** True when the caller was taken over: it may have made this call before. */
  readonly restored: boolean
  readonly start: (request: StartRequest) => Started
}

/** Starts the called workflow as an execution of its own, or attaches to the one this call has already started. */
export async function callWorkflow(caller: Caller, call: WorkflowCall): Promise<readonly Item[]> {
  const { deps, live, node } = caller
  const key = `${node.node.id}:${live.state.runs[node.index]?.length ?? 0}:${call.key}:${caller.one.number}`
  const id = calleeId(live.id, key)
  const loaded = await deps.findCallee(live, call.workflow)
  const trigger = loaded.plan.nodes.find(
    (one) => one.definition?.trigger === 'subworkflow' && one.node.settings.disabled !== true,
  )
  if (trigger === undefined) {
    throw new NodeError(`The workflow "${loaded.workflow.name}" has no trigger for being called by another one.`, {
      retryable: false,
    })
  }
  // Whoever is not waited for is nobody's child: it is not cancelled with its caller.
  const parent = call.wait ? { parentId: live.id } : {}
  const start = () =>
    caller.start({ ...loaded, trigger, items: call.items, mode: 'subworkflow', id, createdBy: live.requesterId, ...parent })

  if (!call.wait) {
    if (!caller.restored || !(await deps.isStored(id))) await start().accepted
    return call.items
  }
  const ended = await endOf(caller, id, start)
  if (ended?.status === 'completed') return ended.items
  throw new NodeError(
    `The called workflow "${loaded.workflow.name}" ${endings[ended?.status ?? 'lost']}${ended?.error == null ? '.' : `: ${ended.error}`}`,
  )
}

const endings = {
  completed: 'has ended',
  failed: 'failed',
  cancelled: 'was cancelled',
  waiting: 'is waiting',
  lost: 'is gone',
} as const

/** Waits for the called execution, and ends it with the caller. A caller that only moves to another process leaves it alone. */
async function endOf({ deps, one, restored }: Caller, id: string, start: () => Started): Promise<Ended | undefined> {
  const { signal } = one.abort
  const cancel = () => {
    if (!(signal.reason instanceof Draining) && !(signal.reason instanceof LeaseLost)) void deps.cancel(id).catch(() => {})
  }
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const ended = (restored ? await deps.awaitEnd(id, signal) : undefined) ?? (await start().ended)
    if (ended.status !== 'waiting' && ended.status !== 'lost') return ended
    return await deps.awaitEnd(id, signal)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
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
