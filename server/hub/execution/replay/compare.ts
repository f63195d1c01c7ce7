import type { NodeDifference, ReplayReport } from '@steward/contract/api/replay'
import type { NodeRecord, Plan, PlanNode } from '#engine/core'
import { type Difference, firstDifference } from './first-difference.ts'
import { placeOfRecord, type Recording } from './recording.ts'
import type { RequestResult } from './replay-host.ts'

const shownMax = 500

/** A replay beside the recording. */
export type Replayed = {
  readonly recording: Recording
  readonly oldPlan: Plan
  readonly plan: Plan
  readonly records: readonly NodeRecord[]
  readonly requests: ReadonlyMap<string, RequestResult>
  /** Lets others have their turn, and stops what takes too long. */
  readonly breathe: () => Promise<void>
}

type Compared = Pick<ReplayReport, 'counts' | 'order' | 'differences'>

/** Compares what was done with what was done again, node execution by node execution. */
export async function compare(replayed: Replayed): Promise<Compared> {
  const { recording, oldPlan, plan, records, requests } = replayed
  const counts = { same: 0, different: 0, onlyOld: 0, onlyNew: 0, requests: 0 }
  const differences: NodeDifference[] = []
  const add = (one: NodeDifference) => {
    if (one.result === 'same') counts.same += 1
    else counts[({ different: 'different', only_old: 'onlyOld', only_new: 'onlyNew' } as const)[one.result]] += 1
    const asksElse = one.request === 'different' || one.request === 'not_made'
    if (asksElse) counts.requests += 1
    if ((one.result !== 'same' || asksElse) && differences.length < shownMax) differences.push(one)
  }

  const places = records.map((record) => placeOfRecord(plan, record))
  for (const [at, record] of records.entries()) {
    await replayed.breathe()
    const place = places[at] ?? ''
    const request = requests.get(place) ?? 'none'
    add(beside(plan.nodes[record.node] as PlanNode, { old: recording.byPlace.get(place), now: record, request }))
  }
  const seen = new Set(places)
  for (const [at, place] of recording.places.entries()) {
    const record = recording.records[at]
    if (record === undefined || seen.has(place)) continue
    await replayed.breathe()
    add(beside(oldPlan.nodes[record.node] as PlanNode, { old: record, now: undefined, request: 'none' }))
  }
  return { counts, order: firstOutOfOrder(replayed, places), differences }
}

type Two = {
  readonly old: NodeRecord | undefined
  readonly now: NodeRecord | undefined
  readonly request: NodeDifference['request']
}

function beside({ node }: PlanNode, { old, now, request }: Two): NodeDifference {
  const difference = old === undefined || now === undefined ? undefined : differenceOf(old, now)
  const result = old === undefined ? 'only_new' : now === undefined ? 'only_old' : difference === undefined ? 'same' : 'different'
  return {
    nodeId: node.id,
    nodeName: node.name,
    runIndex: (now ?? old)?.runIndex ?? 0,
    result,
    old: old === undefined ? null : sideOf(old, result !== 'same'),
    new: now === undefined ? null : sideOf(now, result !== 'same'),
    difference: difference ?? null,
    request,
  }
}

function differenceOf(old: NodeRecord, now: NodeRecord): Difference | undefined {
  if (old.status !== now.status) return { path: 'status', old: old.status, new: now.status }
  const told = (record: NodeRecord) => record.error?.message.slice(0, 200) ?? 'none'
  if (told(old) !== told(now)) return { path: 'error', old: told(old), new: told(now) }
  return firstDifference(old.outputs, now.outputs)
}

function sideOf(record: NodeRecord, measured: boolean): NonNullable<NodeDifference['old']> {
  return {
    index: record.index,
    status: record.status,
    itemCounts: record.outputs.map((items) => items.length),
    sizeBytes: measured ? sizeOf(record.outputs) : null,
  }
}

function sizeOf(outputs: NodeRecord['outputs']): number | null {
  try {
    return Buffer.byteLength(JSON.stringify(outputs))
  } catch {
    // Larger than a text can be.
    return null
  }
}

function firstOutOfOrder({ recording, oldPlan, plan, records }: Replayed, places: readonly string[]): ReplayReport['order'] {
  // Side by side the order is one of time.
  if (plan.parallel !== undefined || oldPlan.parallel !== undefined) return null
  const now = new Set(places)
  const oldOrder = recording.places.flatMap((place, at) => (now.has(place) ? [{ place, record: recording.records[at] }] : []))
  const newOrder = places.flatMap((place, at) => (recording.byPlace.has(place) ? [{ place, record: records[at] }] : []))
  const position = newOrder.findIndex(({ place }, at) => oldOrder[at]?.place !== place)
  if (position === -1) return null
  const name = (of: Plan, record: NodeRecord | undefined) =>
    record === undefined ? '' : (of.nodes[record.node]?.node.name ?? '')
  return { position, old: name(oldPlan, oldOrder[position]?.record), new: name(plan, newOrder[position]?.record) }
}
