import type { Item } from '@steward/contract/item'
import type { WorkflowDocument, WorkflowNode } from '@steward/contract/workflow'
import { canonicalJson } from '#base/canonical-json'
import type { ExecutionState, NodeRecord, Plan, PlanNode } from '#engine/core'
import { placeOf } from '../replay/recording.ts'

export type Pins = Readonly<Record<string, readonly Item[]>> | undefined

/** A workflow and what stands in for its nodes. */
export type Version = { readonly plan: Plan; readonly pins: Pins }

/** An execution that is over or rests, as far as its outputs may be taken over. */
export type Earlier = Version & {
  readonly state: Pick<ExecutionState, 'runs'>
  /** Effects that were taken back since, by `placeOf`. */
  readonly takenBack: ReadonlySet<string>
}

/**
 * What the nodes of a workflow gave in an earlier execution and would give again: nothing of them has changed since, nor of
 * what leads to them.
 */
export function freshRecords(now: Version, earlier: Earlier): Map<number, readonly NodeRecord[]> {
  const stale = staleNodes(now, earlier)
  const fresh = new Map<number, readonly NodeRecord[]>()
  for (const { index, node } of now.plan.nodes) {
    const before = stale.has(index) ? undefined : earlier.plan.byId.get(node.id)
    const runs = before === undefined ? [] : usableRuns(before, earlier)
    if (runs.length > 0) fresh.set(index, runs)
  }
  return fresh
}

/** Those that came to an end by which the execution went on, and still count. */
function usableRuns({ index, node, view }: PlanNode, { state, takenBack }: Earlier): readonly NodeRecord[] {
  const runs = state.runs[index] ?? []
  const stops = view.onError === 'stopWorkflow'
  const broken = runs.findIndex(
    ({ status, runIndex }) => (stops && status === 'failed') || takenBack.has(placeOf(node.id, runIndex)),
  )
  return broken < 0 ? runs : runs.slice(0, broken)
}

/** Nodes that are not what they were, and everything that follows from them; what is pinned as it was gives what it gave. */
function staleNodes(now: Version, earlier: Earlier): Set<number> {
  const { plan, pins } = now
  const stale = new Set(plan.nodes.filter((node) => !isAsBefore(now, earlier, node)).map(({ index }) => index))
  for (const index of stale) {
    for (const follower of followers(plan, index))
      if (pins?.[plan.nodes[follower]?.node.name ?? ''] === undefined) stale.add(follower)
  }
  return stale
}

/** The nodes that edges lead to, whatever flows along them. */
function followers({ document, nodes, byId }: Plan, index: number): number[] {
  const id = nodes[index]?.node.id
  const inner = document.edges.flatMap(({ kind, from, to }) =>
    kind !== 'main' && from.node === id ? (byId.get(to.node)?.index ?? []) : [],
  )
  return [...(nodes[index]?.targets.flat() ?? []).map(({ node }) => node), ...inner]
}

function isAsBefore(now: Version, earlier: Earlier, { node }: PlanNode): boolean {
  const before = earlier.plan.byId.get(node.id)?.node
  return before !== undefined && meaningOf(earlier, before) === meaningOf(now, node)
}

/** Everything that decides what a node gives, as one text; where it stands and what it is called does not. */
function meaningOf({ plan: { document }, pins }: Version, node: WorkflowNode): string {
  const { type, version, parameters, connections, settings } = node
  const { notes: _notes, notesInFlow: _inFlow, undo: _undo, effect: _effect, probe: _probe, ...decisive } = settings
  const { executionOrder, timezone } = document.settings
  return canonicalJson({
    node: { type, version, parameters, connections: connections ?? {}, settings: decisive },
    edges: edgesInto(document, node.id),
    pinned: pins?.[node.name] ?? null,
    workflow: [executionOrder, timezone ?? null],
  })
}

export function edgesInto({ edges }: WorkflowDocument, id: string): string[] {
  return edges
    .filter(({ to }) => to.node === id)
    .map(({ from, to, kind }) => canonicalJson([from.node, from.output, kind, to.input]))
    .sort()
}
