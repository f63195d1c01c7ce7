import type { NodeChange } from '@xyflow/react'
import { useCallback, useState } from 'react'
import type { Drawing, DrawnNode } from '../model/graph.ts'
import type { Places } from './graph-view.tsx'

const nothing: Places = new Map()

/** Where nodes are while they are dragged; the document hears of it when they are dropped. */
export function useDragged(drawing: Drawing, onMove: ((places: Places) => void) | undefined) {
  const [dragged, setDragged] = useState<Places>(nothing)
  const drag = useCallback(
    (changes: readonly NodeChange<DrawnNode>[]) => {
      if (onMove === undefined) return
      const moves = changes.flatMap((one) =>
        one.type === 'position' && one.position !== undefined ? [{ ...one, position: one.position }] : [],
      )
      if (moves.length === 0) return
      const moving = moves.filter((one) => one.dragging === true)
      setDragged(moving.length === 0 ? nothing : withMembers(new Map(moving.map(({ id, position }) => [id, position])), drawing))
      const dropped = moves.filter((one) => one.dragging !== true)
      if (dropped.length > 0) onMove(new Map(dropped.map(({ id, position }) => [id, position])))
    },
    [drawing, onMove],
  )
  return { dragged, drag }
}

/** What is in a frame goes with it. */
function withMembers(places: Places, { nodes }: Drawing): Places {
  const frames = nodes.filter((node) => node.type === 'group' && places.has(node.id))
  if (frames.length === 0) return places
  const all = new Map(places)
  for (const frame of frames) {
    if (frame.type !== 'group') continue
    const to = places.get(frame.id)!
    const members = new Set(frame.data.members)
    for (const { id, position } of nodes)
      if (members.has(id) && !places.has(id))
        all.set(id, { x: position.x + to.x - frame.position.x, y: position.y + to.y - frame.position.y })
  }
  return all
}
