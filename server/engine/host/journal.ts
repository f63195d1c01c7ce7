import type { EffectClass } from '@steward/contract/effect'
import type { Item, JsonObject, Pairing } from '@steward/contract/item'
import type { NodeWait } from '@steward/sdk/node'
import {
  advance,
  type ExecutionState,
  type Items,
  type NodeFailure,
  type NodeRecord,
  nextTask,
  type Plan,
  type PlanNode,
  recall,
  startAt,
  startState,
  type Task,
} from '#engine/core'
import type { EffectConnection } from './effect-fact.ts'

/**
 * An item that its node passed on untouched is stored as a reference to the
 * input item it came from: `[item]` or `[item, input]`. A whole output that is
 * one of the inputs is stored as `{i: input}`. What is derived is not stored
 * twice: inputs and sources follow from walking over the journal.
 */
type StoredItem = Item | readonly [number] | readonly [number, number]
type StoredOutput = readonly StoredItem[] | { readonly i: number }

export type DoneEntry = {
  readonly k: 'done'
  /** Id of the node. */
  readonly n: string
  readonly r: number
  readonly s: NodeRecord['status']
  /** Milliseconds since 1970. */
  readonly t: number
  readonly d: number
  readonly e?: EffectClass
  readonly x?: number
  readonly o: readonly StoredOutput[]
  readonly err?: NodeFailure
  readonly m?: JsonObject
  /** Status of the last answer over HTTP. */
  readonly h?: number
}

/** Written before a node reaches outside; without a `done` behind it the effect may have happened or not. */
export type IntentEntry = {
  readonly k: 'intent'
  readonly n: string
  readonly r: number
  readonly e: EffectClass
  readonly t: number
  readonly rep: boolean
  /** Key of the effect. This and what follows is absent in journals from before there were receipts. */
  readonly key?: string
  /** Name of the node. */
  readonly name?: string
  /** The host or service it touches. */
  readonly to?: string
  readonly c?: EffectConnection
  /** SHA-256 (hex) of the request. */
  readonly q?: string
}
export type WaitEntry = {
  readonly k: 'wait'
  readonly n: string
  readonly r: number
  readonly t: number
  readonly w: NodeWait
  /** Its timer is not what the node waits for but the end of the node's time. */
  readonly over?: true
}
export type LogEntry = {
  readonly k: 'log'
  readonly t: number
  readonly n: string | null
  readonly l: string
  readonly msg: string
  readonly data?: JsonObject
}
/** A try of a node that failed and was not the last one. */
export type TryEntry = {
  readonly k: 'try'
  readonly n: string
  readonly r: number
  /** When the node execution began, with its first try. */
  readonly t: number
  /** Which try, from 1. */
  readonly x: number
  /** When it failed. */
  readonly at: number
  readonly err: NodeFailure
  readonly e?: EffectClass
  /** When the next try begins. Without it the effect of this one is in doubt. */
  readonly u?: number
}
/** A person's answer for an effect in doubt. */
export type DecisionEntry = {
  readonly k: 'decision'
  readonly t: number
  readonly n: string
  readonly r: number
  readonly answer: string
  readonly by: string | null
  readonly reason: string | null
  /** Who answered where it was no person; `by` is then the one who asked for it. */
  readonly how?: 'probe'
}
/** What a node did in the execution that this one begins in the middle of. Its outputs are whole, because nothing leads to it here. */
export type PastEntry = Pick<DoneEntry, 'n' | 'r' | 's' | 't' | 'd' | 'e' | 'x' | 'err' | 'm'> & {
  readonly k: 'past'
  readonly o: readonly Items[]
  readonly i: readonly (Items | null)[]
  readonly src: Task['sources']
}
/** The call that ended a wait, stored before the caller is answered. */
export type CallEntry = { readonly k: 'call'; readonly t: number; readonly n: string; readonly items: readonly Item[] }
export type JournalEntry = DoneEntry | PastEntry | IntentEntry | WaitEntry | TryEntry | LogEntry | DecisionEntry | CallEntry

/** What started an execution. */
export type Trigger = {
  readonly node: string
  readonly items: readonly Item[]
  /** In place of `items` where it begins in the middle: what had arrived at each input of the node, and from where. */
  readonly inputs?: Task['inputs']
  readonly sources?: Task['sources']
  /** Pinned items stand in for what their nodes would do. */
  readonly pins?: true
  /** What is executed where it is no stored workflow but came with the call. */
  readonly document?: JsonObject
}

export function encodeRecord(plan: Plan, record: NodeRecord): DoneEntry {
  return {
    k: 'done',
    n: (plan.nodes[record.node] as PlanNode).node.id,
    r: record.runIndex,
    s: record.status,
    t: record.startedMs,
    d: record.durationMs,
    ...(record.effect === 'pure' ? {} : { e: record.effect }),
    ...(record.tries === 1 ? {} : { x: record.tries }),
    o: record.outputs.map((items) => encodeOutput(items, record.inputs)),
    ...(record.error === null ? {} : { err: record.error }),
    ...(record.memory === undefined ? {} : { m: record.memory }),
    ...(record.httpStatus === undefined ? {} : { h: record.httpStatus }),
  }
}

