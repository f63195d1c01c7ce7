import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { nodeWidth } from '../model/place.ts'

/** A drawing that fits at this zoom or above can be read whole. */
const fittingZoom = 0.55

/** When the canvas changes its size, as when the panel opens, the chosen node stays to be seen; where none is chosen the drawing is fitted anew. */
export function useKeepInView(chosen: string | undefined): void {
  const height = useStore((state) => state.height)
  const width = useStore((state) => state.width)
  const { fitView, getNode, getViewport, setCenter } = useReactFlow()
  const latest = useRef(chosen)
  const before = useRef({ width: 0, height: 0 })
  useEffect(() => {
    latest.current = chosen
  })
  useEffect(() => {
    if (height === 0 || width === 0) return
    const isFirst = before.current.width === 0
    before.current = { width, height }
    const node = latest.current === undefined ? undefined : getNode(latest.current)
    const { x, y, zoom } = getViewport()
    if (node === undefined) {
      if (isFirst) void fitView({ maxZoom: 1, padding: 0.12 })
      return
    }
    const at = { x: node.position.x * zoom + x, y: node.position.y * zoom + y }
    const isSeen = at.x >= 0 && at.y >= 0 && at.x + nodeWidth * zoom <= width && at.y + 56 * zoom <= height
    if (isSeen && zoom >= fittingZoom) return
    void setCenter(node.position.x + nodeWidth / 2, node.position.y + 28, { zoom: Math.max(zoom, fittingZoom) })
  }, [height, width, fitView, getNode, getViewport, setCenter])
}
