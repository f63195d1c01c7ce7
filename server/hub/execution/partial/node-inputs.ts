import type { Item } from '@steward/contract/item'
import type { Items, Plan, PlanNode, Task } from '#engine/core'
import { executionError } from '../errors.ts'
import { type Earlier, edgesInto } from './fresh-nodes.ts'

type Known = Pick<Task, 'inputs' | 'sources'>
type Wish = { readonly plan: Plan; readonly earlier: Earlier | undefined; readonly items: Items | undefined }

/** What a node alone is given: what somebody says, what came to it last, else what the nodes before it gave last. */
export function comesTo(target: PlanNode, { plan, earlier, items }: Wish): Known {
  const known = earlier === undefined ? undefined : (recordedInputs(earlier, plan, target) ?? lastOutputs(earlier, plan, target))
  if (items !== undefined) return withItems(known ?? { inputs: [null], sources: [null] }, items)
  if (known !== undefined) return known
  if (target.origins.flat().length > 0) throw executionError.no_inputs({ node: target.node.name })
  return { inputs: [[{ json: {} }]], sources: [null] }
}

/** Puts edited items in the place of what came to the first input that something came to. */
export function withItems({ inputs, sources }: Known, items: Items): Known {
  const first = Math.max(
    0,
    inputs.findIndex((one) => one !== null),
  )
  return { inputs: inputs.with(first, withFiles(items, inputs[first])), sources }
}

/** Edited items keep the files and the pairing of those whose place they take. */
function withFiles(items: Items, before: Items | null | undefined): Items {
  return items.map((item, index): Item => {
    const { binary, pairedItem } = before?.[index] ?? {}
    return { ...(binary === undefined ? {} : { binary }), ...(pairedItem === undefined ? {} : { pairedItem }), ...item }
  })
}

/** Unless other edges lead to it by now. */
function recordedInputs(earlier: Earlier, plan: Plan, { node }: PlanNode): Known | undefined {
  const before = earlier.plan.byId.get(node.id)
  const last = earlier.state.runs[before?.index ?? -1]?.at(-1)
  const isFedAlike = edgesInto(earlier.plan.document, node.id).join() === edgesInto(plan.document, node.id).join()
  if (last === undefined || !isFedAlike) return undefined
  return { inputs: last.inputs, sources: renamedSources(last.sources, earlier.plan, plan) }
}

/** Of several nodes that lead to the same input the first one that gave something. */
function lastOutputs(earlier: Earlier, plan: Plan, target: PlanNode): Known | undefined {
  const inputs: (Items | null)[] = []
  const sources: Task['sources'][number][] = []
  for (const { from, to, kind } of plan.document.edges) {
    if (kind !== 'main' || to.node !== target.node.id) continue
    while (inputs.length <= to.input) {
      inputs.push(null)
      sources.push(null)
    }
    const last = earlier.state.runs[earlier.plan.byId.get(from.node)?.index ?? -1]?.at(-1)
    const items = last?.outputs[from.output] ?? []
    if (last === undefined || items.length === 0 || inputs[to.input] !== null) continue
    inputs[to.input] = items
    sources[to.input] = { node: plan.byId.get(from.node)?.node.name ?? '', output: from.output, run: last.runIndex }
  }
  return inputs.some((items) => items !== null) ? { inputs, sources } : undefined
}

/** The same nodes by the names that they have by now. */
export function renamedSources(sources: Task['sources'], before: Plan, now: Plan): Task['sources'] {
  return sources.map((source) => {
    if (source === null) return null
    const id = before.byName.get(source.node)?.node.id ?? ''
    return { ...source, node: now.byId.get(id)?.node.name ?? source.node }
  })
}
