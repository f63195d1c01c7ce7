import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import css from './pick-list.module.css'

export type Pick = { readonly id: string; readonly group?: string; readonly row: ReactNode; readonly drag?: string }

type Props = {
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly picks: readonly Pick[]
  readonly nothing: string
  /** `more`: the list stays open for the next one. */
  readonly onPick: (id: string, more: boolean) => void
  readonly onLeave: () => void
  readonly icon?: ReactNode
}

/** A field and the list of what it finds. The focus stays in the field; the arrow keys walk in the list. */
export function PickList({ label, placeholder, query, onQuery, picks, nothing, onPick, onLeave, icon }: Props) {
  const [at, setAt] = useState(0)
  const own = useId()
  const list = useRef<HTMLDivElement>(null)
  const current = picks[Math.min(at, picks.length - 1)]
  const idOf = (pick: Pick | undefined) => (pick === undefined ? undefined : `${own}${picks.indexOf(pick)}`)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [at, picks])
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) setAt(Math.max(0, Math.min(picks.length - 1, Math.min(at, picks.length - 1) + step)))
    else if (event.key === 'Enter' && current !== undefined) onPick(current.id, event.ctrlKey || event.metaKey)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <div className={css['field']}>
        {icon}
        <input
          autoFocus
          data-autofocus
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={own}
          aria-autocomplete="list"
          aria-activedescendant={idOf(current)}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setAt(0)
            onQuery(event.currentTarget.value)
          }}
          onKeyDown={press}
        />
      </div>
      <div ref={list} id={own} role="listbox" aria-label={label} className={css['list']} tabIndex={-1}>
        {picks.map((pick, index) => (
          <div key={pick.id} role="presentation">
            {pick.group !== undefined && pick.group !== picks[index - 1]?.group ? (
              <div className={css['head']} role="presentation">
                {pick.group}
              </div>
            ) : null}
            <div
              id={idOf(pick)}
              role="option"
              aria-selected={pick === current}
              className={css['row']}
              draggable={pick.drag !== undefined}
              onDragStart={(event) => event.dataTransfer.setData(pick.drag ?? '', pick.id)}
              onPointerDown={(event) => event.pointerType === 'mouse' && pick.drag === undefined && event.preventDefault()}
              onPointerMove={() => setAt(index)}
              onClick={(event) => onPick(pick.id, event.ctrlKey || event.metaKey)}
            >
              {pick.row}
            </div>
          </div>
        ))}
        {picks.length === 0 ? <p className={css['nothing']}>{nothing}</p> : null}
      </div>
    </>
  )
}
