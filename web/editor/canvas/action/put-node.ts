import { freeName } from '@steward/contract/change'
import type { WorkflowEdge, WorkflowNode } from '@steward/contract/workflow'
import { addNode } from '../../command/add-node.ts'
import { insertOnEdge } from '../../command/insert-on-edge.ts'
import { replaceNode } from '../../command/replace-node.ts'
import { freePlace, snap } from '../../model/arranging.ts'
import { nextOutput } from '../../model/connecting.ts'
import { newNode } from '../../model/new-node.ts'
import { nodeHeight, nodeWidth } from '../../model/place.ts'
import { portsOf } from '../../model/ports.ts'

import { selectedNodes, streamOf } from '../../model/selecting.ts'
import type { Entry } from '../../palette/entries.ts'
import { type Aim, boxesOf, type Desk, documentOf, edgeByKey, edit, inDocument, movesTo, type Point, reveal } from '../desk.ts'

/** From the left edge of a node to that of the next. */
const columnWidth = 260
const size = { width: nodeWidth, height: nodeHeight }

/** Puts what was chosen in the palette where it was aimed at, and selects it. */
export function putNode(desk: Desk, entry: Entry, aim: Aim): string | undefined {
  const id = aim.kind === 'replace' ? replace(desk, entry, aim.node) : insert(desk, entry, aim)
  if (id === undefined) return undefined
  desk.editor.select([id])
  requestAnimationFrame(() => reveal(desk, id))
  return id
}

/** After the node that is selected, where there is one; beside everything else otherwise. */
export function usualAim(desk: Desk): Aim {
  const document = documentOf(desk)
  const nodes = selectedNodes(document, desk.editor.state().selection)
  const [node] = nodes
  if (node === undefined || nodes.length > 1) return { kind: 'free' }
  const { outputs } = portsOf(node, desk.kinds().get(node.type), document)
  if (outputs.length === 0 || node.type === 'note') return { kind: 'free' }
  return { kind: 'after', node: node.id, output: nextOutput(node, document, desk.kinds()) }
}

function insert(desk: Desk, entry: Entry, aim: Exclude<Aim, { kind: 'replace' }>): string | undefined {
  if (aim.kind === 'edge') return insertInto(desk, entry, aim.key)
  const place = freePlace(placeFor(desk, aim), size, [...boxesOf(desk).values()])
  const node = newNode(entry.kind, { parameters: entry.parameters, position: inDocument(desk, place) })
  const edge = edgeFor(node, aim, entry)
  return edit(desk, addNode(node, edge === undefined ? [] : [edge])) ? node.id : undefined
}

/** What starts a workflow has nothing before it: it is put there without an edge. */
function edgeFor(node: WorkflowNode, aim: Aim, { kind }: Entry): WorkflowEdge | undefined {
  if (aim.kind === 'after' && kind.trigger === null)
    return { from: { node: aim.node, output: aim.output }, to: { node: node.id, input: 0 }, kind: 'main' }
  if (aim.kind === 'before') return { from: { node: node.id, output: 0 }, to: { node: aim.node, input: aim.input }, kind: 'main' }
  return undefined
}

function placeFor(desk: Desk, aim: Exclude<Aim, { kind: 'replace' | 'edge' }>): Point {
  if (aim.at !== undefined) return { x: aim.at.x, y: aim.at.y - nodeHeight / 2 }
  const boxes = boxesOf(desk)
  const near = aim.kind === 'free' ? undefined : boxes.get(aim.node)
  if (near !== undefined) return { x: near.x + (aim.kind === 'after' ? columnWidth : -columnWidth), y: near.y }
  const flow = desk.flow()
  const pane = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  if (boxes.size === 0 && pane !== undefined) {
    const middle = flow.screenToFlowPosition({ x: pane.left + pane.width / 3, y: pane.top + pane.height / 2 })
    return { x: middle.x - nodeWidth / 2, y: middle.y - nodeHeight / 2 }
  }
  const right = Math.max(...[...boxes.values()].map(({ x }) => x))
  const last = [...boxes.values()].find(({ x }) => x === right)
  return { x: right + columnWidth, y: last?.y ?? 0 }
}

/** In the middle of an edge; what follows moves to the right where there is no room. */
function insertInto(desk: Desk, entry: Entry, key: string): string | undefined {
  const edge = edgeByKey(desk, key)
  if (edge === undefined || entry.kind.trigger !== null) return insert(desk, entry, { kind: 'free' })
  const boxes = boxesOf(desk)
  const [from, to] = [boxes.get(edge.from.node), boxes.get(edge.to.node)]
  if (from === undefined || to === undefined) return undefined
  const gap = to.x - (from.x + from.width)
  const isRoomy = gap >= nodeWidth + 80 || to.x <= from.x
  const x = isRoomy ? from.x + from.width + (gap - nodeWidth) / 2 : from.x + columnWidth
  const place = { x: snap(x), y: snap((from.y + to.y) / 2) }
  const node = newNode(entry.kind, { parameters: entry.parameters, position: inDocument(desk, place) })
  const room = isRoomy ? new Map<string, Point>() : shiftRight(desk, edge.to.node, place.x + columnWidth - to.x)
  return edit(desk, insertOnEdge(node, edge, movesTo(desk, room))) ? node.id : undefined
}

function shiftRight(desk: Desk, id: string, by: number): ReadonlyMap<string, Point> {
  const boxes = boxesOf(desk)
  const first = boxes.get(id)?.x ?? 0
  const after = streamOf(documentOf(desk), new Set([id]), 'after')
  // What a loop leads back to stands further left and stays.
  return new Map(
    [...boxes]
      .filter(([one, { x }]) => after.has(one) && x >= first)
      .map(([one, { x, y }]) => [one, { x: x + Math.max(0, by), y }]),
  )
}

function replace(desk: Desk, entry: Entry, id: string): string | undefined {
  const before = documentOf(desk).nodes.find((node) => node.id === id)
  if (before === undefined) return undefined
  const made = newNode(entry.kind, { parameters: entry.parameters, position: before.position })
  const kindBefore = desk.kinds().get(before.type)
  // A name that a person gave stays; what was called by its kind is called by the new one.
  const isNamed = kindBefore !== undefined && before.name.replace(/\d+$/, '') !== kindBefore.title
  const taken = new Set(
    documentOf(desk)
      .nodes.filter((node) => node.id !== id)
      .map(({ name }) => name),
  )
  const node = { ...made, id, name: isNamed ? before.name : freeName(made.name, taken) }
  const ports = portsOf(node, entry.kind, { edges: [] })
  return edit(desk, replaceNode(before, node, { inputs: ports.inputs.length, outputs: ports.outputs.length })) ? id : undefined
}
