import { arrangeNodes } from '../../command/arrange-nodes.ts'
import { changeGroup } from '../../command/change-group.ts'
import { groupNodes } from '../../command/group-nodes.ts'
import { moveNodes } from '../../command/move-nodes.ts'
import { ungroupNodes } from '../../command/ungroup-nodes.ts'
import { aligned, type Alignment, distributed, gridStep } from '../../model/arranging.ts'
import { boxesOf, type Desk, documentOf, edit, movesTo } from '../desk.ts'
import type { Actions } from './actions.ts'
import { selected } from './build-actions.ts'
import { tidy } from './tidy.ts'

const selectedBoxes = (desk: Desk) => boxesOf(desk, new Set(selected(desk).map(({ id }) => id)))

const nudge = (dx: number, dy: number) => ({
  isPossible: (desk: Desk) => selected(desk).length > 0,
  run: (desk: Desk) => {
    const places = [...selectedBoxes(desk)].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }] as const)
    edit(desk, moveNodes(movesTo(desk, new Map(places)), `nudge ${places.map(([id]) => id).join(' ')}`))
  },
})

const align = (to: Alignment) => ({
  isPossible: (desk: Desk) => selected(desk).length > 1,
  run: (desk: Desk) => void edit(desk, arrangeNodes(movesTo(desk, aligned(selectedBoxes(desk), to)), 'alignNodes')),
})

const distribute = (along: 'x' | 'y') => ({
  isPossible: (desk: Desk) => selected(desk).length > 2,
  run: (desk: Desk) => void edit(desk, arrangeNodes(movesTo(desk, distributed(selectedBoxes(desk), along)), 'distributeNodes')),
})

export const groupsOf = (desk: Desk) => {
  const { selection } = desk.editor.state()
  const inside = new Set(selected(desk).map(({ id }) => id))
  return (documentOf(desk).groups ?? []).filter(({ id, nodes }) => selection.has(id) || nodes.some((one) => inside.has(one)))
}

export const arrangeActions: Pick<
  Actions,
  | 'moveLeft'
  | 'moveRight'
  | 'moveUp'
  | 'moveDown'
  | 'tidy'
  | 'alignLeft'
  | 'alignRight'
  | 'alignTop'
  | 'alignBottom'
  | 'alignCentre'
  | 'alignMiddle'
  | 'distributeAcross'
  | 'distributeDown'
  | 'group'
  | 'ungroup'
  | 'fold'
> = {
  moveLeft: nudge(-gridStep, 0),
  moveRight: nudge(gridStep, 0),
  moveUp: nudge(0, -gridStep),
  moveDown: nudge(0, gridStep),
  tidy: { isPossible: (desk) => documentOf(desk).nodes.length > 1, run: (desk) => void tidy(desk) },
  alignLeft: align('left'),
  alignRight: align('right'),
  alignTop: align('top'),
  alignBottom: align('bottom'),
  alignCentre: align('centre'),
  alignMiddle: align('middle'),
  distributeAcross: distribute('x'),
  distributeDown: distribute('y'),
  group: {
    isPossible: (desk) => selected(desk).length > 0,
    run: (desk) => {
      const id = crypto.randomUUID()
      edit(desk, groupNodes({ id, name: '', nodes: selected(desk).map((node) => node.id), color: 7 }))
      desk.editor.select([id])
      desk.ask({ kind: 'rename', node: id })
    },
  },
  ungroup: {
    isPossible: (desk) => groupsOf(desk).length > 0,
    run: (desk) => void edit(desk, ungroupNodes(new Set(groupsOf(desk).map(({ id }) => id)))),
  },
  fold: {
    isPossible: (desk) => groupsOf(desk).length > 0,
    run: (desk) => {
      const [group] = groupsOf(desk)
      if (group === undefined) return
      edit(desk, changeGroup(group, { isCollapsed: group.isCollapsed !== true }))
      desk.editor.select([group.id])
    },
  },
}
