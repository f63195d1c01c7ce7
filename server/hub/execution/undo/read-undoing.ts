import type { ExecutionSummary } from '@steward/contract/api/execution'
import type pg from 'pg'
import type { Databases } from '#db'
import type { JournalEntry, UndoStep } from '#engine/host'
import { undoneAmong } from '#hub/effect'
import { type ExecutionRow, findExecution, isOver, summaryOf } from '../execution.store.ts'
import { findStart } from '../queue/start-key.store.ts'
import { readEntries } from '../read-execution.ts'
import { placeOf } from '../replay/recording.ts'
import type { UndoneSoFar } from './plan-undo.ts'
import { undoKey } from './undo-start.ts'

/** All that has been begun so far to take the effects of an execution back. */
export type Undoing = {
  /** The last first; those that are not kept any more are left out. */
  readonly executions: readonly ExecutionSummary[]
  /** The one that goes on now. */
  readonly open: ExecutionSummary | undefined
  readonly undone: UndoneSoFar
  /** What the next one has to be started after: the last of them, or the execution itself. */
  readonly last: string
  /** One of them is not kept any more, so that only receipts tell what it has taken back. */
  readonly isForgotten: boolean
  /** The node executions that it is about, by `placeOf`. */
  readonly places: ReadonlySet<string>
}

type Reading = {
  /** Of the engine: it alone reads the keys of starts. */
  readonly starts: pg.Pool
  /** Of whoever asks. */
  readonly db: Databases
  readonly workspaceId: string
}

/** Follows the starts, of which each names the one before it. Receipts may be a moment behind, and outlive executions. */
export async function readUndoing({ starts, db, workspaceId }: Reading, executionId: string): Promise<Undoing> {
  const pool = db.pool('execution')
  const rows: ExecutionRow[] = []
  const undone = new Map<string, 'undone' | 'undoing' | 'unknown'>()
  const places = new Set<string>()
  let last = executionId
  let isForgotten = false
  for (;;) {
    const next = (await findStart(starts, undoKey(last).key))?.id
    if (next === undefined) break
    last = next
    const row = await findExecution(pool, workspaceId, next)
    if (row === undefined) {
      isForgotten = true
      continue
    }
    rows.unshift(row)
    const { trigger, entries } = await readEntries(pool, row.id)
    for (const [step, state] of statesOf(trigger.undo ?? [], entries, isOver(row))) {
      if (state === undefined) undone.delete(step.key)
      else undone.set(step.key, state)
      if (state !== undefined) places.add(placeOf(step.of, step.run))
    }
  }
  const executions = rows.map(summaryOf)
  return { executions, open: executions.find((one) => !isOver(one)), undone, last, isForgotten, places }
}

/** What receipts say besides, of effects that this leaves open. */
export async function withReceipts(
  { db, workspaceId }: Reading,
  undone: UndoneSoFar,
  keys: readonly string[],
): Promise<UndoneSoFar> {
  const told = await undoneAmong(db, workspaceId, keys)
  return new Map([...undone, ...[...told].map((key) => [key, 'undone'] as const)])
}

type State = 'undone' | 'undoing' | 'unknown' | undefined

/** What became of each step, undefined where nothing has happened and nothing will. */
function statesOf(steps: readonly UndoStep[], entries: readonly JournalEntry[], isEnded: boolean): [UndoStep, State][] {
  const done = entries.filter((entry) => entry.k === 'done')
  const begun = entries.findLast((entry) => entry.k === 'intent')
  return steps.map((step, at): [UndoStep, State] => {
    const end = done[at]
    if (end?.s === 'completed') return [step, 'undone']
    if (end !== undefined) return [step, end.err?.details?.['mayHaveHappened'] === true ? 'unknown' : undefined]
    if (!isEnded) return [step, 'undoing']
    const isBegun = at === done.length && begun?.un === step.key && begun.no === undefined
    return [step, isBegun ? 'unknown' : undefined]
  })
}
