import { newId } from '#base/id'
import { type Change, type ExecutionHead, running, type Standing, type Trigger } from '#engine/host'
import { type Done, logOfLeft, planUndo, stepsOf } from './plan-undo.ts'

/** By which key an execution is taken back once more: the next one names the last one, so of two at once one begins. */
export const undoKey = (executionId: string) => ({ key: `undo:${executionId}` })

type Failed = Done & {
  readonly head: ExecutionHead
  readonly end: Standing
}

/**
 * The start of what takes the effects of a failed execution back, where its workflow asks for it: stored with its end or
 * not at all, and only once. Whoever tries a workflow out decides about that by hand.
 */
export function undoStart({ head, end, ...done }: Failed): Change | undefined {
  const isAsked = done.plan.document.settings.onFailure === 'undo' && head.mode !== 'manual'
  if (head.trigger.undo !== undefined || !isAsked) return undefined
  const lines = planUndo(done)
  const { steps, past } = stepsOf(done, lines)
  const trigger = undoTrigger(head.trigger, steps)
  if (trigger === undefined) return undefined
  const startedMs = end.endedMs ?? head.startedMs
  return {
    // Done for the same person as what is taken back.
    head: { ...head, id: newId(), mode: 'undo', startedMs, trigger, retryOf: head.id, parentId: null },
    insert: true,
    workerId: null,
    fence: 1,
    standing: { ...running, status: 'queued' },
    seq: 0,
    entries: JSON.stringify([...past, ...logOfLeft(lines, startedMs)]),
    startKey: undoKey(head.id),
    follows: head.id,
  }
}

/** Undefined where nothing is to be done. */
export function undoTrigger(of: Trigger, steps: ReturnType<typeof stepsOf>['steps']): Trigger | undefined {
  const [first] = steps
  if (first === undefined) return undefined
  return { node: first.node, items: [], undo: steps, ...(of.document === undefined ? {} : { document: of.document }) }
}
