import type { Item } from '@steward/contract/item'
import type { ExecutionMode } from '@steward/sdk/node'
import { type PlanNode, startNode } from '#engine/core'
import type { DurableHost, LoadedWorkflow, Started, StartKey } from '#engine/host'
import { executionError } from './errors.ts'

export type StartWish = {
  readonly loaded: LoadedWorkflow
  /** Name of the trigger node; else the one the workflow starts at by itself. */
  readonly trigger?: string | undefined
  readonly items?: readonly Item[] | undefined
  readonly mode: ExecutionMode
  readonly usePins?: boolean
  readonly createdBy?: string | null
  readonly startKey?: StartKey
  /** True when whoever started it waits to be answered by one of its nodes. */
  readonly answerable?: boolean
}

/** Starts an execution at a trigger. Nobody may be told before `accepted` resolves. */
export function startExecution(host: DurableHost, wish: StartWish): Started {
  const trigger = findTrigger(wish.loaded, wish.trigger)
  return host.start({
    ...wish.loaded,
    trigger,
    items: wish.items ?? [{ json: {} }],
    mode: wish.mode,
    usePins: wish.usePins ?? false,
    createdBy: wish.createdBy ?? null,
    answerable: wish.answerable ?? false,
    ...(wish.startKey === undefined ? {} : { startKey: wish.startKey }),
  })
}

function findTrigger({ plan }: LoadedWorkflow, name: string | undefined): PlanNode {
  if (name === undefined) {
    const first = startNode(plan)
    if (first === undefined) throw executionError.no_start()
    return first
  }
  const named = plan.byName.get(name)
  if (named === undefined) throw executionError.trigger_not_found({ trigger: name })
  return named
}
