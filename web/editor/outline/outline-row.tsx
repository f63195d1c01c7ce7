import { Ellipsis, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ServiceTile } from '../../ui/service-tile.tsx'
import { StateCircle } from '../../ui/state-circle.tsx'
import type { StewardNodeData } from '../model/graph.ts'
import type { Ordered } from '../model/order.ts'
import css from './outline.module.css'

const indentMax = 8
const indentWidth = 14

type Props = {
  readonly row: Ordered
  /** As the canvas draws it; absent within a collapsed group. */
  readonly data: StewardNodeData | undefined
  readonly at: number
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly hasProblem: boolean
  readonly onGo: (at: number, isMore: boolean) => void
  readonly onMenu: (at: number, point: { readonly x: number; readonly y: number }) => void
}

/** A node as a line: by which branch it is reached, what it is, how it went. */
export const OutlineRow = memo(function OutlineRow(props: Props) {
  const { row, data, at, isCurrent, isSelected, hasProblem, onGo, onMenu } = props
  const { node, depth, branch } = row
  const { t } = useTranslation(['canvas', 'common', 'editor'])
  const state = data?.state
  const isDisabled = node.settings.disabled === true
  const more = [
    ...(isDisabled ? [t('disabled', { ns: 'editor' })] : []),
    ...(state === undefined ? [] : [t(`state.${state}`, { ns: 'common' })]),
    ...(hasProblem ? [data?.error ?? t('problem')] : []),
  ]
  return (
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      data-at={at}
      tabIndex={isCurrent ? 0 : -1}
      className={css['row']}
      style={{ paddingInlineStart: indentWidth + Math.min(depth, indentMax) * indentWidth }}
      data-disabled={isDisabled || undefined}
      onClick={(event) => onGo(at, event.shiftKey || event.ctrlKey || event.metaKey)}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(at, { x: event.clientX, y: event.clientY })
      }}
    >
      {branch === '' ? null : <span className={css['branch']}>{branch} </span>}
      <ServiceTile icon={data?.icon} name={data?.letter ?? node.name} small round={data?.trigger ?? false} />
      <span className={css['name']} dir="auto">
        {node.name}
      </span>
      <span className="sr">{more.map((one) => `, ${one}`).join('')}</span>
      {hasProblem && state !== 'failed' ? <TriangleAlert size={13} aria-hidden className={css['warn']} /> : null}
      {state === undefined ? null : (
        <span aria-hidden>
          <StateCircle state={state} size={14} />
        </span>
      )}
      {/* For pointers; the button in the head does the same for the line that has the focus. */}
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        className={css['more']}
        onClick={(event) => {
          event.stopPropagation()
          onMenu(at, { x: event.clientX, y: event.clientY })
        }}
      >
        <Ellipsis size={14} aria-hidden />
      </button>
    </div>
  )
})
