import type { Item } from '@steward/contract/item'
import { running } from '#engine/host'
import { claimWaiting, type Claimed } from './claim.store.ts'
import { executionError } from './errors.ts'
import type { Executions } from './executions.ts'
import { takeOver, takeOverAsHappened } from './take-over.ts'

export type Decision = {
  readonly id: string
  readonly index: number
  readonly decision: string
  readonly items?: readonly Record<string, unknown>[]
  readonly reason?: string
  readonly by: string | null
}

/**
 * Answers for an effect in doubt. Of two answers at once one counts: claiming
 * the execution is what decides.
 */
export async function decide(executions: Executions, decision: Decision): Promise<void> {
  const claimed = await executions.worker.claim((client, workerId) => claimWaiting(client, workerId, decision.id, 'decision'))
  if (claimed === undefined) throw executionError.not_in_doubt()
  const started = await settle(executions, withDecision(claimed, decision), decision)
  await started?.accepted
}

function withDecision(claimed: Claimed, { decision, by, reason }: Decision): Claimed {
  const intent = claimed.entries.findLast((entry) => entry.k === 'intent')
  const entry = {
    k: 'decision' as const,
    t: Date.now(),
    n: intent?.n ?? '',
    r: intent?.r ?? 0,
    answer: decision,
    by,
    reason: reason ?? null,
  }
  return { ...claimed, entries: [...claimed.entries, entry], added: [entry] }
}

async function settle(executions: Executions, claimed: Claimed, { decision, items }: Decision) {
  switch (decision) {
    case 'happened':
      return takeOverAsHappened(
        executions,
        claimed,
        items?.map((json) => ({ json }) as Item),
      )
    case 'repeat':
      return takeOver(executions, claimed)
    default: {
      const { head, fence, nextSeq, added } = claimed
      const standing = {
        ...running,
        status: 'failed' as const,
        endedMs: Date.now(),
        error: 'Stopped: nobody could say whether the call went out.',
      }
      await executions.group.add([
        {
          head,
          insert: false,
          workerId: executions.worker.workerId(),
          fence,
          standing,
          seq: nextSeq,
          entries: JSON.stringify(added ?? []),
          startKey: null,
        },
      ])
      executions.feed.executionChanged(head, standing)
      return undefined
    }
  }
}
