import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import { memo } from 'react'
import type { StewardEdge } from '../model/graph.ts'
import css from './edge.module.css'

/** An edge turns green once items have passed; a dot runs along it while they do. */
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
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  const back = targetX < sourceX - 20 && data?.tone !== 'helper'
  const [path, labelX, labelY] = back
    ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 26 })
    : getBezierPath({ ...ends, curvature: 0.3 })
  const label = data?.label ?? ''
  const tone = data?.tone ?? 'idle'
  return (
    <>
      <BaseEdge id={id} path={path} className={`${css['edge']} ${css[tone]}`} />
      {tone === 'busy' ? <circle r={3} className={css['dot']} style={{ offsetPath: `path('${path}')` }} /> : null}
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
