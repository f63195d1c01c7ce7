import type { Item } from '@steward/contract/item'
import type { JournalEntry } from '#engine/host'
import { claimWaiting, type Claimed } from './claim.store.ts'
import { endFailed } from './end-failed.ts'
import { executionError } from './errors.ts'
import type { Executions } from './executions.ts'
import { takeOver, takeOverAsHappened } from './take-over.ts'

type DecisionEntry = Extract<JournalEntry, { k: 'decision' }>

export type Decision = {
  readonly id: string
  readonly decision: 'happened' | 'repeat' | 'stop'
  readonly items?: readonly Record<string, unknown>[]
  readonly reason?: string
  readonly by: string | null
  readonly now: Date
}

/**
 * Answers for an effect in doubt. Of two answers at once one counts: claiming
 * the execution is what decides. The answer is stored before anybody is told.
 */
export async function decide(executions: Executions, decision: Decision): Promise<void> {
  const claimed = await executions.worker.claim((client, workerId) => claimWaiting(client, workerId, decision.id, 'decision'))
  if (claimed === undefined) throw executionError.not_in_doubt()
  const entry = entryOf(claimed, decision)
  switch (decision.decision) {
    case 'happened': {
      const items = decision.items?.map((json) => ({ json }) as Item)
      await takeOverAsHappened(executions, claimed, { items, entry })
      return
    }
    case 'repeat':
      await takeOver(executions, await executions.storeEntries(claimed, [entry]))
      return
    case 'stop':
      await stop(executions, claimed, { entry, endedMs: decision.now.getTime() })
  }
}

function entryOf(claimed: Claimed, { decision, by, reason, now }: Decision): DecisionEntry {
  const intent = claimed.entries.findLast((entry) => entry.k === 'intent')
  const at = { n: intent?.n ?? '', r: intent?.r ?? 0 }
  return { k: 'decision', t: now.getTime(), ...at, answer: decision, by, reason: reason ?? null }
}

async function stop(
  executions: Executions,
  claimed: Claimed,
  { entry, endedMs }: { readonly entry: DecisionEntry; readonly endedMs: number },
): Promise<void> {
  const { workflowId, workflowVersion, trigger } = claimed.head
  const error = 'Stopped: nobody could say whether the call went out.'
  const loaded = await executions.load(workflowId, workflowVersion, trigger)
  const errorNode = loaded?.plan.byId.get(entry.n)?.node.name ?? null
  const taken = await endFailed(executions, claimed, { error, errorNode, endedMs, entries: [entry], loaded })
  if (!taken) throw executionError.taken_elsewhere()
}
