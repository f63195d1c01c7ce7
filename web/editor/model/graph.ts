import type { NodeKind } from '@steward/contract/api/workflow'
import type { EffectClass } from '@steward/contract/effect'
import { type WorkflowDocument, type WorkflowNode, stickyNoteType } from '@steward/contract/workflow'
import type { Edge, Node } from '@xyflow/react'
import type { State } from '../../ui/state.ts'
import { effectOf } from './effect.ts'
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
  /** Names of ports joined by a line break, so that equal ports are equal values. */
  readonly inputs: number
  readonly outputs: number
  readonly helpersIn: string
  readonly helpersOut: string
}
export type NoteData = { readonly content: string; readonly color: number }
export type EdgeData = { readonly label: string; readonly tone: 'idle' | 'done' | 'none' | 'busy' | 'helper' }

export type StewardNode = Node<StewardNodeData, 'steward'>
export type NoteNode = Node<NoteData, 'note'>
export type StewardEdge = Edge<EdgeData, 'steward'>

export type Drawing = {
  readonly nodes: readonly (StewardNode | NoteNode)[]
  readonly edges: readonly StewardEdge[]
  readonly stretch: number
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
}

const outputHeight = 24
/** n8n draws notes at this size when the file does not say. */
const noteSize = { width: 240, height: 160 }

/** A document, and how it went if it was executed, as the canvas draws it. */
export function drawGraph({ document, kinds, run, ended = false, asks, planned }: Input): Drawing {
  const { positions, stretch } = place(document)
  const ports = new Map(document.nodes.map((node) => [node.id, portsOf(node, kinds.get(node.type), document)]))
  const nodes = document.nodes.map((node) => {
    const position = positions.get(node.id) ?? { x: 0, y: 0 }
    if (node.type === stickyNoteType) return drawNote(node, position, stretch)
    return drawNode(node, {
      position,
      kind: kinds.get(node.type),
      ports: ports.get(node.id)!,
      run,
      ended,
      asks: asks?.get(node.id),
      planned: planned?.get(node.id),
      pinned: document.pins?.[node.name] !== undefined,
    })
  })
  const drawn = new Set(document.nodes.map((node) => node.id))
  const edges = document.edges
    .filter((edge) => drawn.has(edge.from.node) && drawn.has(edge.to.node))
    .map((edge) => drawEdge(edge, ports.get(edge.from.node)!, run))
  return { nodes, edges, stretch }
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
}

function drawNode(node: WorkflowNode, { position, kind, ports, run, pinned, ended, asks, planned }: NodeInput): StewardNode {
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
    selectable: false,
    focusable: false,
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
    id: `${from.node} ${from.output} ${kind} ${to.node} ${to.input}`,
    type: 'steward',
    source: from.node,
    target: to.node,
    sourceHandle: main ? `out ${from.output}` : `from ${kind}`,
    targetHandle: main ? `in ${to.input}` : `to ${kind}`,
    focusable: false,
    selectable: false,
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
