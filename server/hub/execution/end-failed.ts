import type { ExecutionState } from '#engine/core'
import {
  type Change,
  EffectBook,
  factPlace,
  type JournalEntry,
  type LoadedWorkflow,
  restore,
  running,
  type Standing,
  withUndone,
} from '#engine/host'
import type { Claimed } from './claim.store.ts'
import { errorStart } from './error-workflow.ts'
import type { Executions } from './executions.ts'
import { undoStart } from './undo/undo-start.ts'

type Why = {
  readonly error: string
  readonly errorNode?: string | null
  readonly endedMs: number
  /** What its journal gains with the end. */
  readonly entries?: readonly JournalEntry[]
  /** The version it was executed with, where it can be found. */
  readonly loaded?: LoadedWorkflow | undefined
}

/** What it has done, as its journal tells; undefined where nobody can tell from it. */
function stateAt({ head, entries }: Claimed, { loaded, entries: added = [] }: Why): ExecutionState | undefined {
  if (loaded === undefined) return undefined
  try {
    return restore(loaded.plan, head.trigger, [...entries, ...added]).state
  } catch {
    return undefined
  }
}

type Parts = Pick<Executions, 'worker' | 'group' | 'loader' | 'feed' | 'publicUrl' | 'approvals'>

/** Ends an execution that this worker has claimed and nobody goes on with, and starts its error workflow; false when somebody else was faster. */
export async function endFailed(parts: Parts, claimed: Claimed, why: Why): Promise<boolean> {
  const { worker, group, loader, feed, publicUrl } = parts
  const { head, fence, nextSeq } = claimed
  const { entries = [], endedMs, error, errorNode = null, loaded } = why
  const state = stateAt(claimed, why)
  const failed: Standing = { ...running, status: 'failed', endedMs, error, errorNode }
  const end =
    loaded === undefined || state === undefined ? failed : withUndone({ ...loaded, trigger: head.trigger, state }, failed)
  const effects = new EffectBook(head.id, claimed.entries)
  for (const entry of entries) effects.note(entry)
  const undo =
    loaded === undefined || state === undefined ? undefined : undoStart({ head, plan: loaded.plan, state, effects, end })
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
  const followers = [follower, undo].filter((start) => start !== undefined)
  const [taken] = await group.add([change, ...followers])
  if (taken !== true) return false
  feed.executionChanged(head, end)
  parts.approvals.abandoned(head.workspaceId, head.id)
  if (followers.length > 0) worker.wake()
  return true
}
