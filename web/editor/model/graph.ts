import type { NodeKind } from '@steward/contract/api/workflow'
import type { EffectClass } from '@steward/contract/effect'
import { edgeKey } from '@steward/contract/change'
import { type WorkflowDocument, type WorkflowNode, stickyNoteType } from '@steward/contract/workflow'
import type { Edge, Node } from '@xyflow/react'
import type { State } from '../../ui/state.ts'
import { drawGroup, type GroupNode } from './draw-group.ts'
import { effectOf } from './effect.ts'
import { inExecutionOrder } from './order.ts'
import { nodeHeight, nodeWidth, place } from './place.ts'
import { type Ports, portsOf } from './ports.ts'
import type { RunState } from './run-state.ts'
import { subtitle, typeName } from './subtitle.ts'

export type StewardNodeData = {
  readonly title: string
  readonly line: string
  /** Stands in the tile where there is no mark: the name of the node, of a placeholder its service. */
  readonly letter: string
  readonly icon: string | undefined
  readonly effect: EffectClass
  readonly trigger: boolean
  readonly placeholder: boolean
  readonly disabled: boolean
  readonly pinned: boolean
  readonly state: State | undefined
  readonly error: string | null
  /** The policy that asks somebody before the node goes on; empty where it has no name. */
  readonly asks: string | undefined
  /** It would do something outside, and has not yet. */
  readonly planned: boolean
  readonly inputs: number
  readonly outputs: number
  /** Names of ports joined by a line break, so that equal ports are equal values. */
  readonly inputNames: string
  readonly outputNames: string
  /** Numbers of the outputs from which nothing leads on. */
  readonly open: string
  /** Which it is of how many, in the order of execution, and the names of what it leads to. */
  readonly rank: number
  readonly count: number
  readonly next: string
  readonly helpersIn: string
  readonly helpersOut: string
}
export type NoteData = { readonly content: string; readonly color: number }
export type EdgeData = { readonly label: string; readonly tone: 'idle' | 'done' | 'none' | 'busy' | 'helper' }

export type StewardNode = Node<StewardNodeData, 'steward'>
export type NoteNode = Node<NoteData, 'note'>
export type StewardEdge = Edge<EdgeData, 'steward'>

export type DrawnNode = StewardNode | NoteNode | GroupNode

export type Drawing = {
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly StewardEdge[]
  readonly stretch: number
  /** See `place`. */
  readonly isInOrder: boolean
}

type Input = {
  readonly document: WorkflowDocument
  readonly kinds: ReadonlyMap<string, NodeKind>
  readonly run: RunState | undefined
  /** The execution has come to its end, so nodes without a state were skipped and are not still to come. */
  readonly ended?: boolean
  /** By the id of a node that waits for an approval: the policy that asks. */
  readonly asks?: ReadonlyMap<string, string>
  /** While a plan is open: by the id of a node that would do something outside, the policy that asks first, or nothing. */
  readonly planned?: ReadonlyMap<string, string> | undefined
  /** The stretch that was found when the drawing was opened. */
  readonly stretch?: number | undefined
}

const outputHeight = 24
/** n8n draws notes at this size when the file does not say. */
const noteSize = { width: 240, height: 160 }

/** A document, and how it went if it was executed, as the canvas draws it. */
export function drawGraph(input: Input): Drawing {
  const { document, kinds, run, asks, planned } = input
  const { positions, stretch, isInOrder } = place(document, input.stretch)
  const around = edgesAround(document)
  const order = inExecutionOrder(document)
  const ranks = new Map(order.map(({ node }, index) => [node.id, index + 1]))
  const names = new Map(document.nodes.map(({ id, name }) => [id, name]))
  const ports = new Map(
    document.nodes.map((node) => [node.id, portsOf(node, kinds.get(node.type), { edges: around.get(node.id) ?? [] })]),
  )
  const nodes = document.nodes.map((node) => {
    const position = positions.get(node.id) ?? { x: 0, y: 0 }
    if (node.type === stickyNoteType) return drawNote(node, position, stretch)
    return drawNode(node, {
      position,
      kind: kinds.get(node.type),
      ports: ports.get(node.id)!,
      run,
      ended: input.ended ?? false,
      asks: asks?.get(node.id),
      planned: planned?.get(node.id),
      pinned: document.pins?.[node.name] !== undefined,
      rank: ranks.get(node.id) ?? 0,
      count: order.length,
      leaving: (around.get(node.id) ?? []).filter(({ from }) => from.node === node.id),
      names,
    })
  })
  const edges = document.edges
    .filter(({ from, to }) => ports.has(from.node) && ports.has(to.node))
    .map((edge) => drawEdge(edge, ports.get(edge.from.node)!, run))
  return { ...withGroups(document, nodes, edges), stretch, isInOrder }
}

/** By node: the edges that begin or end there. */
function edgesAround({ edges }: WorkflowDocument): Map<string, WorkflowDocument['edges']> {
  const around = new Map<string, WorkflowDocument['edges']>()
  for (const edge of edges)
    for (const id of new Set([edge.from.node, edge.to.node])) {
      const list = around.get(id)
      if (list === undefined) around.set(id, [edge])
      else list.push(edge)
    }
  return around
}

