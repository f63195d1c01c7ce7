import type { NodeError } from '@steward/sdk/node'
import type { PlanNode } from '#engine/core'
import type { LeaseLost } from './abort-reason.ts'
import { askGate } from './ask-gate.ts'
import type { ApprovalWait, Intent } from './drive.ts'
import type { DurableDeps } from './durable-deps.ts'
import { intentEntry } from './effect-intent.ts'
import { type Held, runningOf } from './held.ts'
import { throughOutage } from './through-outage.ts'

type Parts = {
  readonly deps: DurableDeps
  readonly held: Held
  /** Stores that the execution has begun, with all that its journal has gained. */
  readonly accept: () => void
  /** Another worker has it. */
  readonly lost: () => LeaseLost
}

const soonestMs = 1_000

/** Asks whether an effect may happen, and stores the word before it. What the gate refuses or asks people about does not happen now. */
export async function intend(parts: Parts, node: PlanNode, intent: Intent): Promise<NodeError | ApprovalWait | undefined> {
  const { deps, held } = parts
  const { live, log, granted } = held
  const { gate } = deps
  const request = await intent.describe()
  const approvalId = log.questions.approvalOf(node.node.id, intent.runIndex)
  const asking = { live, node, intent, request, granted: granted.get(node.index), approvalId }
  const asked = gate === undefined || !intent.gated ? undefined : await throughOutage(deps, held, () => askGate(gate, asking))
  if (live.abort.aborted) throw live.abort.reason
  if (asked?.kind === 'wait') {
    // Of two clocks one is behind: whoever is woken too soon must not ask again and again until it has caught up.
    const untilMs = Math.max(asked.wait.untilMs, Date.now() + held.aheadMs + soonestMs)
    return { ...asked.wait, untilMs }
  }
  if (asked?.kind === 'refuse') {
    log.append(intentEntry(live, node, { intent, request, note: asked.note }))
    return asked.error
  }
  if (asked !== undefined) granted.set(node.index, asked.granted)
  log.append(intentEntry(live, node, { intent, request, note: asked?.granted.note }))
  return announce(parts, intent)
}

async function announce({ held, accept, lost }: Parts, intent: Intent): Promise<undefined> {
  const { live, log } = held
  const { isStored } = log
  // The commit that stores the execution takes the word along.
  accept()
  // Looking is harmless to repeat, so nobody waits for the word before it.
  if (intent.effect === 'read') return
  const taken = await (isStored ? log.commit(runningOf(held)) : log.storing)
  // A called workflow may be begun by two processes, of which one has lost the caller. Both hear that it is stored; its row says whose it is.
  const isOwn = isStored || live.mode !== 'subworkflow' || taken !== true ? taken : await log.commit(runningOf(held))
  if (isOwn !== true) throw lost()
}
