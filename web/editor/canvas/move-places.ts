import { insertOnEdge } from '../command/insert-on-edge.ts'
import { moveNodes } from '../command/move-nodes.ts'
import { portsOf } from '../model/ports.ts'
import { type Desk, documentOf, edgeByKey, edit, inDocument } from './desk.ts'
import type { Places } from './graph-view.tsx'

/** What was dropped goes there, what is in a dropped frame goes along; a single node on an edge goes into it. */
export function movePlaces(desk: Desk, places: Places): void {
  const moves = new Map<string, readonly [number, number]>()
  const document = documentOf(desk)
  const { stretch, nodes } = desk.drawing()
  for (const drawn of nodes) {
    const to = places.get(drawn.id)
    if (to === undefined || drawn.type !== 'group') continue
    const [dx, dy] = [(to.x - drawn.position.x) / stretch, to.y - drawn.position.y]
    // Members of a collapsed frame are not drawn, so it is their own places that are moved.
    for (const node of document.nodes)
      if (drawn.data.members.includes(node.id))
        moves.set(node.id, [Math.round(node.position[0] + dx), Math.round(node.position[1] + dy)])
  }
  const frames = new Set((document.groups ?? []).map(({ id }) => id))
  for (const [id, to] of places) if (!frames.has(id)) moves.set(id, inDocument(desk, to))
  const edge = places.size === 1 ? edgeUnder(desk, [...places.keys()][0] ?? '') : undefined
  const node = document.nodes.find(({ id }) => id === [...places.keys()][0])
  if (edge !== undefined && node !== undefined) edit(desk, insertOnEdge(node, edge, moves))
  else edit(desk, moveNodes(moves))
}

/** An edge that a node without edges was dropped on. */
function edgeUnder(desk: Desk, id: string) {
  const document = documentOf(desk)
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined || document.edges.some(({ from, to }) => from.node === id || to.node === id)) return undefined
  const { inputs, outputs } = portsOf(node, desk.kinds().get(node.type), document)
  if (inputs.length === 0 || outputs.length === 0) return undefined
  const box = window.document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect()
  if (box === undefined) return undefined
  return edgeAt(desk, { x: box.left + box.width / 2, y: box.top + box.height / 2 })
}

/** The edge at a place of the screen. */
export function edgeAt(desk: Desk, { x, y }: { readonly x: number; readonly y: number }) {
  const hit = window.document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<SVGElement>('.react-flow__edge'))
    .find((element) => element !== null)
  const key = hit?.dataset['id']
  const edge = key === undefined ? undefined : edgeByKey(desk, key)
  return edge?.kind === 'main' ? edge : undefined
}
