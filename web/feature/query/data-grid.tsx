import type { ResultColumn } from '@steward/contract/api/catalog'
import { ScanEye } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../lib/format.ts'
import { cellOf, isNumeric, widthsOf } from './cell.ts'
import css from './grid.module.css'

const rowPx = 30
const spare = 12
const numberPx = 52

type Rows = readonly (readonly unknown[])[]
type Props = {
  readonly columns: readonly ResultColumn[]
  readonly rows: Rows
  /** How many there are altogether, whether they have been fetched or not. */
  readonly count: number
  /** The last of the rows came near. */
  readonly onNearEnd?: () => void
  readonly label: string
}

/** Rows of a database. Of thousands, only those in sight are drawn. */
export function DataGrid({ columns, rows, count, onNearEnd, label }: Props) {
  const { t } = useTranslation('query')
  const widths = useMemo(() => widthsOf(columns, rows), [columns, rows])
  const { host, from, to } = useWindow(rows.length)
  const isNearEnd = to >= rows.length - spare
  const near = useRef(onNearEnd)
  useEffect(() => {
    near.current = onNearEnd
  })
  useEffect(() => {
    if (isNearEnd) near.current?.()
  }, [isNearEnd, rows.length])
  return (
    <div ref={host} className={css['scroll']} role="region" aria-label={label} tabIndex={0}>
      <table
        className={css['grid']}
        style={{ width: numberPx + widths.reduce((sum, width) => sum + width, 0) }}
        aria-rowcount={count + 1}
      >
        <colgroup>
          <col style={{ width: numberPx }} />
          {columns.map((column, at) => (
            <col key={`${at} ${column.name}`} style={{ width: widths[at] ?? 0 }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">{t('rowNumber')}</span>
            </th>
            {columns.map((column, at) => (
              <th key={`${at} ${column.name}`} scope="col" data-right={isNumeric(column) || undefined} title={column.name}>
                {column.name} <em>{column.type}</em>
                {column.isMasked ? (
                  <>
                    <ScanEye size={12} aria-hidden />
                    <span className="sr">{t('isMasked')}</span>
                  </>
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={from} columns={columns.length} />
          {rows.slice(from, to).map((row, at) => (
            <tr key={from + at} aria-rowindex={from + at + 2}>
              <td className={css['number']}>{formatCount(from + at + 1)}</td>
              {columns.map((column, index) => (
                <GridCell key={`${index} ${column.name}`} column={column} value={row[index]} />
              ))}
            </tr>
          ))}
          <Spacer rows={rows.length - to} columns={columns.length} />
        </tbody>
      </table>
    </div>
  )
}

function GridCell({ column, value }: { readonly column: ResultColumn; readonly value: unknown }) {
  const { text, look } = cellOf(value, column)
  return (
    <td data-look={look} data-right={isNumeric(column) || undefined} title={text.length > 24 ? text : undefined}>
      {text}
    </td>
  )
}

function Spacer({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  if (rows === 0) return null
  return (
    <tr aria-hidden style={{ height: rows * rowPx }}>
      <td colSpan={columns + 1} className={css['spacer']} />
    </tr>
  )
}

/** Which rows are in sight, and some before and after them. */
function useWindow(count: number) {
  const host = useRef<HTMLDivElement>(null)
  const [sight, setSight] = useState({ top: 0, height: 600 })
  useEffect(() => {
    const element = host.current
    if (element === null) return undefined
    let frame = 0
    const look = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setSight({ top: element.scrollTop, height: element.clientHeight }))
    }
    const watcher = new ResizeObserver(look)
    watcher.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      watcher.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])
  const from = Math.max(0, Math.min(count, Math.floor(sight.top / rowPx) - spare))
  const to = Math.min(count, Math.ceil((sight.top + sight.height) / rowPx) + spare)
  return { host, from, to: Math.max(from, to) }
}
