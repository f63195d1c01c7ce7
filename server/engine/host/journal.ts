import type { Environment, Money, PolicyReference } from '@steward/contract/api/policy'
import type { EffectClass } from '@steward/contract/effect'
import type { Item, JsonObject, JsonValue, Pairing } from '@steward/contract/item'
import type { NodeWait } from '@steward/sdk/node'
import type { Given, Items, NodeFailure, NodeRecord, Plan, PlanNode, StandIn, Task } from '#engine/core'
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
  /** What stood in for the node. Of what was taken from an earlier execution the outputs stand in its `given` entry. */
  readonly si?: StandIn
}

/** Why the gate refuses an effect. */
export type Refusal = 'denied' | 'rejected' | 'changes_requested' | 'expired' | 'withdrawn'

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
  /** Type of the node. */
  readonly ty?: string
  /** What is asked for, secrets left out and cut short; not of reads. */
  readonly ex?: JsonValue
  /** Key of the effect that this one takes back. */
  readonly un?: string
  /** On what ground the gate has let it through, or refused it; absent where no policy has a say in it. */
  readonly g?: { readonly policies: readonly PolicyReference[]; readonly approvalId: string | null }
  readonly env?: Environment
  /** The amount it moves, and what it costs. */
  readonly am?: Money
  readonly co?: Money
  /** The person whom it is done for. */
  readonly rq?: string
  /** The gate has refused it, so it never happens and is never in doubt; the `done` behind it says how its node failed. */
  readonly no?: Refusal
}
export type WaitEntry = {
  readonly k: 'wait'
  readonly n: string
  readonly r: number
  readonly t: number
  readonly w: NodeWait
  /** Its timer is not what the node waits for but the end of the node's time. */
  readonly over?: true
  /** The approval it waits for. The node has done nothing so far: it is executed from its beginning once that is decided. */
  readonly ap?: string
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
/** What a node gave in an earlier execution, and gives in this one without being executed. */
export type GivenEntry = Pick<DoneEntry, 'n' | 'r' | 's' | 'err' | 'm'> & { readonly k: 'given'; readonly o: readonly Items[] }
export type JournalEntry =
  | DoneEntry
  | PastEntry
  | GivenEntry
  | IntentEntry
  | WaitEntry
  | TryEntry
  | LogEntry
  | DecisionEntry
  | CallEntry

/** What started an execution. */
export type Trigger = {
  readonly node: string
  readonly items: readonly Item[]
  /** In place of `items` where it begins in the middle: what had arrived at each input of the node, and from where. */
  readonly inputs?: Task['inputs']
  readonly sources?: Task['sources']
  /** By which output of the trigger they leave; the first one without it. */
  readonly output?: number
  /** Pinned items stand in for what their nodes would do. */
  readonly pins?: true
  /** What is executed where it is no stored workflow but came with the call. */
  readonly document?: JsonObject
  /** In place of `items` where it takes back what an earlier execution has done: these, one after the other. */
  readonly undo?: readonly UndoStep[]
  /** Only a part of the workflow is executed: what leads to one node. */
  readonly partial?: PartialRun
}

/** A part of a workflow that is executed: everything that leads to a node, and the node; nothing after it. */
export type PartialRun = {
  /** Id of the node, and its name at that time. */
  readonly until: string
  readonly name: string
  /** The node alone, with inputs that are known already. */
  readonly only?: true
  /** The execution that what is not executed again was taken from. */
  readonly from?: string
}

/** One node execution of an earlier execution that is taken back. */
export type UndoStep = {
  /** Id of the node that takes it back. */
  readonly node: string
  /** Id of the node whose effect it was, and which execution of it. */
  readonly of: string
  readonly run: number
  /** By which of its outputs the items left it that are given to the node that takes it back. */
  readonly output: number
  /** Key of the effect. */
  readonly key: string
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
    o: record.standIn === 'earlier' ? [] : record.outputs.map((items) => encodeOutput(items, record.inputs)),
    ...(record.standIn === undefined ? {} : { si: record.standIn }),
    ...(record.error === null ? {} : { err: record.error }),
    ...(record.memory === undefined ? {} : { m: record.memory }),
    ...(record.httpStatus === undefined ? {} : { h: record.httpStatus }),
  }
}

/** A node execution as the past of another execution. */
export function encodePast(plan: Plan, record: NodeRecord): PastEntry {
  const { o: _stored, k: _kind, si: _standIn, ...entry } = encodeRecord(plan, record)
  return { ...entry, k: 'past', o: record.outputs, i: record.inputs, src: record.sources }
}

/** What a node did in another execution, to be taken over from there. */
export function encodeGiven(plan: Plan, record: NodeRecord): GivenEntry {
  const { n, r, s, err, m } = encodeRecord(plan, record)
  return {
    k: 'given',
    n,
    r,
    s,
    o: record.outputs,
    ...(err === undefined ? {} : { err }),
    ...(m === undefined ? {} : { m }),
  }
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

export function decodeRecord(
  entry: DoneEntry,
  task: Task,
  { given, ...at }: { index: number; node: number; given?: Given | undefined },
): NodeRecord {
  const record: NodeRecord = {
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
    standIn: entry.si,
  }
  return given === undefined ? record : { ...record, ...given }
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
