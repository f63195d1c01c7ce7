import type { Item } from '@steward/contract/item'
import { advance, type Task } from '#engine/core'
import { LeaseLost } from './abort-reason.ts'
import { happenedRecord } from './effect-doubt.ts'
import { type Held, runningOf } from './held.ts'
import { type CallEntry, type DecisionEntry, encodeRecord } from './journal.ts'

/** What somebody outside has to say to a node execution that rests while other branches go on. */
export type Told =
  | { readonly entry: CallEntry; readonly answerable: boolean }
  /** That the effect in doubt happened, with what came of it, or that it is to be made again. */
  | { readonly entry: DecisionEntry; readonly items: readonly Item[] | undefined }

/** Stores what is told and lets the node go on. False when its node does not rest for that; of two at once one counts. */
export async function deliver(held: Held, told: Told): Promise<boolean> {
  const { live, log, branches } = held
  const { entry } = told
  const node = live.plan.byId.get(entry.n)?.index ?? -1
  const isCall = 'answerable' in told
  if (branches === undefined || (!isCall && !fits(held, node, told.entry))) return false
  const rested = branches.claim(node, isCall ? 'call' : 'decision')
  if (rested === undefined) return false
  const { task, rest } = rested

  log.append(entry)
  const happened = !isCall && told.entry.answer === 'happened'
  const passOn = happened ? settleAsHappened(held, task, told.items) : undefined
  if (isCall && told.answerable) awaitAnswer(held)
  if (!(await log.commit(runningOf(held)))) live.abort.abort(new LeaseLost('Another worker has taken the execution over.'))
  if (passOn !== undefined) passOn()
  if (live.abort.aborted || happened) branches.pass(task)
  else
    branches.resume({
      task,
      startedMs: rest.startedMs,
      ...(isCall ? { resume: { kind: 'webhook', items: told.entry.items } } : {}),
    })
  return !(live.abort.reason instanceof LeaseLost)
}

/** Whether it is this very node execution that is in doubt, and the answer one that can be heeded while others go on. */
function fits({ live }: Held, node: number, { r, answer }: DecisionEntry): boolean {
  return live.state.runs[node]?.length === r && (answer === 'happened' || answer === 'repeat')
}

/** Written now, taken into the state once it is stored. */
function settleAsHappened({ live, log }: Held, task: Task, items: readonly Item[] | undefined): (() => void) | undefined {
  const { plan, state } = live
  const nodeId = plan.nodes[task.node]?.node.id ?? ''
  const intent = log.effects.intentOf(nodeId, state.runs[task.node]?.length ?? 0)
  if (intent === undefined) return undefined
  const record = happenedRecord(state, { intent, task }, items === undefined ? undefined : [items])
  log.append(encodeRecord(plan, record))
  return () => advance(plan, state, { ...record, index: state.records.length })
}

/** Whoever called first is answered first; a call that comes while another one waits for its answer is told of the end. */
function awaitAnswer(held: Held): void {
  if (held.answerable) return
  held.answer = Promise.withResolvers()
  held.answerable = true
}
