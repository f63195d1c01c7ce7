import i18next from 'i18next'
import type { WorkflowEdge } from '@steward/contract/workflow'
import { sentenceOf } from '../../../api/problem.ts'
import { notifyFailure } from '../../../ui/notify.tsx'
import { pasteNodes } from '../../command/paste-nodes.ts'
import { snap } from '../../model/arranging.ts'
import { type Fragment, fragmentAt, fragmentOf, freshFragment } from '../../model/fragment.ts'
import { portsOf } from '../../model/ports.ts'
import { ownText, readFragment, sharedText } from '../clipboard.ts'
import { boxesOf, type Desk, documentOf, edit, inDocument, type Point } from '../desk.ts'
import type { Actions } from './actions.ts'
import { remove, selected } from './build-actions.ts'
import { usualAim } from './put-node.ts'

const hasAny = (desk: Desk) => selected(desk).length > 0

export const clipboardActions: Pick<Actions, 'copy' | 'cut' | 'paste'> = {
  copy: { isPossible: hasAny, run: (desk) => copy(desk) },
  cut: {
    isPossible: hasAny,
    run: (desk) => {
      copy(desk)
      remove(desk)
    },
  },
  paste: {
    isPossible: () => navigator.clipboard !== undefined,
    run: (desk) => {
      const refused = () => desk.say(i18next.t('pasteByKey', { ns: 'canvas' }), true)
      navigator.clipboard.readText().then((text) => paste(desk, text), refused)
    },
  },
}

let copies = 0

/** Copies the selection; `into` is the clipboard of an event, which has to be written to before the event is over. */
export function copy(desk: Desk, into?: DataTransfer | null): void {
  const fragment = fragmentOf(documentOf(desk), new Set(selected(desk).map(({ id }) => id)))
  if (fragment.nodes.length === 0) return
  copies += 1
  const number = copies
  into?.setData('text/plain', ownText(fragment))
  desk.say(i18next.t('copied', { ns: 'canvas', count: fragment.nodes.length }))
  const write = (text: string) =>
    number === copies && navigator.clipboard !== undefined ? navigator.clipboard.writeText(text) : undefined
  // What n8n can read takes its place as soon as it is known; where that fails, our own form stays.
  if (into === undefined) void write(ownText(fragment))?.catch(() => undefined)
  sharedText(fragment)
    .then(write)
    .catch(() => undefined)
}

/** Adds what a text holds: below the pointer, else beside what is selected; one node selected is joined to what comes. */
export async function paste(desk: Desk, text: string, at?: Point): Promise<void> {
  if (!desk.editor.mayWrite || text.trim() === '') return
  try {
    const { fragment, notices } = await readFragment(text)
    if (fragment.nodes.length === 0) throw new Error(i18next.t('nothingToPaste', { ns: 'canvas' }))
    putFragment(desk, fragment, at)
    for (const notice of notices.slice(0, 3)) desk.say(notice, true)
  } catch (error) {
    notifyFailure(i18next.t('notPasted', { ns: 'canvas' }), sentenceOf(error))
  }
}

function putFragment(desk: Desk, fragment: Fragment, at: Point | undefined) {
  const document = documentOf(desk)
  const fresh = freshFragment(fragment, { taken: new Set(document.nodes.map(({ name }) => name)) })
  const placed = fragmentAt(fresh, inDocument(desk, at ?? besideSelection(desk)))
  const edge = edgeInto(desk, placed)
  edit(desk, pasteNodes(placed, { edges: edge === undefined ? [] : [edge] }))
  desk.editor.select(placed.nodes.map(({ id }) => id))
}

/** From the node that is selected to the one node that nothing else leads to. */
function edgeInto(desk: Desk, { nodes, edges }: Fragment): WorkflowEdge | undefined {
  const aim = usualAim(desk)
  const reached = new Set(edges.map(({ to }) => to.node))
  const starts = nodes.filter(
    (node) =>
      !reached.has(node.id) &&
      node.type !== 'note' &&
      portsOf(node, desk.kinds().get(node.type), { edges: [] }).inputs.length > 0,
  )
  const [start] = starts
  if (aim.kind !== 'after' || start === undefined || starts.length > 1) return undefined
  return { from: { node: aim.node, output: aim.output }, to: { node: start.id, input: 0 }, kind: 'main' }
}

const gap = 60

function besideSelection(desk: Desk): Point {
  const boxes = [...boxesOf(desk, new Set(selected(desk).map(({ id }) => id))).values()]
  if (boxes.length > 0) {
    const right = Math.max(...boxes.map(({ x, width }) => x + width))
    return { x: snap(right + gap), y: snap(Math.min(...boxes.map(({ y }) => y))) }
  }
  const all = [...boxesOf(desk).values()]
  if (all.length === 0) return { x: 0, y: 0 }
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  return { x: snap(Math.min(...all.map(({ x }) => x))), y: snap(bottom + gap) }
}