/** Frames come first, because what is drawn later lies on top; what is in a collapsed group is not drawn, and its edges end at the box. */
function withGroups(
  { groups = [] }: WorkflowDocument,
  nodes: readonly (StewardNode | NoteNode)[],
  edges: readonly StewardEdge[],
) {
  if (groups.length === 0) return { nodes, edges }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const hidden = new Map(groups.flatMap((group) => (group.isCollapsed === true ? group.nodes.map((id) => [id, group.id]) : [])))
  const frames = groups.flatMap((group) => {
    const members = group.nodes.flatMap((id) => byId.get(id) ?? [])
    const own = new Set(group.nodes)
    return drawGroup(group, {
      members: members.map(({ position, measured }) => ({
        ...position,
        width: measured?.width ?? 0,
        height: measured?.height ?? 0,
      })),
      hasInput: edges.some(({ source, target }) => own.has(target) && !own.has(source)),
      hasOutput: edges.some(({ source, target }) => own.has(source) && !own.has(target)),
    })
  })
  return {
    nodes: [...frames, ...nodes.filter(({ id }) => !hidden.has(id))],
    edges: edges.flatMap((edge) => {
      const [from, to] = [hidden.get(edge.source), hidden.get(edge.target)]
      if (from === undefined && to === undefined) return [edge]
      if (from === to) return []
      return [
        {
          ...edge,
          ...(from === undefined ? {} : { source: from, sourceHandle: 'out 0' }),
          ...(to === undefined ? {} : { target: to, targetHandle: 'in 0' }),
        },
      ]
    }),
  }
}

type NodeInput = {
  readonly position: { x: number; y: number }
  readonly kind: NodeKind | undefined
  readonly ports: Ports
  readonly run: RunState | undefined
  readonly pinned: boolean
  readonly ended: boolean
  readonly asks: string | undefined
  readonly planned: string | undefined
  readonly rank: number
  readonly count: number
  readonly leaving: WorkflowDocument['edges']
  readonly names: ReadonlyMap<string, string>
}

function drawNode(node: WorkflowNode, input: NodeInput): StewardNode {
  const { position, kind, ports, run, pinned, ended, asks, planned, rank, count, leaving, names } = input
  const own = run?.get(node.id)
  const height = Math.max(nodeHeight, Math.max(ports.outputs.length, ports.inputs.length) * outputHeight + 8)
  const size = { width: nodeWidth, height }
  return {
    id: node.id,
    type: 'steward',
    position,
    ...size,
    measured: size,
    data: {
      title: node.name,
      line: subtitle(node, kind),
      letter: kind === undefined ? typeName(node.type) : node.name,
      icon: kind?.icon ?? guessIcon(node.type),
      effect: own === undefined || own.effect === 'pure' ? effectOf(node, kind) : own.effect,
      trigger: kind?.trigger != null,
      placeholder: kind === undefined,
      disabled: node.settings.disabled === true,
      pinned,
      state: own?.state ?? (ended ? 'skipped' : undefined),
      error: own?.error ?? null,
      asks: own?.state === 'waiting' ? asks : planned === '' ? undefined : planned,
      planned: planned !== undefined,
      inputs: ports.inputs.length,
      outputs: ports.outputs.length,
      inputNames: ports.inputs.join('\n'),
      outputNames: ports.outputs.join('\n'),
      open: ports.outputs
        .flatMap((_, output) => (leaving.some(({ from, kind: of }) => of === 'main' && from.output === output) ? [] : [output]))
        .join(' '),
      rank,
      count,
      next: [...new Set(leaving.map(({ to }) => names.get(to.node) ?? ''))].join(', '),
      helpersIn: ports.helpersIn.join('\n'),
      helpersOut: ports.helpersOut.join('\n'),
    },
  }
}

/** A placeholder keeps the mark of its service where the type names one: `n8n-nodes-base.googleSheets`. */
function guessIcon(type: string): string {
  const name = (type.split('.').at(-1) ?? '').replace(/(Trigger|Tool)$/, '').toLowerCase()
  return `brand:${name === 'postgres' ? 'postgresql' : name}`
}

function drawNote(node: WorkflowNode, position: { x: number; y: number }, stretch: number): NoteNode {
  const { width, height, content, color } = node.parameters
  const size = {
    width: (typeof width === 'number' ? width : noteSize.width) * stretch,
    height: typeof height === 'number' ? height : noteSize.height,
  }
  return {
    id: node.id,
    type: 'note',
    position,
    ...size,
    measured: size,
    zIndex: -1,
    data: { content: typeof content === 'string' ? content : '', color: typeof color === 'number' ? color : 1 },
  }
}

function drawEdge(edge: WorkflowDocument['edges'][number], ports: Ports, run: RunState | undefined): StewardEdge {
  const { from, to, kind } = edge
  const main = kind === 'main'
  const source = run?.get(from.node)
  const count = source?.items[from.output]
  const name = main ? (ports.outputs[from.output] ?? '') : kind.replace(/^ai_/, '')
  const tone = !main
    ? 'helper'
    : run?.get(to.node)?.state === 'running' && (count ?? 0) > 0
      ? 'busy'
      : count === undefined
        ? 'idle'
        : count > 0
          ? 'done'
          : 'none'
  return {
    id: edgeKey(edge),
    type: 'steward',
    source: from.node,
    target: to.node,
    sourceHandle: main ? `out ${from.output}` : `from ${kind}`,
    targetHandle: main ? `in ${to.input}` : `to ${kind}`,
    data: { label: [name, count === undefined || !main ? '' : String(count)].filter((part) => part !== '').join(' '), tone },
  }
}

/** Keeps the objects of nodes and edges that have not changed, so that only changed ones are drawn anew. */
export function reuse<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): readonly T[] {
  const known = new Map(before.map((one) => [one.id, one]))
  return after.map((one) => {
    const old = known.get(one.id)
    return old !== undefined && JSON.stringify(old) === JSON.stringify(one) ? old : one
  })
}
