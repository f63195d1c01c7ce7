import type { Item } from '@steward/contract/item'
import type { NodeRecord, Plan, PlanNode } from '#engine/core'
import { type JournalEntry, restore, type Trigger } from '#engine/host'

/** What an execution did, by node and which execution of it. */
export type Recording = {
  readonly records: readonly NodeRecord[]
  /** `<run> <node id>` of each record. */
  readonly places: readonly string[]
  readonly byPlace: ReadonlyMap<string, NodeRecord>
  /** SHA-256 (hex) of what each effect asked for, by place. */
  readonly requests: ReadonlyMap<string, string>
  /** Items of the calls that ended waits of a node, oldest first. */
  readonly calls: ReadonlyMap<string, readonly (readonly Item[])[]>
}

export const placeOf = (nodeId: string, runIndex: number) => `${runIndex} ${nodeId}`

export function placeOfRecord(plan: Plan, record: NodeRecord): string {
  return placeOf((plan.nodes[record.node] as PlanNode).node.id, record.runIndex)
}

export function readRecording(plan: Plan, trigger: Trigger, entries: readonly JournalEntry[]): Recording {
  const { records } = restore(plan, trigger, entries).state
  const places = records.map((record) => placeOfRecord(plan, record))
  const requests = new Map<string, string>()
  const calls = new Map<string, (readonly Item[])[]>()
  for (const entry of entries) {
    if (entry.k === 'intent' && entry.q !== undefined) requests.set(placeOf(entry.n, entry.r), entry.q)
    if (entry.k === 'call') calls.set(entry.n, [...(calls.get(entry.n) ?? []), entry.items])
  }
  return { records, places, byPlace: new Map(places.map((place, at) => [place, records[at] as NodeRecord])), requests, calls }
}
