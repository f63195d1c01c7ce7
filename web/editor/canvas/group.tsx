import { Handle, type NodeProps, Position } from '@xyflow/react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupNode } from '../model/draw-group.ts'
import css from './group.module.css'
import { useCanvasTools } from './tools.ts'

/** A frame around nodes, or one box in their place. */
export const GroupFrame = memo(function GroupFrame({ id, data, selected, width, height }: NodeProps<GroupNode>) {
  const { t } = useTranslation('canvas')
  const tools = useCanvasTools()
  const { isCollapsed, color, count } = data
  const name = data.name === '' ? t('groupUnnamed') : data.name
  const Arrow = isCollapsed ? ChevronRight : ChevronDown
  const word = t(isCollapsed ? 'expandGroup' : 'collapseGroup', { name })
  return (
    <div
      className={`${css['group']} ${isCollapsed ? css['collapsed'] : ''} ${selected ? css['selected'] : ''}`}
      data-color={color}
      style={{ width, height }}
    >
      {isCollapsed && data.hasInput ? <Port type="target" position={Position.Left} id="in 0" /> : null}
      {isCollapsed && data.hasOutput ? <Port type="source" position={Position.Right} id="out 0" /> : null}
      <div className={css['head']}>
        {tools === undefined ? null : (
          <button
            type="button"
            tabIndex={-1}
            className={`${css['fold']} nodrag`}
            aria-label={word}
            title={word}
            onClick={(event) => {
              event.stopPropagation()
              tools.fold(id, !isCollapsed)
            }}
          >
            <Arrow size={14} aria-hidden />
          </button>
        )}
        <span className={css['name']} dir="auto" onDoubleClick={() => tools?.nameGroup(id)}>
          {name}
        </span>
        <span className={css['count']}>{t('groupCount', { count })}</span>
      </div>
    </div>
  )
})

const Port = ({ type, position, id }: { type: 'source' | 'target'; position: Position; id: string }) => (
  <Handle type={type} position={position} id={id} isConnectable={false} className={css['port'] ?? ''} />
)
