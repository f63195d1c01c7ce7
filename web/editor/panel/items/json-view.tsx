import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { startFieldDrag } from '../../expression/field-drag.ts'
import { plainPath } from '../../expression/path-text.ts'
import type { Json } from '../../model/item-views.ts'
import { type JsonLine, jsonLines, lineKey, linesMax, valueAt } from '../../model/json-lines.ts'
import { useItemsFrame } from './items-context.ts'
import { Marked } from './marked.tsx'
import { MoreButton } from './more-button.tsx'
import { useActive } from './use-active.ts'
import css from './items.module.css'

type Found = readonly { readonly index: number; readonly json: Json }[]

const linePx = 20

/** Items as JSON, line by line; what is long can be folded. */
export function JsonView({ items }: { readonly items: Found }) {
  const { t } = useTranslation('values')
  const frame = useItemsFrame()
  const scroll = useRef<HTMLDivElement>(null)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const { lines, isCut } = useMemo(() => jsonLines(items, closed), [items, closed])
  const byIndex = useMemo(() => new Map(items.map(({ index, json }) => [index, json])), [items])
  // oxlint-disable-next-line react/incompatible-library -- Lines are drawn by what it gives, nothing of it is kept.
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => linePx,
    overscan: 20,
  })
  const toggle = (line: JsonLine) => {
    const key = lineKey(line)
    setClosed((now) => (now.has(key) ? new Set([...now].filter((one) => one !== key)) : new Set([...now, key])))
  }
  const fieldOf = (line: JsonLine) => ({ path: line.path, value: valueAt(byIndex.get(line.item), line.path) })
  const { active, hasFocus, move, idOf, props } = useActive({
    rows: lines.length,
    columns: 1,
    pageRows: 20,
    scrollTo: (row) => rows.scrollToIndex(row),
    onOpen: ({ row }, element) => {
      const line = lines[row]
      if (line !== undefined && element !== null) frame.open({ ...fieldOf(line), anchor: element.getBoundingClientRect() })
    },
  })
  const onKeyDown = (event: React.KeyboardEvent) => {
    const line = lines[active.row]
    const isFold = (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && line?.kind === 'open'
    if (isFold && closed.has(lineKey(line)) === (event.key === 'ArrowRight')) {
      event.preventDefault()
      event.stopPropagation()
      toggle(line)
    } else props.onKeyDown(event)
  }
  return (
    <div ref={scroll} className={css['scroll']} {...props} onKeyDown={onKeyDown} role="tree" aria-label={frame.label}>
      <div role="presentation" className={css['lines']} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index: row, start }) => {
          const line = lines[row]
          if (line === undefined) return null
          return (
            <Line
              key={row}
              id={idOf(row, 0)}
              line={line}
              start={start}
              isClosed={closed.has(lineKey(line))}
              isActive={active.row === row}
              hasFocus={hasFocus}
              onActive={() => move(row, 0)}
              onToggle={() => toggle(line)}
              onOpen={(anchor) => frame.open({ ...fieldOf(line), anchor })}
            />
          )
        })}
      </div>
      {isCut ? <p className={css['cut']}>{t('linesCut', { count: linesMax })}</p> : null}
    </div>
  )
}

type LineProps = {
  readonly id: string
  readonly line: JsonLine
  readonly start: number
  readonly isClosed: boolean
  readonly isActive: boolean
  readonly hasFocus: boolean
  readonly onActive: () => void
  readonly onToggle: () => void
  readonly onOpen: (anchor: DOMRect) => void
}

function Line({ id, line, start, isClosed, isActive, hasFocus, onActive, onToggle, onOpen }: LineProps) {
  const { t } = useTranslation('values')
  const { codeOf, search } = useItemsFrame()
  const { name, text, kind, comma, depth, path, count } = line
  const label = plainPath(path)
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isActive}
      aria-expanded={kind === 'open' ? !isClosed : undefined}
      className={css['line']}
      data-active={(isActive && hasFocus) || undefined}
      style={{ transform: `translateY(${start}px)`, paddingInlineStart: 22 + depth * 14 }}
      draggable={path.length > 0 && kind !== 'close'}
      onDragStart={(event) => startFieldDrag(event, codeOf(path))}
      onClick={onActive}
      onContextMenu={(event) => {
        event.preventDefault()
        onActive()
        onOpen(event.currentTarget.getBoundingClientRect())
      }}
    >
      {kind === 'open' ? (
        <button
          type="button"
          tabIndex={-1}
          className={css['fold']}
          aria-label={isClosed ? t('unfold', { field: label }) : t('fold', { field: label })}
          onClick={onToggle}
        >
          {isClosed ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
        </button>
      ) : null}
      {name === undefined ? null : (
        <>
          <i>
            <Marked text={JSON.stringify(name)} search={search} />
          </i>
          {': '}
        </>
      )}
      <span data-type={kind}>
        <Marked text={text} search={search} />
      </span>
      {comma ? ',' : ''}
      {kind === 'open' && isClosed ? <span className={css['count']}>{t('elements', { count: count ?? 0 })}</span> : null}
      {isActive && kind !== 'close' ? <MoreButton name={label} onOpen={onOpen} /> : null}
    </div>
  )
}
