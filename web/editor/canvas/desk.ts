import type { NodeKind } from '@steward/contract/api/workflow'
import { edgeKey } from '@steward/contract/change'
import type { WorkflowDocument, WorkflowEdge } from '@steward/contract/workflow'
import type { ReactFlowInstance } from '@xyflow/react'
import type { Command } from '../command/command.ts'
import { settlePlaces } from '../command/settle-places.ts'
import type { Boxes } from '../model/arranging.ts'
import type { Drawing, DrawnNode, StewardEdge } from '../model/graph.ts'
import type { Editor } from '../session/editor.ts'

export type Point = { readonly x: number; readonly y: number }

/** Where a node that is chosen in the palette goes. */
export type Aim =
  | { readonly kind: 'free'; readonly at?: Point }
  | { readonly kind: 'after'; readonly node: string; readonly output: number; readonly at?: Point }
  | { readonly kind: 'before'; readonly node: string; readonly input: number; readonly at?: Point }
  | { readonly kind: 'edge'; readonly key: string }
  | { readonly kind: 'replace'; readonly node: string }

/** What the canvas has open beside itself. */
export type Question =
  | { readonly kind: 'palette'; readonly aim: Aim }
  | { readonly kind: 'connect'; readonly node: string }
  | { readonly kind: 'rename'; readonly node: string }
  | { readonly kind: 'menu'; readonly at: Point; readonly on: string | undefined }
  | { readonly kind: 'find' }
  | { readonly kind: 'subWorkflow' }

/** What the page around the canvas does; absent where it cannot be done there or by this person. */
export type Host = {
  readonly open: (nodeId: string | undefined) => void
  readonly opened: string | undefined
  readonly run?: (() => void) | undefined
  /** Executes a node and what it needs from those before it. */
  readonly runTo?: ((nodeId: string) => void) | undefined
  /** Keeps the last output of a node, or lets go of it. */
  readonly pin?: ((nodeId: string) => void) | undefined
  readonly webhooks?: readonly { readonly node: string; readonly url: string; readonly testUrl: string }[] | undefined
  readonly openWorkflow?: ((id: string) => void) | undefined
  readonly createWorkflow?: ((document: WorkflowDocument) => Promise<{ readonly id: string; readonly name: string }>) | undefined
  /** What stands in the way of running it, in sentences that name nodes in quotes. */
  readonly problems?: readonly string[] | undefined
}

/** What the actions of the canvas work with. It stays the same object; what it gives is what is there at the moment. */
export type Desk = {
  readonly editor: Editor
  readonly kinds: () => ReadonlyMap<string, NodeKind>
  readonly drawing: () => Drawing
  readonly flow: () => ReactFlowInstance<DrawnNode, StewardEdge>
  readonly host: () => Host
  readonly ask: (question: Question | undefined) => void
  readonly toggle: (what: 'outline' | 'map') => void
  /** Said to whoever cannot see it; shown to everybody where it is no more than was asked for. */
  readonly say: (sentence: string, isShown?: boolean) => void
}

export const documentOf = ({ editor }: Desk): WorkflowDocument => editor.state().document

/** Where things lie on the canvas, by id. */
export function boxesOf(desk: Desk, ids?: ReadonlySet<string>): Boxes {
  return new Map(
    desk
      .drawing()
      .nodes.filter(({ id }) => ids === undefined || ids.has(id))
      .map((node) => [node.id, { ...node.position, width: node.measured?.width ?? 0, height: node.measured?.height ?? 0 }]),
  )
}

/** A place on the canvas in the measure of the document. */
export const inDocument = (desk: Desk, { x, y }: Point): [number, number] => [
  Math.round(x / desk.drawing().stretch),
  Math.round(y),
]

export const movesTo = (desk: Desk, places: ReadonlyMap<string, Point>): ReadonlyMap<string, readonly [number, number]> =>
  new Map([...places].map(([id, place]) => [id, inDocument(desk, place)]))

/** Does a command; on a document without places of its own the nodes get those where they are drawn. */
export function edit(desk: Desk, command: Command): boolean {
  const { isInOrder, nodes } = desk.drawing()
  if (!isInOrder) return desk.editor.do(command)
  const places = movesTo(desk, new Map(nodes.map(({ id, position }) => [id, position])))
  return desk.editor.do(settlePlaces(command, places))
}

export const edgeByKey = (desk: Desk, key: string): WorkflowEdge | undefined =>
  documentOf(desk).edges.find((edge) => edgeKey(edge) === key)

const moveMs = 160

/** Brings a node into view without changing the zoom more than it must to read it. */
export function reveal(desk: Desk, id: string): void {
  const node = desk.drawing().nodes.find((one) => one.id === id)
  const flow = desk.flow()
  const pane = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  if (node === undefined || pane === undefined) return
  const [width, height] = [node.measured?.width ?? 0, node.measured?.height ?? 0]
  const from = flow.flowToScreenPosition(node.position)
  const to = flow.flowToScreenPosition({ x: node.position.x + width, y: node.position.y + height })
  const isSeen = from.x >= pane.left && from.y >= pane.top && to.x <= pane.right && to.y <= pane.bottom
  const zoom = Math.max(flow.getZoom(), readableZoom)
  if (isSeen && zoom === flow.getZoom()) return
  void flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom, duration: moveMs })
}

const readableZoom = 0.4
