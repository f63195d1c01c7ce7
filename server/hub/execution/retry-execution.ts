import { type JournalEntry, type LoadedWorkflow, restore, type StartRequest, type Trigger } from '#engine/host'
import { executionError } from './errors.ts'

export type RetryWish = {
  readonly of: string
  readonly mode: string
  readonly trigger: Trigger
  readonly entries: readonly JournalEntry[]
  readonly loaded: LoadedWorkflow
  readonly createdBy: string | null
}

/**
 * A new execution that begins at the node where an earlier one ended. What was
 * completed is copied into its journal and not executed again; so a version
 * that has changed before that node is refused.
 */
export function retryRequest(wish: RetryWish): StartRequest {
  const { loaded, trigger } = wish
  const entries = keptEntries(wish)
  const node = loaded.plan.byId.get(trigger.node)
  if (node === undefined) throw executionError.changed_before_failure()
  return {
    ...loaded,
    trigger: node,
    items: trigger.items,
    mode: wish.mode === 'manual' ? 'manual' : 'retry',
    createdBy: wish.createdBy,
    kept: { of: wish.of, entries, trigger, restored: replay(loaded, trigger, entries) },
  }
}

/** Everything that is done, with the tries it took, but for what ended the execution: of branches side by side several may have failed. */
function keptEntries({ loaded, entries }: RetryWish): JournalEntry[] {
  const ended = (entry: JournalEntry) =>
    entry.k === 'done' &&
    entry.s === 'failed' &&
    (loaded.plan.byId.get(entry.n)?.view.onError ?? 'stopWorkflow') === 'stopWorkflow'
  return entriesUpTo(
    entries.filter((entry) => !ended(entry)),
    Number.POSITIVE_INFINITY,
  )
}

/** What is kept of a journal: so many node executions that are done, with the tries they took, and what was before them. */
export function entriesUpTo(entries: readonly JournalEntry[], count: number): JournalEntry[] {
  const done = entries.filter((entry) => entry.k === 'done').slice(0, count)
  const places = new Set(done.map(({ n, r }) => `${r} ${n}`))
  return entries.filter((entry) => {
    if (entry.k === 'past' || entry.k === 'given') return true
    return (entry.k === 'done' || entry.k === 'try') && places.has(`${entry.r} ${entry.n}`)
  })
}

function replay({ plan }: LoadedWorkflow, trigger: Trigger, entries: readonly JournalEntry[]) {
  try {
    return restore(plan, trigger, entries)
  } catch (error) {
    throw executionError.changed_before_failure({}, error)
  }
}
