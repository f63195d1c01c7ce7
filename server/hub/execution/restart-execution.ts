import { type Items, type NodeRecord, nextTask, type Task } from '#engine/core'
import { encodePast, type JournalEntry, type LoadedWorkflow, restore, type StartRequest, type Trigger } from '#engine/host'
import { executionError } from './errors.ts'
import { renamedSources, withItems } from './partial/node-inputs.ts'
import { entriesUpTo } from './retry-execution.ts'

export type RestartWish = {
  readonly of: string
  readonly mode: string
  readonly trigger: Trigger
  readonly entries: readonly JournalEntry[]
  /** The version it was recorded with. */
  readonly recorded: LoadedWorkflow
  /** The version to go on with. */
  readonly loaded: LoadedWorkflow
  /** The node execution to begin with, by its place in the execution. */
  readonly index: number
  /** In place of what came to its first input. */
  readonly items?: Items | undefined
  readonly createdBy: string | null
}

/**
 * A new execution that does a node execution of an earlier one and what follows
 * from it again. What was done before is kept. Where the workflow has changed
 * before that node, it begins at the node with the inputs recorded for it, and
 * what was done before stays readable. So it does where the node is to be given
 * other items than those.
 */
export function restartRequest(wish: RestartWish): StartRequest {
  const { loaded, recorded, index } = wish
  const { task, records } = pastOf(wish)
  const id = recorded.plan.nodes[task.node]?.node.id ?? ''
  const node = loaded.plan.byId.get(id)
  if (node === undefined) throw executionError.node_gone({ node: recorded.plan.nodes[task.node]?.node.name ?? id })
  const common = {
    ...loaded,
    trigger: node,
    // Keys of its limits are read from what started it.
    items: wish.trigger.items,
    mode: wish.mode === 'manual' ? ('manual' as const) : ('retry' as const),
    createdBy: wish.createdBy,
  }
  const kept = entriesUpTo(wish.entries, index)
  if (wish.items === undefined && leadsTo(wish, kept, id)) {
    const { trigger } = wish
    return { ...common, kept: { of: wish.of, entries: kept, trigger, restored: restore(loaded.plan, trigger, kept) } }
  }
  const past = recalled(wish, records)
  const known = { inputs: task.inputs, sources: renamedSources(task.sources, recorded.plan, loaded.plan) }
  const trigger: Trigger = {
    ...wish.trigger,
    node: id,
    items: [],
    ...(wish.items === undefined ? known : withItems(known, wish.items)),
  }
  return { ...common, kept: { of: wish.of, entries: past, trigger, restored: restore(loaded.plan, trigger, past) } }
}

/** The node execution to begin with, and those before it; the last one may be cut off or never have begun. */
function pastOf({ recorded, trigger, entries, index }: RestartWish): { task: Task; records: readonly NodeRecord[] } {
  const { state } = restore(recorded.plan, trigger, entries)
  const record = state.records[index]
  const task = record ?? (index === state.records.length ? nextTask(recorded.plan, state) : undefined)
  if (task === undefined) throw executionError.node_not_found()
  return { task, records: state.records.slice(0, index) }
}

/** Whether what was done before leads to the same node in the version to go on with. */
function leadsTo({ loaded, recorded, trigger }: RestartWish, kept: readonly JournalEntry[], id: string): boolean {
  try {
    const { state } = restore(loaded.plan, trigger, kept)
    if (loaded.plan === recorded.plan) return true
    const next = nextTask(loaded.plan, state)
    return next !== undefined && loaded.plan.nodes[next.node]?.node.id === id
  } catch {
    return false
  }
}

/** What was done before, in nodes that are still there. */
function recalled({ recorded, loaded, entries }: RestartWish, records: readonly NodeRecord[]): JournalEntry[] {
  const before = entries.filter((entry) => entry.k === 'past')
  const past = [...before, ...records.map((record) => encodePast(recorded.plan, record))]
  return past.filter((entry) => loaded.plan.byId.has(entry.n))
}
