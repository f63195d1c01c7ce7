import { edgeKey } from '@steward/contract/change'
import { stickyNoteType } from '@steward/contract/workflow'
import { addNote } from '../../command/add-note.ts'
import { disableNodes } from '../../command/disable-nodes.ts'
import { disconnect } from '../../command/disconnect.ts'
import { pasteNodes } from '../../command/paste-nodes.ts'
import { removeNodes } from '../../command/remove-nodes.ts'
import { snap } from '../../model/arranging.ts'
import { fragmentOf, freshFragment } from '../../model/fragment.ts'
import { selectedEdges, selectedNodes } from '../../model/selecting.ts'
import { type Desk, documentOf, edit, inDocument } from '../desk.ts'
import type { Actions } from './actions.ts'
import { usualAim } from './put-node.ts'

export const selected = (desk: Desk) => selectedNodes(documentOf(desk), desk.editor.state().selection)
const selectedOnly = (desk: Desk) => selected(desk).filter(({ type }) => type !== stickyNoteType)
/** The node that is meant where only one can be. */
export const single = (desk: Desk) => {
  const nodes = selectedOnly(desk)
  return nodes.length === 1 ? nodes[0] : undefined
}
const hasNodes = (desk: Desk) => selectedOnly(desk).length > 0
const idsOf = (nodes: readonly { readonly id: string }[]) => new Set(nodes.map(({ id }) => id))

export const buildActions: Pick<
  Actions,
  'add' | 'addNote' | 'connect' | 'replace' | 'duplicate' | 'rename' | 'disable' | 'pin' | 'remove'
> = {
  add: { run: (desk) => desk.ask({ kind: 'palette', aim: usualAim(desk) }) },
  addNote: { run: writeNote },
  connect: {
    isPossible: (desk) => single(desk) !== undefined,
    run: (desk) => desk.ask({ kind: 'connect', node: single(desk)!.id }),
  },
  replace: {
    isPossible: (desk) => single(desk) !== undefined,
    run: (desk) => desk.ask({ kind: 'palette', aim: { kind: 'replace', node: single(desk)!.id } }),
  },
  duplicate: { isPossible: (desk) => selected(desk).length > 0, run: duplicate },
  rename: {
    isPossible: (desk) => single(desk) !== undefined || selectedGroup(desk) !== undefined,
    run: (desk) => desk.ask({ kind: 'rename', node: selectedGroup(desk) ?? single(desk)!.id }),
  },
  disable: {
    isPossible: hasNodes,
    run: (desk) => {
      const nodes = selectedOnly(desk)
      edit(desk, disableNodes(idsOf(nodes), !nodes.every((node) => node.settings.disabled === true)))
    },
  },
  pin: {
    isPossible: (desk) => single(desk) !== undefined && desk.host().pin !== undefined,
    run: (desk) => desk.host().pin?.(single(desk)!.id),
  },
  remove: {
    isPossible: (desk) => desk.editor.state().selection.size > 0,
    run: remove,
  },
}

export const selectedGroup = (desk: Desk): string | undefined => {
  const { selection } = desk.editor.state()
  return (documentOf(desk).groups ?? []).find(({ id }) => selection.has(id))?.id
}

function writeNote(desk: Desk) {
  const pane = document.querySelector('[data-canvas]')?.getBoundingClientRect()
  const at = desk.flow().screenToFlowPosition({
    x: (pane?.left ?? 0) + (pane?.width ?? 0) / 2,
    y: (pane?.top ?? 0) + (pane?.height ?? 0) / 2,
  })
  const id = crypto.randomUUID()
  const position = inDocument(desk, { x: snap(at.x - 120), y: snap(at.y - 80) })
  if (edit(desk, addNote({ id, name: 'Note', position }))) desk.editor.select([id])
}

const besideBy = 40

/** The same again, a little below and to the right. */
function duplicate(desk: Desk) {
  const document = documentOf(desk)
  const fragment = fragmentOf(document, idsOf(selected(desk)))
  const fresh = freshFragment(fragment, { taken: new Set(document.nodes.map(({ name }) => name)) })
  const nodes = fresh.nodes.map((node) => ({
    ...node,
    position: [node.position[0] + besideBy, node.position[1] + besideBy] as [number, number],
  }))
  edit(desk, pasteNodes({ ...fresh, nodes }, { name: 'duplicateNodes' }))
  desk.editor.select(nodes.map(({ id }) => id))
}

/** What stood before and after goes on together where that is unambiguous; then what came before is selected. */
export function remove(desk: Desk) {
  const document = documentOf(desk)
  const nodes = selected(desk)
  const edges = selectedEdges(document, desk.editor.state().selection)
  if (nodes.length === 0) {
    edit(desk, disconnect(desk.editor.state().selection))
    return
  }
  const ids = idsOf(nodes)
  const before = document.edges.find(({ from, to }) => ids.has(to.node) && !ids.has(from.node))?.from.node
  const [first, also] = [removeNodes(ids), disconnect(new Set(edges.map((edge) => edgeKey(edge))))]
  edit(desk, { ...first, apply: (all) => first.apply(also.apply(all)) })
  desk.editor.select(before === undefined ? [] : [before])
}
