import type { Item } from '@steward/contract/item'
import type { ExecutionMode } from '@steward/sdk/node'
import { type PlanNode, startNode } from '#engine/core'
import type { LoadedWorkflow, PartSink, Started, StartKey, StartRequest } from '#engine/host'
import { executionError } from './errors.ts'
import type { PartialStart } from './partial/partial-start.ts'
import type { Accepted, Intake } from './queue/intake.ts'

/** Of the start of a part of a workflow. */
export type PartWish = Pick<StartWish, 'createdBy' | 'startKey'> & { readonly part: PartialStart }

export type StartWish = {
  readonly loaded: LoadedWorkflow
  /** Name of the trigger node; else the one the workflow starts at by itself. */
  readonly trigger?: string | undefined
  readonly items?: readonly Item[] | undefined
  readonly mode: ExecutionMode
  readonly usePins?: boolean
  readonly createdBy?: string | null
  readonly startKey?: StartKey | undefined
  /** True when whoever started it waits to be answered by one of its nodes. */
  readonly answerable?: boolean
  /** By which output of the trigger the items leave; the first one without it. */
  readonly output?: number | undefined
  /** Where parts of the answer go, for a caller who takes parts. */
  readonly parts?: PartSink | undefined
}

/** Starts an execution at a trigger, or queues it. Nobody may be told before `accepted` resolves; it rejects where a rate limit refuses. */
export function startExecution(intake: Intake, wish: StartWish): Started {
  return intake.start(requestOf(wish))
}

/** The same for a caller who is told: resolves when it is stored, and says whether it had been started before under the same key. */
export function acceptExecution(intake: Intake, wish: StartWish): Promise<Accepted> {
  return intake.accept(requestOf(wish))
}

/** The same for a part of a workflow, by hand. */
export function acceptPart(intake: Intake, { part, createdBy, startKey }: PartWish): Promise<Accepted> {
  const { reused: _reused, ...start } = part
  return intake.accept({
    ...start,
    mode: 'manual',
    createdBy: createdBy ?? null,
    ...(startKey === undefined ? {} : { startKey }),
  })
}

function requestOf(wish: StartWish): StartRequest {
  const trigger = findTrigger(wish.loaded, wish.trigger)
  return {
    ...wish.loaded,
    trigger,
    items: wish.items ?? [{ json: {} }],
    mode: wish.mode,
    usePins: wish.usePins ?? false,
    createdBy: wish.createdBy ?? null,
    answerable: wish.answerable ?? false,
    ...(wish.startKey === undefined ? {} : { startKey: wish.startKey }),
    ...(wish.output === undefined ? {} : { output: wish.output }),
    ...(wish.parts === undefined ? {} : { parts: wish.parts }),
  }
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
