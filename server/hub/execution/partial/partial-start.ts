import type { Item } from '@steward/contract/item'
import { ancestors, type NodeCatalog, type Plan, type PlanNode, startNode } from '#engine/core'
import {
  encodeGiven,
  encodePast,
  type JournalEntry,
  type LoadedWorkflow,
  type PartialRun,
  partialWorkflow,
  restore,
  type StartRequest,
  type Trigger,
} from '#engine/host'
import { executionError } from '../errors.ts'
import { comesTo, renamedSources } from './node-inputs.ts'
import { type Earlier, freshRecords, type Pins } from './fresh-nodes.ts'

/** What it was, how it went, and what started it. */
export type EarlierExecution = Earlier & { readonly id: string; readonly trigger: Trigger }

export type PartialWish = {
  /** The whole workflow. */
  readonly loaded: LoadedWorkflow
  readonly catalog: NodeCatalog
  /** Id of the node. */
  readonly until: string
  /** That node alone. */
  readonly only: boolean
  /** Name of the trigger node. */
  readonly trigger: string | undefined
  /** What the trigger gives; with `only`, what comes to the node. */
  readonly items: readonly Item[] | undefined
  readonly usePins: boolean
  readonly earlier: EarlierExecution | undefined
}

type Kept = NonNullable<StartRequest['kept']>

/** What a start needs to execute a part of a workflow, and the names of the nodes whose outputs are taken over. */
export type PartialStart = Pick<StartRequest, 'workflow' | 'plan' | 'timezone' | 'trigger' | 'items'> & {
  readonly kept: Kept
  readonly reused: readonly string[]
}

/** Works out how to execute what leads to a node, and the node. What an earlier execution knows already is not executed again. */
export function partialStart(wish: PartialWish): PartialStart {
  const target = wish.loaded.plan.byId.get(wish.until)
  if (target === undefined) throw executionError.no_such_node()
  return wish.only ? startAlone(wish, target) : startUpTo(wish, target)
}

const partOf = ({ only, earlier }: PartialWish, { node: { id, name } }: PlanNode): PartialRun => ({
  until: id,
  name,
  ...(only ? { only } : {}),
  ...(earlier === undefined ? {} : { from: earlier.id }),
})

const pinsOf = ({ loaded, usePins }: PartialWish): Pins => (usePins ? (loaded.plan.document.pins as Pins) : undefined)

function startUpTo(wish: PartialWish, target: PlanNode): PartialStart {
  const { earlier, usePins } = wish
  const partial = partOf(wish, target)
  const part = partialWorkflow(wish.loaded, wish.catalog, partial)
  const { plan } = part
  const before = ancestors(plan, target.index)
  const start = startOf(wish, { plan, target: target.index, before })

  const isSameStart = earlier !== undefined && wish.items === undefined && beganAt(earlier, start)
  const fresh = isSameStart ? freshRecords({ plan, pins: pinsOf(wish) }, earlier) : undefined
  const given = [...(fresh ?? [])].filter(([index]) => before.has(index) && index !== target.index)
  const entries: JournalEntry[] = [
    ...(earlier === undefined ? [] : besides(wish, earlier, new Set([...before, target.index]))),
    ...given.flatMap(([node, records]) => records.map((record) => encodeGiven(plan, { ...record, node }))),
  ]
  const items = wish.items ?? (isSameStart ? itemsOf(earlier, start) : undefined) ?? [{ json: {} }]
  const output = isSameStart ? earlier.trigger.output : undefined
  const trigger: Trigger = {
    node: start.node.id,
    items,
    ...(output === undefined ? {} : { output }),
    ...(usePins ? { pins: true } : {}),
    partial,
  }
  return {
    ...part,
    trigger: start,
    items,
    kept: { of: null, entries, trigger, restored: restore(plan, trigger, entries) },
    reused: given.map(([index]) => plan.nodes[index]?.node.name ?? ''),
  }
}

function startAlone(wish: PartialWish, target: PlanNode): PartialStart {
  const { earlier, usePins, loaded } = wish
  const partial = partOf(wish, target)
  const part = partialWorkflow(loaded, wish.catalog, partial)
  const { inputs, sources } = comesTo(target, { plan: loaded.plan, earlier, items: wish.items })
  const entries = earlier === undefined ? [] : besides(wish, earlier, new Set([target.index]))
  const trigger: Trigger = { node: target.node.id, items: [], inputs, sources, ...(usePins ? { pins: true } : {}), partial }
  return {
    ...part,
    trigger: target,
    items: inputs.find((items) => items !== null) ?? [],
    kept: { of: null, entries, trigger, restored: restore(part.plan, trigger, entries) },
    reused: [],
  }
}

/** What is known of nodes that are not executed, so that expressions find it, and the next execution that begins with this one. */
function besides(wish: PartialWish, earlier: EarlierExecution, executed: ReadonlySet<number>): JournalEntry[] {
  const { plan } = wish.loaded
  const target = plan.byId.get(wish.until)?.index ?? -1
  const outdated = new Set([target])
  for (const index of outdated) for (const { node } of plan.nodes[index]?.targets.flat() ?? []) outdated.add(node)
  return [...freshRecords({ plan, pins: pinsOf(wish) }, earlier)].flatMap(([index, records]) =>
    executed.has(index) || outdated.has(index)
      ? []
      : records.map((record) =>
          encodePast(plan, { ...record, node: index, sources: renamedSources(record.sources, earlier.plan, plan) }),
        ),
  )
}

type Part = { readonly plan: Plan; readonly target: number; readonly before: ReadonlySet<number> }

/** Where it begins: as somebody says, where the earlier execution began, else where the workflow would, as far as that leads to the node. */
function startOf({ trigger, earlier }: PartialWish, { plan, target, before }: Part): PlanNode {
  const leadsThere = ({ index }: PlanNode) => index === target || before.has(index)
  if (trigger !== undefined) {
    const named = plan.byName.get(trigger)
    if (named === undefined) throw executionError.trigger_not_found({ trigger })
    if (!leadsThere(named)) throw executionError.does_not_lead({ trigger, node: plan.nodes[target]?.node.name ?? '' })
    return named
  }
  const began = earlier?.trigger.inputs === undefined ? plan.byId.get(earlier?.trigger.node ?? '') : undefined
  if (began !== undefined && leadsThere(began)) return began
  const start = startNode({ ...plan, nodes: plan.nodes.filter(leadsThere) })
  return start ?? (plan.nodes[target] as PlanNode)
}

/** Whether what an earlier execution did came from this node; one that began in its middle has the past of another one. */
function beganAt({ trigger, plan, state }: EarlierExecution, { node }: PlanNode): boolean {
  if (trigger.inputs === undefined) return trigger.node === node.id
  return (state.runs[plan.byId.get(node.id)?.index ?? -1]?.length ?? 0) > 0
}

function itemsOf({ trigger, plan, state }: EarlierExecution, { node }: PlanNode): readonly Item[] | undefined {
  if (trigger.inputs === undefined) return trigger.items
  const [first] = state.runs[plan.byId.get(node.id)?.index ?? -1] ?? []
  return first?.inputs.find((items) => items !== null) ?? undefined
}
