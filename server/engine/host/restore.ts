import { advance, begin, type ExecutionState, nextTask, type Plan, recall, startAt, startState, type Task } from '#engine/core'
import { beginUndo } from './undo.ts'
import {
  type CallEntry,
  type DecisionEntry,
  decodeRecord,
  type DoneEntry,
  type GivenEntry,
  type IntentEntry,
  type JournalEntry,
  type LogEntry,
  type PastEntry,
  type Trigger,
  type TryEntry,
  type WaitEntry,
} from './journal.ts'

/** A node execution that was begun and is not over. */
export type Open = {
  readonly node: number
  readonly runIndex: number
  /** The effect that was begun and not finished. */
  readonly intent: IntentEntry | undefined
  readonly wait: WaitEntry | undefined
  /** What ended the wait, where a call did. */
  readonly call: CallEntry | undefined
}

/** An execution rebuilt from what was stored. */
export type Restored = {
  readonly state: ExecutionState
  /** In the order of the document. More than one only where branches go side by side. */
  readonly open: readonly Open[]
  /** Failed tries by node execution, see `triesOf`. */
  readonly tries: ReadonlyMap<string, readonly TryEntry[]>
  readonly logs: readonly LogEntry[]
  readonly decisions: readonly DecisionEntry[]
}

/** Walks over the journal again: same plan, same trigger, same records, same state. */
export function restore(plan: Plan, trigger: Trigger, entries: readonly JournalEntry[]): Restored {
  const start = plan.byId.get(trigger.node)
  const state = trigger.undo === undefined ? beginning(plan, start?.index ?? 0, trigger) : beginUndo(plan, trigger.undo, entries)
  const begun = new Begun(plan, state)
  const tries = new Map<string, TryEntry[]>()
  const logs: LogEntry[] = []
  const decisions: DecisionEntry[] = []
  for (const entry of entries) {
    switch (entry.k) {
      case 'done':
        replayRecord(plan, state, entry)
        begun.end(entry)
        break
      case 'given':
        takeGiven(plan, state, entry)
        break
      case 'past':
        recallEntry(plan, state, entry)
        break
      case 'intent':
        // Whoever does something does not wait any more: what it waited for was an approval.
        begun.note(entry, { intent: entry, wait: undefined, call: undefined })
        break
      case 'wait':
        begun.note(entry, { wait: entry })
        break
      case 'try':
        noteTry(tries, entry)
        // What came of it is known where another try follows.
        begun.note(entry, entry.u === undefined ? {} : { intent: undefined })
        break
      case 'call':
        begun.note(entry, { call: entry })
        break
      case 'decision':
        decisions.push(entry)
        if (entry.answer === 'repeat') begun.note(entry, { intent: undefined })
        break
      case 'log':
        logs.push(entry)
        break
    }
  }
  return { state, open: begun.open(), tries, logs, decisions }
}

/** Keeps track of the node executions that are begun and not over. A node has one at a time. */
class Begun {
  private readonly byNode = new Map<number, Open>()
  private readonly plan: Plan
  private readonly state: ExecutionState

  constructor(plan: Plan, state: ExecutionState) {
    this.plan = plan
    this.state = state
  }

  note({ n }: { readonly n: string }, more: Partial<Pick<Open, 'intent' | 'wait' | 'call'>>): void {
    const node = this.plan.byId.get(n)?.index
    if (node === undefined) return
    const runIndex = this.state.runs[node]?.length ?? 0
    const before = this.byNode.get(node) ?? { node, runIndex, intent: undefined, wait: undefined, call: undefined }
    this.byNode.set(node, { ...before, ...more })
  }

  end({ n }: { readonly n: string }): void {
    this.byNode.delete(this.plan.byId.get(n)?.index ?? -1)
  }

  open(): Open[] {
    return [...this.byNode.values()].sort((a, b) => a.node - b.node)
  }
}

function noteTry(tries: Map<string, TryEntry[]>, entry: TryEntry): void {
  const place = `${entry.r} ${entry.n}`
  tries.set(place, [...(tries.get(place) ?? []), entry])
}

function beginning(plan: Plan, node: number, { items, inputs, sources, output }: Trigger): ExecutionState {
  if (inputs === undefined) return startState(plan, node, items, output)
  return startAt(plan, { node, inputs, sources: sources ?? inputs.map(() => null) })
}

/** The failed tries of a node execution, in order. */
export function triesOf({ tries }: Pick<Restored, 'tries'>, nodeId: string, runIndex: number): readonly TryEntry[] {
  return tries.get(`${runIndex} ${nodeId}`) ?? []
}

/** The task of a node execution that is due or under way. One branch has no more than one, which is taken off the state. */
export function dueTask(plan: Plan, state: ExecutionState, node: number): Task | undefined {
  return state.parallel === undefined ? nextTask(plan, state) : begin(state.parallel, node)
}

function replayRecord(plan: Plan, state: ExecutionState, entry: DoneEntry): void {
  const task = dueTask(plan, state, plan.byId.get(entry.n)?.index ?? -1)
  const node = task === undefined ? undefined : plan.nodes[task.node]
  if (task === undefined || node === undefined || node.node.id !== entry.n) {
    throw new Error(`The journal has node ${entry.n} where the workflow leads to ${node?.node.id ?? 'its end'}.`)
  }
  const given = entry.si === 'earlier' ? state.given.get(task.node)?.[entry.r] : undefined
  advance(plan, state, decodeRecord(entry, task, { index: state.records.length, node: task.node, given }))
}

function takeGiven(plan: Plan, { given }: ExecutionState, { n, s, o, err, m }: GivenEntry): void {
  const node = plan.byId.get(n)?.index
  if (node === undefined) return
  given.set(node, [...(given.get(node) ?? []), { status: s, outputs: o, error: err ?? null, memory: m }])
}

function recallEntry(plan: Plan, state: ExecutionState, entry: PastEntry): void {
  const node = plan.byId.get(entry.n)
  if (node === undefined) return
  recall(plan, state, {
    index: -1,
    node: node.index,
    runIndex: state.runs[node.index]?.length ?? 0,
    status: entry.s,
    inputs: entry.i,
    sources: entry.src,
    outputs: entry.o,
    error: entry.err ?? null,
    effect: entry.e ?? 'pure',
    tries: entry.x ?? 1,
    startedMs: entry.t,
    durationMs: entry.d,
    memory: entry.m,
  })
}
