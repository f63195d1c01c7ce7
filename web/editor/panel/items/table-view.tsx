import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../../lib/format.ts'
import { startFieldDrag } from '../../expression/field-drag.ts'
import { cell, columnsOf, type Json, typeOf } from '../../model/item-views.ts'
import { useItemsFrame } from './items-context.ts'
import { Marked } from './marked.tsx'
import { MoreButton } from './more-button.tsx'
import { useActive } from './use-active.ts'
import css from './items.module.css'

type Found = readonly { readonly index: number; readonly json: Json }[]

const rowPx = 29
const numberPx = 46
const widthMin = 70
const widthMax = 260
const charPx = 7.2

/** Items as rows. Only those in sight are drawn, so ten thousand are as smooth as ten. */
export function TableView({ items }: { readonly items: Found }) {
  const { t } = useTranslation('values')
  const frame = useItemsFrame()
  const { search, codeOf, label } = frame
  const scroll = useRef<HTMLDivElement>(null)
  const columns = useMemo(() => columnsOf(items), [items])
  const widths = useMemo(() => columns.map((column) => widthOf(column, items)), [columns, items])
  // oxlint-disable-next-line react/incompatible-library -- Rows are drawn by what it gives, nothing of it is kept.
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 10,
    paddingStart: rowPx,
    scrollPaddingStart: rowPx,
  })
  const cellAt = (row: number, column: number) => ({
    path: [columns[column] ?? ''],
    value: items[row]?.json[columns[column] ?? ''],
  })
  const { active, hasFocus, move, idOf, props } = useActive({
    rows: items.length,
    columns: columns.length,
    scrollTo: (row) => rows.scrollToIndex(row),
    onOpen: ({ row, column }, element) =>
      element === null ? undefined : frame.open({ ...cellAt(row, column), anchor: element.getBoundingClientRect() }),
  })
  const total = numberPx + widths.reduce((sum, width) => sum + width, 0)
  const template = `${numberPx}px ${widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ')}`
  return (
    <div ref={scroll} className={css['scroll']} {...props} role="grid" aria-label={label} aria-rowcount={items.length + 1}>
      <div role="presentation" style={{ height: rows.getTotalSize(), minWidth: total, position: 'relative' }}>
        <div role="row" aria-rowindex={1} className={css['headRow']} style={{ gridTemplateColumns: template }}>
          <span role="columnheader">
            <span className="sr">{t('itemNumber')}</span>
          </span>
          {columns.map((column) => (
            <span
              key={column}
              role="columnheader"
              draggable
              title={t('dragField', { field: column })}
              onDragStart={(event) => startFieldDrag(event, codeOf([column]))}
            >
              <Marked text={column} search={search} />
            </span>
          ))}
        </div>
        {rows.getVirtualItems().map(({ index: row, start }) => (
          <Row
            key={row}
            row={row}
            number={items[row]?.index ?? row}
            style={{ transform: `translateY(${start}px)`, gridTemplateColumns: template }}
            isChosen={frame.item?.index === items[row]?.index}
            onChoose={() => frame.item?.set(items[row]?.index ?? row)}
          >
            {columns.map((column, at) => {
              const value = items[row]?.json[column]
              const isActive = active.row === row && active.column === at
              return (
                <span
                  key={column}
                  id={idOf(row, at)}
                  role="gridcell"
                  data-type={typeOf(value)}
                  data-active={(isActive && hasFocus) || undefined}
                  onClick={() => move(row, at)}
                  onContextMenu={(event) => {
                    event.preventDefault()
                    move(row, at)
                    frame.open({ path: [column], value, anchor: event.currentTarget.getBoundingClientRect() })
                  }}
                >
                  <Marked text={cell(value)} search={search} />
                  {isActive ? (
                    <MoreButton name={column} onOpen={(anchor) => frame.open({ path: [column], value, anchor })} />
                  ) : null}
                </span>
              )
            })}
          </Row>
        ))}
      </div>
    </div>
  )
}

type RowProps = {
  readonly row: number
  readonly number: number
  readonly style: React.CSSProperties
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}

function Row({ row, number, style, isChosen, onChoose, children }: RowProps) {
  return (
    <div role="row" aria-rowindex={row + 2} aria-selected={isChosen} className={css['row']} style={style} onClick={onChoose}>
      <span role="rowheader" className={css['number']}>
        {formatCount(number + 1)}
      </span>
      {children}
    </div>
  )
}

const widthSample = 40

function widthOf(column: string, items: Found): number {
  const chars = items.slice(0, widthSample).map(({ json }) => cell(json[column], 40).length)
  return Math.max(widthMin, Math.min(widthMax, Math.ceil(Math.max(column.length, ...chars) * charPx) + 34))
}
