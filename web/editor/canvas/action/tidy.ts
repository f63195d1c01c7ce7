import i18next from 'i18next'
import { sentenceOf } from '../../../api/problem.ts'
import { notifyFailure } from '../../../ui/notify.tsx'
import { arrangeNodes } from '../../command/arrange-nodes.ts'
import { snap } from '../../model/arranging.ts'
import { boundsOf, type Box } from '../../model/draw-group.ts'
import { inExecutionOrder } from '../../model/order.ts'
import { boxesOf, type Desk, documentOf, edit, movesTo, type Point } from '../desk.ts'
import { layOut } from '../layout.ts'
import { selected } from './build-actions.ts'

/** Lays out what is selected, or everything. The upper left corner stays where it is; notes go with the node they lie nearest to. */
export async function tidy(desk: Desk): Promise<void> {
  const document = documentOf(desk)
  const chosen = selected(desk)
  const ids = new Set((chosen.length > 1 ? chosen : document.nodes).map(({ id }) => id))
  // In this order the first branch comes to lie above the next one.
  const nodes = inExecutionOrder(document).flatMap(({ node }) => (ids.has(node.id) ? [node] : []))
  const all = boxesOf(desk)
  const boxes = new Map(nodes.flatMap(({ id }) => (all.has(id) ? [[id, all.get(id)!] as const] : [])))
  const before = boundsOf([...boxes.values()])
  if (before === undefined) return
  const edges = document.edges
    .filter(({ from, to }) => boxes.has(from.node) && boxes.has(to.node))
    .map(({ from, to }) => [from.node, to.node] as const)
  try {
    const laid = await layOut({ boxes: [...boxes], edges })
    const corner = boundsOf(
      laid.map(([id, place]) => ({ ...place, width: boxes.get(id)?.width ?? 0, height: boxes.get(id)?.height ?? 0 })),
    )
    const places = new Map(
      laid.map(([id, { x, y }]) => [id, { x: snap(x - (corner?.x ?? 0) + before.x), y: snap(y - (corner?.y ?? 0) + before.y) }]),
    )
    const notes = document.nodes.filter(
      ({ id, type }) => type === 'note' && (chosen.length < 2 || chosen.some((one) => one.id === id)),
    )
    for (const { id } of notes) {
      const moved = withNearest(all.get(id), boxes, places)
      if (moved !== undefined) places.set(id, moved)
    }
    edit(desk, arrangeNodes(movesTo(desk, places), 'tidyNodes'))
    void desk.flow().fitView({ maxZoom: 1, padding: 0.12, duration: 160, nodes: [...places.keys()].map((id) => ({ id })) })
  } catch (error) {
    notifyFailure(i18next.t('notTidied', { ns: 'canvas' }), sentenceOf(error))
  }
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

/** A note moves as far as the node that it lies around or next to. */
function withNearest(
  note: Box | undefined,
  boxes: ReadonlyMap<string, Box>,
  places: ReadonlyMap<string, Point>,
): Point | undefined {
  if (note === undefined) return undefined
  const at = middle(note)
  const distance = (box: Box) => Math.hypot(middle(box).x - at.x, middle(box).y - at.y)
  const [nearest] = [...boxes].toSorted(([, a], [, b]) => distance(a) - distance(b))
  const to = nearest === undefined ? undefined : places.get(nearest[0])
  if (nearest === undefined || to === undefined) return undefined
  return { x: note.x + to.x - nearest[1].x, y: note.y + to.y - nearest[1].y }
}
