import fc from 'fast-check'
import type { Item } from '@steward/contract/item'
import type { WorkflowDocument } from '@steward/contract/workflow'
import { givenNode } from './given-workflow.ts'
import { createCatalog } from '#engine/core'

const two = [{ name: 'a' }, { name: 'b' }]

/** Nodes that pass on, split by parity, or bring two inputs together with and without need of both. */
export const parallelCatalog = createCatalog([
  givenNode('pass'),
  givenNode('split', { outputs: two }),
  givenNode('join', { inputs: two, requiredInputs: () => 1 }),
  givenNode('both', { inputs: two, requiredInputs: () => [0, 1] }),
])

const types = ['pass', 'pass', 'pass', 'split', 'join', 'both'] as const
/** A node gives nothing from this run on, so that every circle ends. */
export const lastRun = 3

/** What a node gives: told from its name, its run and its inputs alone. */
export function giveOutputs(type: string, name: string, run: number, inputs: readonly (readonly Item[] | null)[]): Item[][] {
  if (run >= lastRun) return type === 'split' ? [[], []] : [[]]
  const items = inputs.flatMap((one) => one ?? [])
  const given = items.slice(0, 4).map((item, index) => ({ json: { by: `${name} ${run}`, of: digest(item), index } }))
  if (type !== 'split') return [given]
  return [given.filter((item) => digest(item) % 2 === 0), given.filter((item) => digest(item) % 2 === 1)]
}

export function digest(value: unknown): number {
  let hash = 7
  for (const char of JSON.stringify(value)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0
  return hash
}

type Drawn = { readonly from: number; readonly to: number; readonly output: number; readonly input: number }

/** Workflows of up to ten nodes with branches, joins, switches and circles. */
export function anyWorkflow(limit: number): fc.Arbitrary<WorkflowDocument> {
  const edge = fc.record({ from: fc.nat(9), to: fc.nat(9), output: fc.nat(1), input: fc.nat(1) })
  const onward = fc.record({ output: fc.nat(1), input: fc.nat(1), back: fc.nat(3) })
  const shape = {
    kinds: fc.array(fc.constantFrom(...types), { minLength: 3, maxLength: 10 }),
    onward: fc.array(onward, { minLength: 10, maxLength: 10 }),
  }
  return fc
    .record({ ...shape, edges: fc.array(edge, { maxLength: 9 }), heights: fc.array(fc.nat(5), { minLength: 10, maxLength: 10 }) })
    .map(({ kinds, onward: chain, edges, heights }) =>
      documentOf(['pass', ...kinds], [...chained(kinds.length + 1, chain), ...edges], heights, limit),
    )
}

/** Every node but the first follows from one before it, so that all of a workflow has a chance to be executed. */
function chained(count: number, chain: readonly { output: number; input: number; back: number }[]): Drawn[] {
  return Array.from({ length: count - 1 }, (_, index) => {
    const { output, input, back } = chain[index % chain.length] as (typeof chain)[number]
    return { from: Math.max(0, index - back), to: index + 1, output, input }
  })
}

function documentOf(
  kinds: readonly string[],
  drawn: readonly Drawn[],
  heights: readonly number[],
  limit: number,
): WorkflowDocument {
  const name = (index: number) => `N${index % kinds.length}`
  const kind = (index: number) => kinds[index % kinds.length] as string
  return {
    steward: 1,
    name: 'Drawn',
    nodes: kinds.map((type, index) => ({
      id: name(index),
      name: name(index),
      type,
      version: 1,
      position: [index * 100, (heights[index % heights.length] ?? 0) * 100],
      parameters: {},
      settings: {},
    })),
    edges: drawn.map(({ from, to, output, input }) => ({
      from: { node: name(from), output: kind(from) === 'split' ? output : 0 },
      to: { node: name(to), input: kind(to) === 'join' || kind(to) === 'both' ? input : 0 },
      kind: 'main',
    })),
    settings: { executionOrder: 'v1', parallel: { limit } },
  }
}
