import { type Change, EffectBook, factPlace, type JournalEntry, type LoadedWorkflow, running, type Standing } from '#engine/host'
import type { Claimed } from './claim.store.ts'
import { errorStart } from './error-workflow.ts'
import type { Executions } from './executions.ts'

type Why = {
  readonly error: string
  readonly errorNode?: string | null
  readonly endedMs: number
  /** What its journal gains with the end. */
  readonly entries?: readonly JournalEntry[]
  /** The version it was executed with, where it can be found. */
  readonly loaded?: LoadedWorkflow | undefined
}

type Parts = Pick<Executions, 'worker' | 'group' | 'loader' | 'feed' | 'publicUrl' | 'approvals'>

/** Ends an execution that this worker has claimed and nobody goes on with, and starts its error workflow; false when somebody else was faster. */
export async function endFailed(parts: Parts, claimed: Claimed, why: Why): Promise<boolean> {
  const { worker, group, loader, feed, publicUrl } = parts
  const { head, fence, nextSeq } = claimed
  const { entries = [], endedMs, error, errorNode = null, loaded } = why
  const end: Standing = { ...running, status: 'failed', endedMs, error, errorNode }
  const effects = new EffectBook(head.id, claimed.entries)
  for (const entry of entries) effects.note(entry)
  effects.close(endedMs)
  const change: Change = {
    head,
    insert: false,
    workerId: worker.workerId(),
    fence,
    standing: end,
    seq: nextSeq,
    entries: entries.length === 0 ? null : JSON.stringify(entries),
    startKey: null,
    ...effects.take(head, factPlace(nextSeq, entries.length > 0)),
  }
  const follower = await errorStart({ head, end, publicUrl, loaded }, (id) => loader.newest(id))
  const [taken] = await group.add(follower === undefined ? [change] : [change, follower])
  if (taken !== true) return false
  feed.executionChanged(head, end)
  parts.approvals.abandoned(head.workspaceId, head.id)
  if (follower !== undefined) worker.wake()
  return true
}
