import type { Drawing } from '../../model/graph.ts'
import { type Desk, documentOf } from '../desk.ts'
import type { Actions } from './actions.ts'
import { single } from './build-actions.ts'
import { show } from './select-actions.ts'

const moveMs = 160
export const fitting = { maxZoom: 1, padding: 0.12 }

export const lookActions: Pick<
  Actions,
  'find' | 'outline' | 'map' | 'nextProblem' | 'zoomIn' | 'zoomOut' | 'fit' | 'actualSize' | 'run' | 'runTo'
> = {
  find: { run: (desk) => desk.ask({ kind: 'find' }) },
  outline: { run: (desk) => desk.toggle('outline') },
  map: { run: (desk) => desk.toggle('map') },
  nextProblem: { isPossible: (desk) => nodesWithProblems(desk).length > 0, run: showNextProblem },
  zoomIn: { run: (desk) => void desk.flow().zoomIn({ duration: moveMs }) },
  zoomOut: { run: (desk) => void desk.flow().zoomOut({ duration: moveMs }) },
  fit: { run: (desk) => void desk.flow().fitView({ ...fitting, duration: moveMs }) },
  actualSize: { run: (desk) => void desk.flow().zoomTo(1, { duration: moveMs }) },
  run: { isPossible: (desk) => desk.host().run !== undefined, run: (desk) => desk.host().run?.() },
  runTo: {
    isPossible: (desk) => single(desk) !== undefined && desk.host().runTo !== undefined,
    run: (desk) => desk.host().runTo?.(single(desk)!.id),
  },
}

/** Nodes that a sentence about what stands in the way names, and nodes that failed, in the order of the document. */
export function nodesWithProblems(desk: Desk, { nodes }: Drawing = desk.drawing()): readonly string[] {
  const problems = desk.host().problems ?? []
  const failed = new Set(nodes.flatMap((node) => (node.type === 'steward' && node.data.error !== null ? [node.id] : [])))
  return documentOf(desk)
    .nodes.filter(({ id, name }) => failed.has(id) || problems.some((problem) => problem.includes(`"${name}"`)))
    .map(({ id }) => id)
}

function showNextProblem(desk: Desk) {
  const ids = nodesWithProblems(desk)
  const at = ids.findIndex((id) => desk.editor.state().selection.has(id))
  const next = ids[(at + 1) % ids.length]
  if (next !== undefined) show(desk, next)
}
