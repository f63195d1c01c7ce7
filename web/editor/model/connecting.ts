import type { NodeKind } from '@steward/contract/api/workflow'
import { edgeKey } from '@steward/contract/change'
import { stickyNoteType, type WorkflowDocument, type WorkflowEdge, type WorkflowNode } from '@steward/contract/workflow'
import { type Ports, portsOf } from './ports.ts'

type Kinds = ReadonlyMap<string, NodeKind>

/** Why two ports may not be joined; the names are those of `locale/en/canvas.ts`. */
export type Refusal = 'toItself' | 'toTrigger' | 'toNote' | 'twice' | 'otherKind' | 'gone'

export function refusalOf(edge: WorkflowEdge, document: WorkflowDocument, kinds: Kinds): Refusal | undefined {
  const [from, to] = [edge.from, edge.to].map((end) => document.nodes.find(({ id }) => id === end.node))
  if (from === undefined || to === undefined) return 'gone'
  if (from.type === stickyNoteType || to.type === stickyNoteType) return 'toNote'
  if (from.id === to.id) return 'toItself'
  if (edge.kind === 'main' && inputsOf(to, kinds) === 0) return 'toTrigger'
  return document.edges.some((one) => edgeKey(one) === edgeKey(edge)) ? 'twice' : undefined
}

/** `out 1` and `in 0`, or `from ai_tool` and `to ai_tool`, as an edge. */
export function edgeOf(ends: Ends): WorkflowEdge | Refusal {
  const [from = '', output = ''] = (ends.sourceHandle ?? 'out 0').split(' ')
  const [to = '', input = ''] = (ends.targetHandle ?? 'in 0').split(' ')
  const isMain = from === 'out' && to === 'in'
  if (!isMain && (from === 'out' || to === 'in' || output !== input)) return 'otherKind'
  return {
    from: { node: ends.source, output: isMain ? Number(output) : 0 },
    to: { node: ends.target, input: isMain ? Number(input) : 0 },
    kind: isMain ? 'main' : output,
  }
}

type Ends = {
  readonly source: string
  readonly target: string
  readonly sourceHandle?: string | null | undefined
  readonly targetHandle?: string | null | undefined
}

export type Target = { readonly edge: WorkflowEdge; readonly node: WorkflowNode; readonly from: string; readonly to: string }

/** Everything that a node can be joined to, an entry per output and input; those that nothing leads to yet come first. */
export function targetsOf(node: WorkflowNode, document: WorkflowDocument, kinds: Kinds): readonly Target[] {
  const outputs = mainPorts(node, document, kinds).outputs
  const reached = new Set(document.edges.map(({ to }) => to.node))
  return outputs
    .flatMap((from, output) =>
      document.nodes.flatMap((target) => {
        const { inputs } = mainPorts(target, document, kinds)
        return inputs.flatMap((to, input): Target[] => {
          const edge = { from: { node: node.id, output }, to: { node: target.id, input }, kind: 'main' }
          return refusalOf(edge, document, kinds) === undefined ? [{ edge, node: target, from, to }] : []
        })
      }),
    )
    .toSorted((a, b) => Number(reached.has(a.node.id)) - Number(reached.has(b.node.id)))
}

function mainPorts(node: WorkflowNode, document: WorkflowDocument, kinds: Kinds): Ports {
  const ports = portsOf(node, kinds.get(node.type), document)
  return node.type === stickyNoteType ? { ...ports, inputs: [], outputs: [] } : ports
}

const inputsOf = (node: WorkflowNode, kinds: Kinds) => portsOf(node, kinds.get(node.type), { edges: [] }).inputs.length

/** The first output of a node from which nothing leads on, or else its first one. */
export function nextOutput(node: WorkflowNode, document: WorkflowDocument, kinds: Kinds): number {
  const { outputs } = portsOf(node, kinds.get(node.type), document)
  const used = new Set(document.edges.filter(({ from }) => from.node === node.id).map(({ from }) => from.output))
  return Math.max(
    0,
    outputs.findIndex((_, output) => !used.has(output)),
  )
}
