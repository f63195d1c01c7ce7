import { type DurableHost, type JournalEntry, type LoadedWorkflow, restore, type Started, type Trigger } from '#engine/host'
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
 * Starts a new execution at the node where an earlier one ended. What was
 * completed is copied into its journal and not executed again; so a version
 * that has changed before that node is refused.
 */
export function retryExecution(host: DurableHost, wish: RetryWish): Started {
  const { loaded, trigger } = wish
  const entries = keptEntries(wish)
  const node = loaded.plan.byId.get(trigger.node)
  if (node === undefined) throw executionError.changed_before_failure()
  return host.start({
    ...loaded,
    trigger: node,
    items: trigger.items,
    mode: wish.mode === 'manual' ? 'manual' : 'retry',
    createdBy: wish.createdBy,
    kept: { of: wish.of, entries, trigger, restored: replay(loaded, trigger, entries) },
  })
}

/** Everything that is done, but for the failure that ended the execution. */
function keptEntries({ loaded, entries }: RetryWish): JournalEntry[] {
  const done = entries.filter((entry) => entry.k === 'done')
  const last = done.at(-1)
  const stops = last?.s === 'failed' && (loaded.plan.byId.get(last.n)?.view.onError ?? 'stopWorkflow') === 'stopWorkflow'
  return stops ? done.slice(0, -1) : done
}

function replay({ plan }: LoadedWorkflow, trigger: Trigger, entries: readonly JournalEntry[]) {
  try {
    return restore(plan, trigger, entries)
  } catch (error) {
    throw executionError.changed_before_failure({}, error)
  }
}
