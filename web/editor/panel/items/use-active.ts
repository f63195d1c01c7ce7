import { type KeyboardEvent, useId, useState } from 'react'

export type Active = { readonly row: number; readonly column: number }

type Options = {
  readonly rows: number
  readonly columns: number
  readonly pageRows?: number
  readonly onOpen: (at: Active, element: HTMLElement | null) => void
  readonly scrollTo: (row: number) => void
}

/**
 * Moves through cells by keyboard while the focus stays on the frame around them: most of them are not drawn. Enter, the
 * menu key and Shift+F10 open the menu of the active one.
 */
export function useActive({ rows, columns, pageRows = 12, onOpen, scrollTo }: Options) {
  const base = useId()
  const [chosen, setActive] = useState<Active>({ row: 0, column: 0 })
  const [hasFocus, setHasFocus] = useState(false)
  const active = { row: Math.min(chosen.row, rows - 1), column: Math.min(chosen.column, columns - 1) }
  const idOf = (row: number, column: number) => `${base}${row}-${column}`
  const move = (row: number, column: number) => {
    const next = { row: clamp(row, rows), column: clamp(column, columns) }
    setActive(next)
    scrollTo(next.row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    const isMenu =
      event.key === 'Enter' || event.key === ' ' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    const to = stepOf(event.key, active, { rows, pageRows })
    if (!isMenu && to === undefined) return
    event.preventDefault()
    // The canvas hears the arrow keys too.
    event.stopPropagation()
    if (isMenu) onOpen(active, document.getElementById(idOf(active.row, active.column)))
    else if (to !== undefined) move(to.row, to.column)
  }
  return {
    active,
    hasFocus,
    setActive,
    move,
    idOf,
    props: {
      tabIndex: 0,
      onKeyDown,
      onFocus: () => setHasFocus(true),
      onBlur: () => setHasFocus(false),
      ...(rows > 0 ? { 'aria-activedescendant': idOf(active.row, active.column) } : {}),
    },
  }
}

const clamp = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))

function stepOf(
  key: string,
  { row, column }: Active,
  { rows, pageRows }: { rows: number; pageRows: number },
): Active | undefined {
  switch (key) {
    case 'ArrowDown':
      return { row: row + 1, column }
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowRight':
      return { row, column: column + 1 }
    case 'ArrowLeft':
      return { row, column: column - 1 }
    case 'PageDown':
      return { row: row + pageRows, column }
    case 'PageUp':
      return { row: row - pageRows, column }
    case 'Home':
      return { row: 0, column }
    case 'End':
      return { row: rows - 1, column }
    default:
      return undefined
  }
}
