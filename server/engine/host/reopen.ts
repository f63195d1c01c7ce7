import type { Plan, Task } from '#engine/core'
import type { Opened } from './branches.ts'
import type { Resumption } from './drive.ts'
import { isRead } from './effect-terms.ts'
import type { IntentEntry } from './journal.ts'
import { dueTask, type Open, type Restored, triesOf } from './restore.ts'

/** Whether an effect may be made again although it may have happened. */
export const mayRepeat = (intent: IntentEntry): boolean => intent.rep || intent.no !== undefined || isRead(intent.e)

/** The effect of which nobody knows whether it happened. What ended a wait tells that the effect before the wait was made. */
export const doubtOf = ({ intent, wait }: Open): IntentEntry | undefined =>
  wait === undefined && intent !== undefined && !mayRepeat(intent) ? intent : undefined

/** How a node execution goes on whose wait is over: by a call, or because its time has come. So does one that is to be tried again. */
export function resumptionOf(plan: Plan, restored: Restored, { open, task }: { open: Open; task: Task }): Resumption {
  const tried = triesOf(restored, plan.nodes[open.node]?.node.id ?? '', open.runIndex)
  const { wait, call } = open
  const base = { task, startedMs: wait?.t ?? open.intent?.t ?? tried[0]?.t ?? Date.now(), tried }
  // Before an approval nothing was done: the node begins anew and asks whether it may by now.
  if (wait === undefined || wait.ap !== undefined) return base
  if (wait.over === true && call === undefined) return { ...base, overdue: true }
  return { ...base, resume: call === undefined ? { kind: 'timer' } : { kind: 'webhook', items: call.items } }
}

/** What is left open of branches that went side by side: some goes on, some goes on waiting, some is in doubt. */
export function reopen(plan: Plan, restored: Restored, nowMs: number): Opened[] {
  const opened: Opened[] = []
  for (const open of restored.open) {
    const tried = triesOf(restored, plan.nodes[open.node]?.node.id ?? '', open.runIndex)
    const doubt = doubtOf(open)
    const hasPast = doubt !== undefined || open.wait !== undefined || open.intent !== undefined || tried.length > 0
    // After a failure nothing goes on but what has to be cleared.
    if (!hasPast || (doubt === undefined && restored.state.failure !== undefined)) continue
    const task = dueTask(plan, restored.state, open.node)
    if (task === undefined) throw new Error(`The journal has node ${open.node} under way, to which nothing leads.`)
    opened.push(howItGoesOn(plan, restored, { open, task, doubt, nowMs }))
  }
  return opened
}

type Reopening = { readonly open: Open; readonly task: Task; readonly doubt: IntentEntry | undefined; readonly nowMs: number }

function howItGoesOn(plan: Plan, restored: Restored, { open, task, doubt, nowMs }: Reopening): Opened {
  const { wait, call } = open
  if (doubt !== undefined) return { kind: 'doubtful', task, startedMs: doubt.t }
  if (wait?.ap !== undefined || wait === undefined || call !== undefined || (wait.w.untilMs ?? Number.POSITIVE_INFINITY) <= nowMs)
    return { kind: 'resumed', resumption: { ...resumptionOf(plan, restored, { open, task }), atMs: nowMs } }
  const over = wait.over === undefined ? {} : { overdue: wait.over }
  return { kind: 'waiting', task, rest: { wait: wait.w, startedMs: wait.t, ...over } }
}