/** A node execution as the past of another execution. */
export function encodePast(plan: Plan, record: NodeRecord): PastEntry {
  const { o: _stored, k: _kind, ...entry } = encodeRecord(plan, record)
  return { ...entry, k: 'past', o: record.outputs, i: record.inputs, src: record.sources }
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

function encodeOutput(items: Items, inputs: NodeRecord['inputs']): StoredOutput {
  const same = inputs.indexOf(items)
  return same >= 0 && items.length > 0 ? { i: same } : items.map((item) => encodeItem(item, inputs))
}

function encodeItem(item: Item, inputs: NodeRecord['inputs']): StoredItem {
  const paired = item.pairedItem
  if (typeof paired !== 'object' || Array.isArray(paired) || item.error !== undefined) return item
  const { item: index, input, run } = paired as Pairing
  if (run !== undefined) return item
  const origin = inputs[input ?? 0]?.[index]
  if (origin === undefined || origin.json !== item.json || origin.binary !== item.binary) return item
  return input === undefined ? [index] : [index, input]
}

function decodeRecord(entry: DoneEntry, task: Task, at: { index: number; node: number }): NodeRecord {
  return {
    ...at,
    runIndex: entry.r,
    status: entry.s,
    inputs: task.inputs,
    sources: task.sources,
    outputs: entry.o.map((output) =>
      'i' in output ? (task.inputs[output.i] ?? []) : output.map((item) => decodeItem(item, task.inputs)),
    ),
    error: entry.err ?? null,
    effect: entry.e ?? 'pure',
    tries: entry.x ?? 1,
    startedMs: entry.t,
    durationMs: entry.d,
    memory: entry.m,
    httpStatus: entry.h,
  }
}

function decodeItem(stored: StoredItem, inputs: NodeRecord['inputs']): Item {
  if (!isReference(stored)) return stored
  const [item, input] = stored
  const origin = inputs[input ?? 0]?.[item]
  if (origin === undefined) throw new Error(`The journal refers to item ${item} of input ${input ?? 0}, which is not there.`)
  const { json, binary } = origin
  return { json, ...(binary === undefined ? {} : { binary }), pairedItem: input === undefined ? { item } : { item, input } }
}

const isReference = (stored: StoredItem): stored is readonly [number] | readonly [number, number] => Array.isArray(stored)

/** An execution rebuilt from what was stored. */
export type Restored = {
  readonly state: ExecutionState
  /** The effect that was begun and not finished. */
  readonly intent: IntentEntry | undefined
  readonly wait: WaitEntry | undefined
  /** What ended the wait, where a call did. */
  readonly call: CallEntry | undefined
  /** Failed tries by node execution, see `triesOf`. */
  readonly tries: ReadonlyMap<string, readonly TryEntry[]>
  readonly logs: readonly LogEntry[]
  readonly decisions: readonly DecisionEntry[]
}

/** Walks over the journal again: same plan, same trigger, same records, same state. */
export function restore(plan: Plan, trigger: Trigger, entries: readonly JournalEntry[]): Restored {
  const start = plan.byId.get(trigger.node)
  const state = beginning(plan, start?.index ?? 0, trigger)
  let intent: IntentEntry | undefined
  let wait: WaitEntry | undefined
  let call: CallEntry | undefined
  const tries = new Map<string, TryEntry[]>()
  const logs: LogEntry[] = []
  const decisions: DecisionEntry[] = []
  for (const entry of entries) {
    switch (entry.k) {
      case 'done':
        replayRecord(plan, state, entry)
        intent = wait = call = undefined
        break
      case 'past':
        recallEntry(plan, state, entry)
        break
      case 'intent':
        intent = entry
        break
      case 'wait':
        wait = entry
        break
      case 'try':
        noteTry(tries, entry)
        // What came of it is known where another try follows.
        if (entry.u !== undefined) intent = undefined
        break
      case 'call':
        call = entry
        break
      case 'decision':
        decisions.push(entry)
        if (entry.answer === 'repeat') intent = undefined
        break
      case 'log':
        logs.push(entry)
        break
    }
  }
  return { state, intent, wait, call, tries, logs, decisions }
}

function noteTry(tries: Map<string, TryEntry[]>, entry: TryEntry): void {
  const place = `${entry.r} ${entry.n}`
  tries.set(place, [...(tries.get(place) ?? []), entry])
}

function beginning(plan: Plan, node: number, { items, inputs, sources }: Trigger): ExecutionState {
  if (inputs === undefined) return startState(plan, node, items)
  return startAt(plan, { node, inputs, sources: sources ?? inputs.map(() => null) })
}

/** The failed tries of a node execution, in order. */
export function triesOf({ tries }: Pick<Restored, 'tries'>, nodeId: string, runIndex: number): readonly TryEntry[] {
  return tries.get(`${runIndex} ${nodeId}`) ?? []
}

function replayRecord(plan: Plan, state: ExecutionState, entry: DoneEntry): void {
  const task = nextTask(plan, state)
  const node = task === undefined ? undefined : plan.nodes[task.node]
  if (task === undefined || node === undefined || node.node.id !== entry.n) {
    throw new Error(`The journal has node ${entry.n} where the workflow leads to ${node?.node.id ?? 'its end'}.`)
  }
  advance(plan, state, decodeRecord(entry, task, { index: state.records.length, node: task.node }))
}
