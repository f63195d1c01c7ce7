import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import type { StewardEdge } from '../model/graph.ts'
import { useCanvasTools } from './tools.ts'
import css from './edge.module.css'

/** An edge turns green once items have passed; a dot runs along it while they do. The plus in its middle puts a node there. */
export const StewardEdgeLine = memo(function StewardEdgeLine({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  data,
}: EdgeProps<StewardEdge>) {
  const tools = useCanvasTools()
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  const back = targetX < sourceX - 20 && data?.tone !== 'helper'
  const [path, labelX, labelY] = back
    ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 26 })
    : getBezierPath({ ...ends, curvature: 0.3 })
  const label = data?.label ?? ''
  const tone = data?.tone ?? 'idle'
  return (
    <>
      <BaseEdge id={id} path={path} className={`${css['edge']} ${css[tone]}`} interactionWidth={24} />
      {tone === 'busy' ? <circle r={3} className={css['dot']} style={{ offsetPath: `path('${path}')` }} /> : null}
      {tools === undefined || tone === 'helper' ? null : (
        <g
          className={css['plus']}
          transform={`translate(${labelX} ${labelY})`}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation()
            tools.addOnEdge(id)
          }}
        >
          <circle r={11} />
          <path d="M-4.5 0h9M0-4.5v9" />
        </g>
      )}
      {label === '' ? null : (
        <EdgeLabelRenderer>
          <span
            className={css['count']}
            style={{
              transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY - (Math.abs(sourceY - targetY) < 4 ? 13 : 0)}px)`,
            }}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
